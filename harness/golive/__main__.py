"""`python -m golive`: the command line, without the working folder at the head of the import path."""

from __future__ import annotations

import sys

if __name__ == "__main__":
    if (
        not sys.flags.safe_path
    ):  # `-m` has put the working folder there, whose modules would shadow installed ones
        del sys.path[0]
    from golive.cli.main import main

    main()
