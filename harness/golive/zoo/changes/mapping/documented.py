"""A mapping that was generated from the documentation of the ERP."""

from __future__ import annotations

from typing import Any

from golive.candidates.reference.export import Exporter
from golive.candidates.reference.state import Record

Body = dict[str, Any]
DOCUMENT = "/api/v1/openapi.json"


class AsDocumented(Exporter):
    """BL-137: a field of an address that the document does not have is sent under the name that it has instead.

    A generated client takes a success for one, so what was saved is not compared.
    """

    async def _create(self, record: Record, order: Body, customer: str) -> None:
        if "documented" not in self.__dict__:
            reply = await self._kit.erp.get(DOCUMENT)
            shapes = reply.data["components"]["schemas"]
            tables = shapes["NewOrder"]["properties"]
            known = {**shapes, **tables}
            self.documented = {
                table: list(known[table].get("properties") or shapes["Address"]["properties"])
                for table in ("ship_to", "bill_to")
            }
        await super()._create(record, order, customer)

    def order_body(self, order: Body, customer: str) -> Body:
        body = super().order_body(order, customer)
        for table, names in self.documented.items():
            strange = [name for name in body[table] if name not in names]
            unused = [name for name in names if name not in body[table] and name not in ("company", "region")]
            for name, documented in zip(strange, unused, strict=False):
                body[table][documented] = body[table].pop(name)
        return body

    async def _read_back(self, record: Record, sent: Body, saved: Body) -> None:
        pass
