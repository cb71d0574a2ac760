"""The exit statuses of the command line; the record of a gate or comparison stores the same numbers."""

from __future__ import annotations

HELD_STATUS = 0
BROKEN_STATUS = 1
UNKNOWN_STATUS = 2
INPUT_STATUS = 3
CANDIDATE_STATUS = 4
HARNESS_STATUS = 5
MACHINE_STATUS = 6
INTERRUPTED_STATUS = 130
