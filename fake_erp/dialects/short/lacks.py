"""Why a short dialect lacks an operation."""

from __future__ import annotations

from collections.abc import Mapping

from fake_erp.operations import OPERATIONS

_WHY = {
    "batch": "file and package imports are not spoken",
    "file": "file and package imports are not spoken",
    "subscription": "subscriptions are set up in the product itself",
    "change": "changes are found by the time of the last change",
    "payment": "only the order path is spoken; payments come with the order",
    "return": "only the order path is spoken",
    "credit_note": "only the order path is spoken",
    "price": "orders are priced when lines come without a price",
    "period": "only the order path is spoken",
    "journal": "only the order path is spoken",
    "warehouse": "stock names the warehouse",
    "health": "there is no such call",
    "order": "people do it in the product itself",
    "item": "only the order path is spoken",
    "customer": "people do it in the product itself",
}


def lacks(speaks: Mapping[str, str], **own: str) -> dict[str, str]:
    """Each operation that is not spoken, with the reason. `own` are reasons by noun, in place of the usual ones."""
    why = _WHY | own
    missing = [each.name for each in OPERATIONS if each.name not in speaks]
    return {name: why.get(name.partition(".")[0], "only the order path is spoken") for name in missing}
