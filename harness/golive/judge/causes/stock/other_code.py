"""The stock of an article was written under a code that the ERP does not have."""

from __future__ import annotations

from golive.judge.causes.stock.wrong_quantity import READ_MS, WrongQuantity
from golive.record.run import Cause

FEWEST = 2
"""Different quantities under a code that must have been right for the article."""


def other_code(wrong: WrongQuantity, since_ms: int) -> Cause | None:
    """Fits where a code like that of the article was written since, or one always with the article's quantities."""
    alias = _spelt_otherwise(wrong, since_ms)
    if alias:
        return Cause(
            "other_code",
            f"since {wrong.clock(since_ms)} its stock was written under the code {alias!r}, which "
            "the ERP does not have",
            "Use the article code exactly as the shop has it, with case, blanks and leading zeros.",
        )
    stranger = _with_its_quantities(wrong)
    if not stranger:
        return None
    return Cause(
        "other_code",
        f"{wrong.trail.sku} was never written, and the code {stranger!r}, which the ERP does not have, was written "
        f"{len(wrong.record.strange[stranger])} times with its quantities",
        "Compare the table of codes with the articles of both systems, and read back what the shop has stored: an "
        "answer 200 does not say that there is such an article.",
    )


def _spelt_otherwise(wrong: WrongQuantity, since_ms: int) -> str:
    """The code that differs from that of the article in case, blanks or leading zeros only; "" without one."""
    record, wanted = wrong.record, _folded(wrong.trail.sku)
    return next(
        (
            sku
            for sku, at_ms in record.written.items()
            if sku != wrong.trail.sku
            and at_ms > since_ms
            and sku not in record.at_erp
            and _folded(sku) == wanted
        ),
        "",
    )


def _folded(sku: str) -> str:
    return "".join(sku.casefold().split()).lstrip("0")


def _with_its_quantities(wrong: WrongQuantity) -> str:
    """The code whose writes all had a quantity that was right for the article; "" without one, or with several."""
    trail = wrong.trail
    if trail.sent():
        return ""
    found = []
    for sku, writes in wrong.record.strange.items():
        right = {units for at_ms, source, units in writes if _was_right(wrong, at_ms, source, units)}
        if len(right) >= FEWEST and right == {units for *_, units in writes}:
            found.append(sku)
    return found[0] if len(found) == 1 else ""


def _was_right(wrong: WrongQuantity, at_ms: int, source: str, units: int) -> bool:
    return any(level.right == units for level in wrong.trail.during(source, at_ms - READ_MS, at_ms))
