"""The checkout asks the ERP: is it there, right now? Everything behind the checkout is the reference's.

While the ERP is fast this does no harm. When it is slow every shopper waits for it, and when it is down nothing
can buy.
"""

from __future__ import annotations

from typing import Any

from golive.candidates import reference
from golive.candidates.kit import CallFailed, Kit
from golive.candidates.reference.design import Design
from golive.candidates.sessions import Session, erp_session

_TIMEOUT_S = 30

Answer = dict[str, Any]


async def integrate(kit: Kit) -> None:
    erp = erp_session(kit.erp, kit.credentials)

    async def before_order(question: dict[str, Any]) -> Answer:
        try:
            return await _answer(erp, question["cart"]["items"])
        except CallFailed as failure:
            return _stop(f"the ERP cannot be reached: {failure}")

    kit.on_hook(before_order)
    await reference.run(kit, Design())


async def _answer(erp: Session, items: list[dict[str, Any]]) -> Answer:
    """One call per article, one after the other, as it was quickest to write."""
    for item in items:
        reply = await erp.get(f"/api/v1/stock/{item['sku']}", timeout_s=_TIMEOUT_S)
        if not reply.ok:
            return _stop(f"the ERP answered {reply.status}")
        if sum(row["available"] for row in reply.data["rows"]) < item["qty"]:
            return _stop(f"{item['sku']} is not available")
    return {"op": "success"}


def _stop(why: str) -> Answer:
    return {"op": "exception", "message": why}
