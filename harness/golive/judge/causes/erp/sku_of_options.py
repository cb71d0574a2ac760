"""The ERP refused the SKU of a row, which the custom options of the row had extended."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import Trail


def sku_of_options(trail: Trail) -> str | None:
    """Fits where the last refusal names a SKU of the order with more behind it, and the order has custom options."""
    creates = trail.creates
    if not trail.story.has_options or not creates or creates[-1].was_applied or creates[-1].succeeded:
        return None
    said = creates[-1].reason or (trail.refusals[-1].why if trail.refusals else "")
    sku = next((row[0] for row in trail.story.lines if f"{row[0]}-" in said), None)
    if sku is None:
        return None
    return f"custom options extended the SKU of {sku}, and the ERP knows the article without them: {said}"


SKU_OF_OPTIONS = Pattern(
    "sku_of_options",
    ("lost",),
    sku_of_options,
    "Look the product of a row with `custom_options` up by its `product_id`, and send the SKU of the product.",
)
