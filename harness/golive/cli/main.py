"""Entry point of the `golive` command: Ctrl-C is handled before anything else is imported.

Exit status: 0 held, 1 broken, 2 unknown, 3 wrong input, 4 no candidate, 5 a failure of golive itself, 130 interrupted.
"""

from __future__ import annotations

import sys

from golive.exit_status import HARNESS_STATUS, INPUT_STATUS, INTERRUPTED_STATUS

__all__ = ["HARNESS_STATUS", "INPUT_STATUS", "INTERRUPTED_STATUS", "main"]


def main(arguments: list[str] | None = None) -> None:
    """Carry out a command line, that of the process by default, and exit with its status."""
    if arguments is None:
        from golive.cli import interrupts

        interrupts.leave_at_once()
    from golive.cli.dispatch import status_of
    from golive.cli.group import golive

    status = status_of(lambda: golive.main(arguments, prog_name="golive", standalone_mode=False))
    sys.exit(status)


if __name__ == "__main__":
    main()
