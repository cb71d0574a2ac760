"""People imported the order into the ERP from a file, and it is there twice."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import Trail
from golive.judge.history.records.authors import IMPORTED
from golive.record.run import Cause


def imported_by_hand(trail: Trail) -> Cause | None:
    """Fits where at most one of the ERP orders is of the integration, and the others are from files of people."""
    imports = [each for each in trail.entries if each.by.startswith(IMPORTED)]
    others = len(trail.entries) - len(imports)
    if not imports or others > 1:
        return None
    first = imports[0]
    what = f"people imported the order from {first.name} at {trail.clock(first.at_ms)}"
    if not others:
        return Cause(
            "imported_twice",
            f"{what}, and once more at {trail.clock(imports[-1].at_ms)}",
            "Have the ERP refuse a second order with a reference, and report orders that it has twice.",
        )
    (own,) = [each for each in trail.entries if each not in imports]
    before = "before" if own.at_ms < first.at_ms else "after"
    return Cause(
        "imported_by_hand",
        f"{what}; the integration entered it at {trail.clock(own.at_ms)}, {before} that",
        "Read the ERP's orders back, and report or cancel the second one of a reference.",
    )


IMPORTED_BY_HAND = Pattern("imported_by_hand", ("duplicated",), imported_by_hand)
