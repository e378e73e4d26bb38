"""Django's usual door, for tools that expect it. People use `pejl`."""

from pejlemaerke.command import main

if __name__ == "__main__":
    main()
