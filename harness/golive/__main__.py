"""`python -m golive`: the command line, without the working folder at the head of the import path."""

from __future__ import annotations

from golive.cli.main import main

if __name__ == "__main__":
    main()
