"""The order was sent as the documentation of the ERP has it, and the installation is another one."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import Trail


def documentation_outdated(trail: Trail) -> str | None:
    """Fits where the ERP met the order in a form that only its documentation knows."""
    if not trail.misled:
        return None
    at_ms = trail.misled[0][0]
    differences = "; ".join(dict.fromkeys(what for _, what in trail.misled))
    return f"sent at {trail.clock(at_ms)} as the documentation of the ERP has it, which is outdated: {differences}"


DOCUMENTATION_OUTDATED = Pattern(
    "documentation_outdated",
    ("lost", "wrong_content"),
    documentation_outdated,
    "Try each field against the installation itself, read back what was saved, and keep what differs as a test.",
)
