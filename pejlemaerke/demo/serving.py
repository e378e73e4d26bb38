"""`pejl serve-demo`: serve, and name the persons one can sign in as. Loads no Django itself."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from pejlemaerke.core.serving import serve, words

from .named import NAMED, PERSONAS


def main(arguments: Sequence[str]) -> int:
    return serve(arguments, announce=_name_persons)


def _name_persons(address: str) -> None:
    lines = [
        words().gettext("You can be one of these with one click at %(address)s/demo/") % {"address": address}
    ]
    for key, said, *_rest in PERSONAS:
        first, last, *_rest = NAMED[key]
        lines += ["", f"  {first} {last}"]
        lines += textwrap.wrap(said, width=88, initial_indent="    ", subsequent_indent="    ")
    print("\n".join(["", *lines, ""]))
