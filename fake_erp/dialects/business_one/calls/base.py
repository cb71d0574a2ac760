"""What all calls have in common."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fake_erp.dialects.business_one.documents.orders import TYPES, extra_fields, order_json, set_of
from fake_erp.dialects.business_one.documents.tables import etag as etag_of
from fake_erp.dialects.business_one.refusals import Stale
from fake_erp.dialects.business_one.requests import is_v1, options_of, root_of, version_of
from fake_erp.dialects.business_one.resources import Resource
from fake_erp.dialects.odata.headers import etag_matches, origin_of, wants_nothing_back
from fake_erp.dialects.odata.model import EntityType
from fake_erp.dialects.odata.queries import EVERYTHING, Query
from fake_erp.dialects.odata.writing import Writer
from fake_erp.messages import Reply, Request
from fake_erp.model import Customer, Item, Order
from fake_erp.operations.base import Command

if TYPE_CHECKING:
    from fake_erp.erp import Erp


def business_key(record: Any) -> str | None:
    """The business key of a record: an external reference, a number or a SKU."""
    if isinstance(record, Order | Customer):
        return record.external_reference or record.number
    if isinstance(record, Item):
        return record.sku
    order = getattr(record, "order", None)
    return None if order is None else order.external_reference or order.number


@dataclass(slots=True)
class Call:
    """See `fake_erp.dialects.Match`. `record` is what the address names, where it is there."""

    erp: Erp
    request: Request
    operation: str
    reads: bool = True
    public: bool = False
    record: Any = None
    _query: Query | None = field(default=None, init=False)
    _root: str = field(default="", init=False)

    @property
    def number(self) -> str:
        found = getattr(self.record, "number", None) or getattr(self.record, "sku", "")
        return found if isinstance(found, str) else ""

    def key(self, request: Request) -> str | None:
        return business_key(self.record)

    def fields(self, request: Request) -> Any:
        return None

    def read(self, by: str) -> Command[Any]:
        """The command. Raises ErpError."""
        raise NotImplementedError

    def write(self, outcome: Any) -> Reply:
        """What came of it."""
        return Reply(204)

    @property
    def query(self) -> Query:
        """The query options. Raises QueryRefused."""
        if self._query is None:
            self._query = options_of(self.request)
        return self._query

    @property
    def root(self) -> str:
        """The address of the service."""
        if not self._root:
            self._root = f"{origin_of(self.request)}{root_of(self.request)}/"
        return self._root

    @property
    def writer(self) -> Writer:
        """Writes entities in the version of the request."""
        return Writer(version_of(self.request), self.root, "SAPB1", etag_of)

    @property
    def v1(self) -> bool:
        """Whether the request is for version 1."""
        return is_v1(self.request)

    def require_fresh(self, version: Any) -> None:
        """Refuse the change of a record that is not at the version in `If-Match`. Raises Stale."""
        header = self.request.headers.get("if-match")
        if header and version is not None and not etag_matches(header, etag_of(version)):
            raise Stale()

    def entity_json(self, entity: EntityType, record: Any, query: Query = EVERYTHING) -> dict[str, Any]:
        """An entity, with the user-defined fields of an order."""
        if isinstance(record, Order) and not query.select:
            etag = "odata.etag" if self.v1 else "@odata.etag"
            return {etag: etag_of(record.change), **order_json(self.erp, record, entity.set_name)}
        shown = self.writer.entity(self.erp, entity, record, query)
        if isinstance(record, Order):
            extra = extra_fields(self.erp, record)
            shown |= {name: value for name, value in extra.items() if query.shows(name)}
        if query.select and entity.etag is not None:  # the product hashes a version that it did not load
            shown["odata.etag" if self.v1 else "@odata.etag"] = etag_of(1)
        return shown

    def context(self, what: str, *, one: bool = False) -> dict[str, str]:
        """The annotation that a body begins with."""
        address = f"{self.root}$metadata#{what}"
        if self.v1:
            return {"odata.metadata": address + ("/@Element" if one else "")}
        return {"@odata.context": address + ("/$entity" if one else "")}

    def created(self, resource: Resource, record: Any, set_name: str = "") -> Reply:
        """The reply to a new record: 201 with it, or 204 where the client prefers that."""
        entity = resource.entity
        if isinstance(record, Order):
            set_name = set_name or set_of(self.erp, record)
            entity = TYPES[set_name]
        headers = {"Location": self.writer.address(self.erp, entity, record)}
        if entity.etag is not None:
            headers["ETag"] = etag_of(entity.etag(self.erp, record))
        if wants_nothing_back(self.request):
            return Reply(204, None, headers)
        body = {**self.context(entity.set_name, one=True), **self.entity_json(entity, record)}
        return Reply(201, body, headers)
