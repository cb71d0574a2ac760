"""The dialect of Dynamics 365 Finance & Operations; see `fake_erp.dialects.Dialect`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fake_erp.dialects.dynamics_fo import access, refusals
from fake_erp.dialects.dynamics_fo.changes import change_match
from fake_erp.dialects.dynamics_fo.fields import CUSTOMER, HEADER, LINES, SERVICE
from fake_erp.dialects.dynamics_fo.keys import find
from fake_erp.dialects.odata.paths import path_of
from fake_erp.dialects.short.base import ShortDialect
from fake_erp.dialects.short.matching import ShortMatch
from fake_erp.dialects.short.records import order_lines
from fake_erp.dialects.short.sets import reading
from fake_erp.dialects.short.words import TableWords
from fake_erp.errors import ErpError, NotFound
from fake_erp.messages import Reply, Request

if TYPE_CHECKING:
    from fake_erp.erp import Erp

WORDS = TableWords(
    HEADER,
    LINES,
    CUSTOMER,
    {
        "order.list": "GET /data/SalesOrderHeadersV2",
        "item.list": "GET /data/ReleasedProductsV2",
        "invoice.list": "GET /data/SalesInvoiceHeadersV2",
        "token.create": "the token endpoint of Entra ID",
    },
    "SalesOrderLines {line}: {field}",
)


class DynamicsDialect(ShortDialect):
    """Data entities below /data, with tokens of Entra ID."""

    name = "dynamics_fo"
    words = WORDS

    def match(self, erp: Erp, request: Request) -> Any:
        try:
            if request.method == "POST" and request.path.rstrip("/") == f"{SERVICE.root}/$batch":
                return SERVICE.batch(erp, request, self.match)
            return self.find(erp, request)
        except ErpError:
            return None

    def find(self, erp: Erp, request: Request) -> ShortMatch:
        path = request.path
        if access.is_token_path(path) and request.method == "POST":
            return access.token_match(erp, request)
        if path != SERVICE.root and not path.startswith(f"{SERVICE.root}/"):
            raise NotFound("No HTTP resource was found that matches the request URI.", "path")
        segments = path_of(path[len(SERVICE.root) :])
        if not segments or segments[0].name == "$metadata":
            return SERVICE.about(request, segments[0].name if segments else "")
        first = segments[0]
        collection = SERVICE.sets.get(first.name)
        if collection is None:
            raise NotFound(f"No HTTP resource was found for the segment '{first.name[:60]}'.", "path")
        if request.method not in ("GET", "HEAD"):
            return change_match(erp, request, collection, segments)
        rest = [each.name for each in segments[1:]]
        if first.has_key and not rest:
            return reading(
                erp,
                collection,
                lambda: find(erp, collection, first),
                lambda record: Reply(200, SERVICE.shown(erp, request, collection, record)),
            )
        if first.has_key and rest == ["SalesOrderLines"] and rest[0] in collection.entity.navigations:
            return reading(
                erp,
                collection,
                lambda: find(erp, collection, first),
                lambda order: Reply(
                    200, SERVICE.lines(erp, request, SERVICE.sets["SalesOrderLines"], order_lines(order))
                ),
            )
        if first.has_key or rest not in ([], ["$count"]):
            raise NotFound("No HTTP resource was found that matches the request URI.", "path")
        return SERVICE.list_match(erp, request, collection, bool(rest))

    def login(self, client_id: str, secret: str) -> dict[str, str]:
        return access.login(client_id, secret)

    def accepted(self, match: ShortMatch) -> Reply:
        return Reply(204)

    def refuse(self, error: ErpError, request: Request, *, in_ok: bool = False) -> Reply:
        if access.is_token_path(request.path):
            reply = access.refuse(error)
        else:
            set_name = request.path[len(SERVICE.root) :].lstrip("/").partition("(")[0].partition("/")[0]
            known = SERVICE.sets.get(set_name)
            reply = refusals.render(
                error, self.words, f"{known.entity.name}Entity" if known is not None else ""
            )
        if in_ok:
            reply.status = 200
        return reply

    def notice(self, kind: str, identity: str, reference: str, at_ms: int) -> dict[str, Any]:
        """A business event."""
        return {
            "BusinessEventId": f"{kind.title()}ChangedBusinessEvent",
            "EventId": f"{identity}-{at_ms}",
            "EventTime": f"/Date({at_ms})/",
            "LegalEntity": "usmf",
            "SalesOrderNumber" if kind == "order" else "RecordId": identity,
            "CustomersOrderReference": reference,
        }


def make(version: str) -> DynamicsDialect:
    """The dialect; its versions do not differ on the wire."""
    return DynamicsDialect()
