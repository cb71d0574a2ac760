"""Articles that get another SKU, go, or come back under a SKU that another one had.

The shop keeps source items by SKU. Those of a SKU that no product has any more would count for the next product with
that SKU, so they are deleted, but not before the last order with that SKU has left: its goods are taken from there.
"""

from __future__ import annotations

from urllib.parse import quote

from golive.candidates.reference.duty import Duty
from golive.candidates.reference.masters.codes import is_done
from golive.candidates.reference.watch import STOCK

_PAGE = 500


class Articles(Duty):
    """Reads which articles have another SKU, and clears up under the SKU that they had."""

    async def learn(self) -> bool:
        """Read the items of the ERP that have changed; True where one has another SKU. Raises CallFailed."""
        after, more, news = self._state.cursors.get("articles", 0), True, False
        while more:
            await self._pace.wait()
            reply = await self._erp.items(after, _PAGE)
            if not reply.ok:
                self._erp_failed(STOCK, reply)
                return news
            for row in reply.data["rows"]:
                news = self._codes.note(row) or news
            after, more = reply.data["cursor"], reply.data["more"]
        self._state.cursors["articles"] = after
        return news

    async def clear_up(self) -> None:
        """Delete source items that were left behind under SKUs that no product of the shop has. Raises CallFailed."""
        for old, left in [*self._state.left_behind.items()]:
            if old not in self._state.former:
                del self._state.left_behind[old]  # another article has the SKU
                continue
            here = await self._shop.get(f"/rest/V1/products/{quote(old, safe='')}?fields=sku")
            if here.ok:
                self._keep(old, left["new"])
            elif here.status == 404 and all(is_done(self._state.orders[order]) for order in left["orders"]):
                await self._delete(old)

    def _keep(self, old: str, new: str) -> None:
        """The shop has the article under its former SKU: that is where its stock belongs."""
        del self._state.left_behind[old]
        self._state.shop_skus[new] = old
        self._state.push_again[new] = None

    async def _delete(self, old: str) -> None:
        query = (
            "searchCriteria[filter_groups][0][filters][0][field]=sku"
            f"&searchCriteria[filter_groups][0][filters][0][value]={quote(old, safe='')}"
        )
        reply = await self._shop.get(f"/rest/V1/inventory/source-items?{query}")
        items = reply.data["items"] if reply.ok else []
        if items:
            reply = await self._shop.post("/rest/V1/inventory/source-items-delete", {"sourceItems": items})
        if reply.ok:
            del self._state.left_behind[old]
        else:
            self._shop_failed(STOCK, reply)
