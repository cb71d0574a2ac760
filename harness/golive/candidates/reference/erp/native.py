"""The ERP by its own REST interface."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from golive.candidates.kit import Kit, Response
from golive.candidates.reference.erp import Body, Cursor
from golive.candidates.sessions import LoggedIn, erp_session


class NativeErp:
    """See `golive.candidates.reference.erp.ErpPort`."""

    def __init__(self, kit: Kit) -> None:
        self._session = erp_session(kit.erp, kit.credentials)

    @property
    def on_login(self) -> LoggedIn | None:
        return self._session.on_login

    @on_login.setter
    def on_login(self, noted: LoggedIn | None) -> None:
        self._session.on_login = noted

    async def create_customer(self, body: Body, timeout_s: float | None = None) -> Response:
        return await self._session.post("/api/v1/customers", body, timeout_s=timeout_s)

    async def change_customer(self, number: str, changes: Body) -> Response:
        return await self._session.request("PATCH", f"/api/v1/customers/{number}", changes)

    async def create_order(self, body: Body, timeout_s: float | None = None) -> Response:
        return await self._session.post("/api/v1/orders", body, timeout_s=timeout_s)

    async def change_order(self, number: str, change: Body) -> Response:
        return await self._session.request("PATCH", f"/api/v1/orders/{number}", change)

    async def cancel_order(self, number: str) -> Response:
        return await self._session.post(f"/api/v1/orders/{number}/cancel")

    async def order(self, number: str) -> Response:
        return await self._session.get(f"/api/v1/orders/{number}")

    async def orders_of(self, reference: str, *, brief: bool = False) -> Response:
        view = "&view=brief" if brief else ""
        return await self._session.get(f"/api/v1/orders?external_reference={reference}{view}")

    async def changed_orders(self, after: Cursor, limit: int) -> Response:
        return await self._session.get(f"/api/v1/orders?after={after}&limit={limit}&view=brief")

    async def deliveries(self, after: Cursor, limit: int) -> Response:
        return await self._list("deliveries", after, limit)

    async def create_delivery(self, body: Body) -> Response:
        return await self._session.post("/api/v1/deliveries", body)

    async def set_stock(self, sku: str, body: Body) -> Response:
        return await self._session.request("PUT", f"/api/v1/stock/{quote(sku, safe='')}", body)

    async def stock(self, after: Cursor, limit: int) -> Response:
        return await self._list("stock", after, limit)

    async def stock_of(self, sku: str, timeout_s: float | None = None) -> Response:
        return await self._session.get(f"/api/v1/stock/{quote(sku, safe='')}", timeout_s=timeout_s)

    async def items(self, after: Cursor, limit: int) -> Response:
        return await self._list("items", after, limit)

    async def prices(self, after: Cursor, limit: int) -> Response:
        return await self._list("prices", after, limit)

    async def price_of(self, sku: str) -> Response:
        return await self._session.get(f"/api/v1/prices/{quote(sku, safe='')}")

    async def credit_notes_of(self, number: str) -> Response:
        return await self._session.get(f"/api/v1/credit-notes?order={number}")

    async def create_credit_note(self, body: Body) -> Response:
        return await self._session.post("/api/v1/credit-notes", body)

    async def create_return(self, body: Body) -> Response:
        return await self._session.post("/api/v1/returns", body)

    async def returns_of(self, number: str) -> Response:
        return await self._session.get(f"/api/v1/returns?order={number}")

    async def create_deposit(self, body: Body) -> Response:
        return await self._session.post("/api/v1/deposits", body)

    async def apply_deposit(self, number: str, order: str) -> Response:
        return await self._session.post(f"/api/v1/deposits/{number}/apply", {"order": order})

    async def refund_deposit(self, number: str) -> Response:
        return await self._session.post(f"/api/v1/deposits/{number}/refund")

    async def _list(self, what: str, after: Any, limit: int) -> Response:
        return await self._session.get(f"/api/v1/{what}?after={after}&limit={limit}")
