"""Entry point of the `golive` command: Ctrl-C is handled before anything else is imported.

Exit status: 0 held, 1 broken, 2 unknown, 3 wrong input, 4 no candidate, 5 a failure of golive itself, 6 the machine
lacks something, 130 interrupted.
"""

from __future__ import annotations

import sys

from golive.exit_status import HARNESS_STATUS, INPUT_STATUS, INTERRUPTED_STATUS, MACHINE_STATUS

__all__ = ["HARNESS_STATUS", "INPUT_STATUS", "INTERRUPTED_STATUS", "MACHINE_STATUS", "main"]


def main(arguments: list[str] | None = None) -> None:
    """Carry out a command line, that of the process by default, and exit with its status."""
    if arguments is None:
        from golive.cli import interrupts

        interrupts.leave_at_once()
    try:
        from golive.cli.dispatch import end_without_threads, flushed, status_of
        from golive.cli.group import golive
    except (OSError, MemoryError) as error:
        sys.stderr.write(f"golive: the machine lacks what golive needs to start: {str(error) or 'memory'}\n")
        sys.exit(MACHINE_STATUS)

    status = flushed(status_of(lambda: golive.main(arguments, prog_name="golive", standalone_mode=False)))
    if arguments is None:
        end_without_threads(status)
    sys.exit(status)


if __name__ == "__main__":
    main()
