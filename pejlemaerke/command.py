"""`pejl`: the command line. `pejl read-backbrief FILE` is the management command `read_backbrief`."""

from __future__ import annotations

import os
import sys
from importlib import import_module

#: What starts other processes and needs no Django of its own.
_STARTERS = {"serve": "pejlemaerke.core.serving", "serve-demo": "pejlemaerke.demo.serving"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    argv = list(sys.argv)
    if argv[1:] and argv[1] in _STARTERS:
        sys.exit(import_module(_STARTERS[argv[1]]).main(argv[2:]))

    from django.core.management import execute_from_command_line

    if len(argv) > 1 and not argv[1].startswith("-"):
        argv[1] = argv[1].replace("-", "_")
    execute_from_command_line(argv)


if __name__ == "__main__":
    main()
