"""Calls of the record API that are about one record: read, create, change, upsert, delete, transform."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fake_erp.dialects.native.reading import query_of
from fake_erp.dialects.netsuite.body import json_of, record_of
from fake_erp.dialects.netsuite.calls.base import SINGULAR, base, self_link
from fake_erp.dialects.netsuite.calls.subresources import is_expanded, shown, sublist_reply
from fake_erp.dialects.netsuite.calls.validation import check_names
from fake_erp.dialects.netsuite.ids import whole
from fake_erp.dialects.netsuite.records.base import Body, Call, RecordType
from fake_erp.dialects.netsuite.records.order_changes import step_of
from fake_erp.dialects.netsuite.words import RECORD
from fake_erp.dialects.rendered import rendered_of
from fake_erp.errors import ErpError, NotFound, RuleRefused
from fake_erp.messages import Reply, Request
from fake_erp.operations.base import Command, Look

if TYPE_CHECKING:
    from fake_erp.erp import Erp

EXTERNAL = "eid:"
SUBRESOURCES = {"price": "price", "locations": "stock"}
"""Sublists of an item that are what other operations read."""


@dataclass(slots=True)
class RecordMatch:
    """A call about one record of a type, or one that is to be.

    `instance` is what stands in the address: an id, `eid:` with an external id, or "". `source` is the record that is
    transformed.
    """

    erp: Erp
    kind: RecordType
    method: str
    instance: str = ""
    sublist: tuple[str, ...] = ()
    source: Any = None
    operation: str = ""
    record: Any = None
    public: bool = False
    given: Body | None = field(default=None)

    def resolve(self, request: Request) -> RecordMatch:
        """Find the record, and what is to be done with it."""
        if self.instance.startswith(EXTERNAL):
            self.record = self.kind.external(self.erp, self.instance[len(EXTERNAL) :])
        elif self.instance and (wanted := whole(self.instance)) is not None:
            self.record = self.kind.find(self.erp, wanted)
        noun = self.kind.noun
        if noun == "item" and self.sublist:
            noun = SUBRESOURCES.get(self.sublist[0].lower(), noun)
        self.operation = f"{noun}.{self._verb(request)}"
        return self

    def _verb(self, request: Request) -> str:
        if self.method in ("GET", "HEAD"):
            return "read"
        if self.method == "DELETE":
            return "cancel" if self.kind.noun == "order" else "update"
        if self.method == "POST" or (self.method == "PUT" and self.record is None):
            return "create"
        if self.kind.noun == "order" and self.record is not None:
            return step_of(self.record, self._body(request))
        return "update"

    def _body(self, request: Request) -> Body:
        """The body where it can be read, else an empty object."""
        try:
            data = json_of(self.erp, request)
        except ErpError:
            return {}
        return data if type(data) is dict else {}

    @property
    def reads(self) -> bool:
        return self.method in ("GET", "HEAD")

    @property
    def number(self) -> str:
        return str(getattr(self.record, "number", "") or getattr(self.record, "sku", ""))

    def key(self, request: Request) -> str | None:
        if self.record is not None:
            return self.kind.key(self.record)
        if self.source is not None:
            return _key_of(self.source)
        if self.kind.noun in ("order", "customer"):
            if self.instance.startswith(EXTERNAL):
                return self.instance[len(EXTERNAL) :]
            body = self._body(request)
            reference = body.get("externalId") or (
                body.get("otherRefNum") if self.kind.noun == "order" else None
            )
            return reference if type(reference) is str and reference else None
        if self.reads:
            return None
        return self._key_of_order(request)

    def _key_of_order(self, request: Request) -> str | None:
        """The reference of the order that a new document follows from."""
        try:
            number = self.kind.neutral(self.erp, self._body(request), None).get("order")
        except ErpError:
            return None
        order = self.erp.orders.by_number.get(number) if type(number) is str else None
        return None if order is None else order.external_reference or order.number

    def fields(self, request: Request) -> Any:
        return None if self.reads or self.method == "DELETE" else self.document(request)

    def document(self, request: Request) -> dict[str, Any]:
        """The neutral document of the body. Raises ErpError."""
        given = self._given(request)
        document = self.kind.neutral(self.erp, given, self.record)
        if self.record is None:
            document |= {name: value for name, value in given.items() if not self.kind.is_field(name)}
        return document

    def _given(self, request: Request) -> Body:
        if self.given is None:
            given = record_of(self.erp, request)
            if self.instance.startswith(EXTERNAL):
                given = {**given, "externalId": self.instance[len(EXTERNAL) :]}
            if self.source is not None:
                given = {**given, "createdFrom": {"id": self.instance_of_source()}}
            self.given = given
        return self.given

    def instance_of_source(self) -> str:
        """The internal id of the record that is transformed."""
        from fake_erp.dialects.netsuite.documents.papers import id_of

        return str(id_of(self.source))

    def read(self, request: Request, by: str) -> Command[Any]:
        if self.instance and self.record is None and not self._is_upsert():
            raise self._not_found(request)
        if self.reads:
            record = self.record
            return Look(lambda hides: record)
        if self.method == "DELETE":
            assert self.kind.remove is not None
            return self.kind.remove(Call(self.erp, request, {}, {}, by, self.record))
        check_names(request, self.kind, self._given(request))
        make = self.kind.create if self.record is None else self.kind.change
        assert make is not None
        return make(Call(self.erp, request, self._given(request), self.document(request), by, self.record))

    def _is_upsert(self) -> bool:
        return self.method == "PUT" and self.instance.startswith(EXTERNAL)

    def _not_found(self, request: Request) -> ErpError:
        details = {"value": self.instance[:60], "url": request.path[:200]}
        if not self.instance.startswith(EXTERNAL) and not whole(self.instance):
            return RuleRefused("record_id", "bad_id", f"{self.instance[:60]!a} is no id", None, details)
        return NotFound("there is no such record", None, details)

    def write(self, request: Request, outcome: Any) -> Reply:
        if not self.reads:
            return self._written(request, outcome)
        href = self._href(request, outcome)
        kind, erp = self.kind, self.erp
        if self.sublist:
            return sublist_reply(kind.whole(erp, outcome), self.sublist, href, request)
        if kind.state is None:
            written = self._document(outcome, href, request.query)
        else:
            key = "netsuite", href, request.query
            written = rendered_of(erp).get(
                key, kind.state(outcome), lambda: self._document(outcome, href, request.query)
            )
        return Reply(200, written, media=SINGULAR)

    def _document(self, found: Any, href: str, raw_query: str) -> Body:
        kind, erp, query = self.kind, self.erp, query_of(raw_query)
        expanded = is_expanded(query)
        record = kind.whole(erp, found) if expanded else kind.write(erp, found)
        links = () if expanded else kind.parts(erp, found)
        record |= {name: {} for name in links}
        return {"links": self_link(href), **shown(kind, record, href, query)}

    def _href(self, request: Request, record: Any) -> str:
        address = base(self.erp, request).removesuffix("/services/rest") + RECORD
        return f"{address}/{self.kind.name}/{self.kind.identity(self.erp, record)}"

    def _written(self, request: Request, record: Any) -> Reply:
        if self.method == "DELETE":
            return Reply(204)
        return Reply(204, headers={"Location": self._href(request, record)})

    def accepted(self) -> Reply:
        return Reply(204)


def _key_of(source: Any) -> str:
    order = getattr(source, "order", source)
    return str(order.external_reference or order.number)
