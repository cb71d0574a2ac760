"""Changesets: changes of one order are carried out in one step, wholly or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fake_erp.dialects.bundle import Part
from fake_erp.dialects.odata.multipart import Call as BatchCall
from fake_erp.dialects.s4hana.matching import S4Match
from fake_erp.dialects.s4hana.sales.order_changes import changing
from fake_erp.messages import Request
from fake_erp.model import LineChange, Order, OrderChange
from fake_erp.operations.base import Command

if TYPE_CHECKING:
    from fake_erp.erp import Erp


@dataclass(slots=True)
class Joined:
    """The match of the first call of a changeset: it stands for all of them."""

    order: Order
    parts: list[Part]
    operation: str = "order.update"
    reads: bool = False
    public: bool = False

    @property
    def first(self) -> S4Match:
        match = self.parts[0].match
        assert isinstance(match, S4Match)
        return match

    @property
    def number(self) -> str:
        return self.order.number

    def key(self, request: Request) -> str | None:
        return self.order.external_reference or self.order.number

    def fields(self, request: Request) -> Any:
        """What all calls together change, by neutral names. Raises ErpError."""
        return self.change().document

    def change(self) -> OrderChange:
        """All changes as one. Raises ErpError."""
        found = OrderChange(document={})
        lines: dict[int, LineChange] = {}
        for part in self.parts:
            match = part.match
            assert isinstance(match, S4Match)
            assert match.action is not None
            assert match.action.change is not None
            _join(found, match.action.change(match.call(part.request)), lines)
        found.lines = list(lines.values())
        return found

    def command(self, by: str) -> Command[Any]:
        """The one step. Raises ErpError."""
        return changing(self.order, self.change(), by)


@dataclass(slots=True)
class Follower:
    """The match of a later call of a changeset: its first call does its work."""

    leader: Joined
    match: S4Match
    operation: str = "order.read"
    reads: bool = True
    public: bool = False

    @property
    def number(self) -> str:
        return self.leader.number

    def key(self, request: Request) -> str | None:
        return self.leader.key(request)

    def fields(self, request: Request) -> Any:
        return None


def _join(into: OrderChange, change: OrderChange, lines: dict[int, LineChange]) -> None:
    for name in ("reference", "ship_to", "bill_to", "shipping_method"):
        if getattr(change, name) is not None:
            setattr(into, name, getattr(change, name))
    if change.custom is not None:
        into.custom = {**(into.custom or {}), **change.custom}
    for line in change.lines:
        known = lines.setdefault(line.at or 0, LineChange(line.at))
        for name in ("quantity", "unit_price_cents", "discount_cents"):
            if getattr(line, name) is not None:
                setattr(known, name, getattr(line, name))
        known.sku, known.warehouse = line.sku or known.sku, line.warehouse or known.warehouse
    assert into.document is not None
    for name, value in (change.document or {}).items():
        if name == "lines":
            into.document.setdefault("lines", []).extend(value)
        else:
            into.document[name] = value


def joined(calls: list[BatchCall], parts: list[Part]) -> list[Part]:
    """The parts of a batch, in which a changeset about one order is one step."""
    found = list(parts)
    for number in dict.fromkeys(call.changeset for call in calls if call.changeset >= 0):
        places = [at for at, call in enumerate(calls) if call.changeset == number]
        order = _only_order([parts[at] for at in places])
        if order is None or len(places) < 2:
            continue
        leader = Joined(order, [parts[at] for at in places])
        found[places[0]] = Part(parts[places[0]].request, leader)
        for at in places[1:]:
            match = parts[at].match
            assert isinstance(match, S4Match)
            found[at] = Part(parts[at].request, Follower(leader, match))
    return found


def _only_order(parts: list[Part]) -> Order | None:
    """The order that all changes of a changeset are about; None where there are other changes or several orders."""
    orders: dict[int, Order] = {}
    for part in parts:
        match = part.match
        if not isinstance(match, S4Match) or match.action is None or match.action.change is None:
            return None
        if match.operation not in ("order.update", "order.cancel"):
            return None
        order = match.record if isinstance(match.record, Order) else match.record.order
        orders[id(order)] = order
    return next(iter(orders.values())) if len(orders) == 1 else None


def checked(erp: Erp, leader: Joined, check: Any) -> None:
    """Check the ETags of all calls. Raises ErpError."""
    for part in leader.parts:
        match = part.match
        if isinstance(match, S4Match) and match.action is not None and match.action.needs_etag:
            check(erp, match, part.request)
