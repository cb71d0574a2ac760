"""A checkout that queries the ERP for availability synchronously; the rest is the reference integration.

While the ERP is fast this does no harm. While it is slow every shopper waits for it, and while it is down no order
can be placed.
"""

from __future__ import annotations

from typing import Any

from golive.candidates import reference
from golive.candidates.kit import CallFailed, HookHandler, Kit
from golive.candidates.reference.design import Design
from golive.candidates.reference.erp import ErpPort, port_of

_TIMEOUT_S = 30

Answer = dict[str, Any]


async def integrate(kit: Kit) -> None:
    """The entry point of the candidate `coupled`."""
    kit.on_hook(asks_the_erp(kit))
    await reference.run(kit, Design())


def asks_the_erp(kit: Kit) -> HookHandler:
    """The handler of the checkout's question, which waits for the ERP."""
    erp = port_of(kit)

    async def before_order(question: dict[str, Any]) -> Answer:
        try:
            return await _answer(erp, question["cart"]["items"])
        except CallFailed as failure:
            return _stop(f"the ERP cannot be reached: {failure}")

    return before_order


async def _answer(erp: ErpPort, items: list[dict[str, Any]]) -> Answer:
    """The reply to the hook: one ERP call per article, in sequence; stops at the first that is short."""
    for item in items:
        reply = await erp.stock_of(item["sku"], _TIMEOUT_S)
        if not reply.ok:
            return _stop(f"the ERP answered {reply.status}")
        if sum(row["available"] for row in reply.data["rows"]) < item["qty"]:
            return _stop(f"{item['sku']} is not available")
    return {"op": "success"}


def _stop(why: str) -> Answer:
    return {"op": "exception", "message": why}
