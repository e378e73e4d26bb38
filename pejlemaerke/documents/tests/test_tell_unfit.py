from __future__ import annotations

import pytest

from pejlemaerke.documents.errors import sentence
from pejlemaerke.documents.limits import CODES, Unfit

DETAILS = {"megabytes": 10, "blocks": 20_000, "pages": 200, "rows": 100_000, "columns": 60, "entries": 2000}


@pytest.mark.parametrize("code", CODES)
def test_every_reason_has_one_sentence_of_its_own(code: str) -> None:
    text = sentence(Unfit(code, **DETAILS))
    assert text.endswith(".")
    assert "%" not in text
    others = {sentence(Unfit(other, **DETAILS)) for other in CODES if other != code}
    assert text not in others
