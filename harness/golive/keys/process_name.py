"""The setting of faults that may strike one process of a candidate alone."""

from __future__ import annotations

from golive.keys.value_kinds import word

PROCESS = word("the name of a process such as worker", r"[a-z][a-z0-9_-]{0,30}")
PROCESS_DOC = (
    "The process of the candidate file that is meant, by its name under `processes`; without it, all of them."
)
