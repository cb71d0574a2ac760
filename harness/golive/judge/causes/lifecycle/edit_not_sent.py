"""The order replaces one that had been exported: it was edited in the shop after that, and the edit was never sent."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.scene import Scene
from golive.judge.causes.trail import CANCEL, UPDATE, Trail


def edit_not_sent(trail: Trail) -> str | None:
    """Fits where the order that was replaced is in the ERP, this one was not sent, and so was no other edited one."""
    scene, before = trail.scene, trail.replaces
    if not before or before not in scene.booked or trail.creates or not trail.complete:
        return None
    edited = _edited(scene)
    if any(order in scene.booked for order in edited):
        return None
    many = f"; none of the {len(edited)} edited orders was sent" if len(edited) > 1 else ""
    return (
        f"order {before} had been exported when it was edited in the shop at {trail.clock(trail.story.placed_ms)}, and "
        f"became {trail.story.order}; the change was never sent to the ERP{many}"
    )


def edited_order_kept(trail: Trail) -> str | None:
    """Fits where the ERP order that was replaced was never changed or cancelled, and this one was not sent."""
    scene, before = trail.scene, trail.replaces
    if not before or before not in scene.booked or trail.creates or not trail.complete:
        return None
    if any(order in scene.booked for order in _edited(scene)):
        return None
    if any(row.key == before for op in (CANCEL, UPDATE) for row in scene.of_op(op)):
        return None
    return (
        f"order {before} had been exported when it was edited in the shop at {trail.clock(trail.story.placed_ms)}, and "
        f"became {trail.story.order}; the ERP kept {before} as it was: no call changed or cancelled it, and the edited "
        "order was not sent"
    )


def _edited(scene: Scene) -> list[str]:
    return [order for order, its in scene.placed.items() if "that replace another order" in its]


_FIX = (
    "Treat an edit after the export as news: change the ERP order to the content and the number of the new order, or "
    "cancel it and send the new one."
)
EDIT_NOT_SENT = Pattern("edit_not_sent", ("lost",), edit_not_sent, _FIX)
EDITED_ORDER_KEPT = Pattern("edit_not_sent", ("lost",), edited_order_kept, _FIX)
