"""A relative change was applied twice, or left out: each write continues from the one before, with its error."""

from __future__ import annotations

from golive.judge.causes.skus.sku_trail import Write
from golive.judge.causes.stock.wrong_quantity import READ_MS, WrongQuantity, is_right
from golive.record.run import Cause


def repeated_change(wrong: WrongQuantity) -> Cause | None:
    """Fits where a write repeats the step of the write before, and is off by that step more than it was."""
    assert wrong.write is not None
    writes = wrong.trail.sent(wrong.source)
    writes = writes[: writes.index(wrong.write) + 1]
    for place in range(len(writes) - 1, -1, -1):
        found = writes[place]
        earlier = writes[place - 1] if place else None
        own = _own(wrong, earlier, found)
        jumps = _jumps(wrong, earlier, found)
        if 0 in jumps and earlier is not None:
            continue  # it may be as wrong as the write before
        if own and own in jumps:
            wrong.evidence.insert(0, found.seq)
            return Cause(
                "change_applied_twice",
                f"the change of {own:+d} to {wrong.trail.sku} at {wrong.source}, which the shop had made itself by its "
                f"shipments, was applied again at {wrong.clock(found.at_ms)}",
                "Write absolute quantities; a shipment in the shop takes its units off the source by itself.",
            )
        if earlier is None:
            break
        if found.step and found.step == earlier.step and found.step in jumps:
            wrong.evidence[:0] = [earlier.seq, found.seq]
            call = next((call for call in wrong.record.calls if call.x and call.x == earlier.x), None)
            unsure = " (its reply was lost)" if call is not None and call.told == "unknown" else ""
            return Cause(
                "change_applied_twice",
                f"the change of {found.step:+d} to {wrong.trail.sku} at {wrong.source} was applied at "
                f"{wrong.clock(earlier.at_ms)}{unsure} and again at {wrong.clock(found.at_ms)}",
                "Write absolute quantities; a relative change must not be repeated unless it is known not to have "
                "been applied.",
            )
        if not _errors(wrong, earlier) & _errors(wrong, found) and is_right(wrong.trail, earlier):
            return None
    return None


def _own(wrong: WrongQuantity, one: Write | None, two: Write) -> int:
    """Return the units that shipments of the shop moved between two writes, or before the first."""
    writes, after = wrong.trail.writes[wrong.source], 0 if one is None else one.seq
    return sum(each.step for each in writes if each.why == "shipment" and after < each.seq < two.seq)


def _jumps(wrong: WrongQuantity, one: Write | None, two: Write) -> set[int]:
    """Return by how much more the second write may be off than the first; the opening quantity is right."""
    before = {0} if one is None else _errors(wrong, one)
    return {after - each for each in before for after in _errors(wrong, two)}


def _errors(wrong: WrongQuantity, write: Write) -> set[int]:
    """Return by how much a write is off, for each figure of the ERP that it may be based on."""
    levels = wrong.trail.during(write.source, write.at_ms - READ_MS, write.at_ms)
    return {write.offered - level.right for level in levels}
