from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pejlemaerke.core.wording import Segment, segments


def test_a_few_words_shared_between_changes_are_read_as_changed_too() -> None:
    assert segments("Vi ringer en gang", "De skriver en mail")[0] == Segment("removed", "Vi ringer en gang")


@given(st.text(), st.text())
def test_the_segments_hold_both_texts_whole(old: str, new: str) -> None:
    found = segments(old, new)
    assert "".join(one.text for one in found if one.op != "added") == old
    assert "".join(one.text for one in found if one.op != "removed") == new
