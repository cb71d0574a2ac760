"""Orders, quotations and drafts: creating, changing, and their steps."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fake_erp.dialects.business_one import fields as read
from fake_erp.dialects.business_one.calls.base import Call
from fake_erp.dialects.business_one.documents.order_changes import change_of
from fake_erp.dialects.business_one.documents.order_reading import OWNER, Sent, sent_order
from fake_erp.dialects.business_one.memory import memory_of
from fake_erp.dialects.business_one.numbers import number_of
from fake_erp.dialects.business_one.requests import flag_header, object_of
from fake_erp.dialects.business_one.resources import Resource
from fake_erp.errors import ErpError, InvalidTransition, Malformed, NotFound, RuleRefused
from fake_erp.messages import Reply, Request
from fake_erp.model import Order
from fake_erp.operations.base import Command, Hides, Parts
from fake_erp.operations.orders import (
    ApproveOrder,
    CancelOrder,
    ChangeOrder,
    CreateOrder,
    HoldOrder,
    ReleaseOrder,
    UnholdOrder,
)

if TYPE_CHECKING:
    from fake_erp.erp import Erp

QUOTATION = 23
REPLACES = "b1s-replacecollectionsonpatch"


@dataclass(slots=True)
class SaveOrder:
    """Saves an order as a document of a set, with what is kept beside it."""

    erp: Erp
    command: CreateOrder
    kept: dict[str, Any]
    set_name: str

    def perform(self, parts: Parts, hides: Hides | None = None) -> Order:
        order = self.command.perform(parts)
        if order.number in parts.orders.by_number:
            memory = memory_of(self.erp)
            memory.keep(order.number, self.kept)
            if self.set_name != "Orders":
                memory.kinds[order.number] = self.set_name
        return order


@dataclass(slots=True)
class Create(Call):
    """A new order, quotation or draft."""

    resource: Resource = field(kw_only=True)
    set_name: str = field(kw_only=True)
    _sent: Sent | None = field(default=None, init=False)

    def key(self, request: Request) -> str | None:
        try:
            reference = object_of(self.erp, request).get("NumAtCard")
        except ErpError:
            return None
        return reference if isinstance(reference, str) and reference else None

    def fields(self, request: Request) -> Any:
        """The neutral document; of one that cannot be read its reference and customer."""
        try:
            return self._read().draft.document
        except ErpError:
            return {"external_reference": self.key(request) or ""}

    def _read(self) -> Sent:
        if self._sent is None:
            given = object_of(self.erp, self.request)
            release = self.set_name == "Orders" and read.flag(given, "Confirmed", OWNER) is not False
            self._sent = sent_order(self.erp, given, release)
        return self._sent

    def read(self, by: str) -> Command[Order]:
        sent = self._read()
        command = CreateOrder(sent.draft, by, self.request.discard)
        return SaveOrder(self.erp, command, sent.kept, self.set_name)

    def write(self, outcome: Order) -> Reply:
        self.record = outcome
        return self.created(self.resource, outcome)


@dataclass(slots=True)
class OfOrder(Call):
    """A call about the order that the address names."""

    resource: Resource = field(kw_only=True)

    def order(self) -> Order:
        """The order, at the version that the client knows. Raises NotFound or Stale."""
        order = self.record
        if not isinstance(order, Order):
            raise NotFound("there is no such document", "number")
        self.require_fresh(order.change)
        return order


@dataclass(slots=True)
class ChangeKept:
    """Changes an order, and what is kept beside it."""

    erp: Erp
    command: ChangeOrder
    kept: dict[str, Any]

    def perform(self, parts: Parts, hides: Hides | None = None) -> Order:
        order = self.command.perform(parts)
        memory_of(self.erp).keep(order.number, self.kept)
        return order


@dataclass(slots=True)
class Change(OfOrder):
    """A change of a document: only what is sent changes."""

    def fields(self, request: Request) -> Any:
        try:
            return self._change()[0].document
        except ErpError:
            return {}

    def _change(self) -> Any:
        given = object_of(self.erp, self.request)
        return change_of(self.erp, self.record, given, flag_header(self.request, REPLACES))

    def read(self, by: str) -> Command[Order]:
        order = self.order()
        given = object_of(self.erp, self.request)
        confirmed = read.flag(given, "Confirmed", OWNER)
        if confirmed is not None and confirmed != (order.status not in ("draft", "held", "pending_approval")):
            raise RuleRefused(
                "order_change",
                "field_fixed",
                "Field cannot be updated together with others (ODBC -1029)  [ORDR.Confirmed]",
                "status",
            )
        change, kept = self._change()
        return ChangeKept(self.erp, ChangeOrder(order.number, change, by), kept)


CONFIRMATIONS = {"draft": "order.release", "held": "order.unhold"}


def confirming(erp: Erp, request: Request, order: Any) -> str:
    """The operation of a change that says nothing but `Confirmed`; "" for any other change."""
    try:
        given = object_of(erp, request)
        confirmed = read.flag(given, "Confirmed", OWNER) if list(given) == ["Confirmed"] else None
    except ErpError:
        return ""
    if confirmed is None or not isinstance(order, Order):
        return ""
    return CONFIRMATIONS.get(order.status, "order.update") if confirmed else "order.hold"


@dataclass(slots=True)
class Confirm(OfOrder):
    """Releases, holds or goes on with an order."""

    def read(self, by: str) -> Command[Order]:
        number = self.order().number
        match self.operation:
            case "order.release":
                return Saved(self.erp, ReleaseOrder(number))
            case "order.unhold":
                return UnholdOrder(number)
        return HoldOrder(number)


@dataclass(slots=True)
class Saved:
    """Releases a quotation or a draft, which is an order from then on."""

    erp: Erp
    command: ReleaseOrder

    def perform(self, parts: Parts, hides: Hides | None = None) -> Order:
        order = self.command.perform(parts)
        memory_of(self.erp).kinds.pop(order.number, None)
        return order


@dataclass(slots=True)
class SaveDraft(OfOrder):
    """Saves a draft, or an order with a quotation as base, as an order."""

    replies: bool = field(kw_only=True)

    def read(self, by: str) -> Command[Order]:
        return Saved(self.erp, ReleaseOrder(self.order().number))

    def write(self, outcome: Order) -> Reply:
        return self.created(self.resource, outcome) if self.replies else Reply(204)


def quotation_in(erp: Erp, request: Request) -> Order | None:
    """The quotation that all lines of an order have as base."""
    try:
        lines = object_of(erp, request).get("DocumentLines")
    except ErpError:
        return None
    if not isinstance(lines, list) or not lines:
        return None
    bases = {
        (line.get("BaseType"), str(line.get("BaseEntry")))
        for line in lines
        if isinstance(line, dict) and type(line.get("BaseType")) is int
    }
    if len(bases) != 1:
        return None
    kind, entry = bases.pop()
    return erp.orders.by_number.get(number_of(erp, "order", entry)) if kind == QUOTATION else None


def draft_in(erp: Erp, request: Request) -> Order | None:
    """The draft that the parameter `Document` names."""
    try:
        document = object_of(erp, request).get("Document")
    except ErpError:
        return None
    entry = document.get("DocEntry") if isinstance(document, dict) else None
    return erp.orders.by_number.get(number_of(erp, "order", entry))


@dataclass(slots=True)
class CloseOrder:
    """Cancels an order, or the rest of one that is partly delivered, and keeps that it was closed."""

    erp: Erp
    command: CancelOrder

    def perform(self, parts: Parts, hides: Hides | None = None) -> Order:
        order = self.command.perform(parts)
        memory_of(self.erp).closed.add(order.number)
        return order


@dataclass(slots=True)
class End(OfOrder):
    """Cancel or Close; an order of which something is delivered can only be closed."""

    closes: bool = field(kw_only=True)

    def read(self, by: str) -> Command[Order]:
        order = self.order()
        command = CancelOrder(order.number, "", by)
        if self.closes:
            return CloseOrder(self.erp, command)
        if any(line.shipped for line in order.lines):
            raise InvalidTransition(
                "Document cannot be cancelled: one of its lines has been copied to a delivery; close it instead",
                "status",
                {"number": order.number, "status": order.status, "allowed": ["close"]},
            )
        return command


APPROVED = ("ardApproved", "asApproved")


@dataclass(slots=True)
class Decide(OfOrder):
    """A decision about an approval request."""

    def read(self, by: str) -> Command[Order]:
        order = self.order()
        decisions = read.rows(
            object_of(self.erp, self.request), "ApprovalRequestDecisions", "ApprovalRequest", 10
        )
        status = decisions[0].get("Status") if decisions else None
        if status not in APPROVED:
            raise Malformed("Property 'Status' of 'ApprovalRequestDecision' is invalid: expected ardApproved")
        return ApproveOrder(order.number, by)
