"""The DocType Sales Order: saved as a draft, submitted, cancelled, amended, held and closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fake_erp.dialects.erpnext.doctypes.base import DocType, Step, Table, everything, recent
from fake_erp.dialects.erpnext.doctypes.sales.order_changes import change_of, row_changes
from fake_erp.dialects.erpnext.doctypes.sales.order_fields import (
    FIELDS,
    docstatus,
    free_fields,
    item_rows,
    tax_rows,
)
from fake_erp.dialects.erpnext.doctypes.sales.order_reading import draft_of, neutral
from fake_erp.dialects.erpnext.site import Site
from fake_erp.dialects.erpnext.wire import values
from fake_erp.dialects.erpnext.wire.errors import Cancelled, Invalid, Linked, Stale, WrongDocstatus
from fake_erp.dialects.erpnext.wire.replies import warning
from fake_erp.dialects.rendered import state_of
from fake_erp.model import Delivery, Invoice, Order, OrderChange
from fake_erp.operations.base import Command, Hides, Parts
from fake_erp.operations.orders import (
    CancelOrder,
    ChangeOrder,
    CreateOrder,
    HoldOrder,
    ReleaseOrder,
    UnholdOrder,
)
from fake_erp.rules.orders.duplicate_reference import REPEATED

ITEM_TABLE = "Sales Order Item"
STATES = {0: "Draft", 1: "Submitted", 2: "Cancelled"}


def key_of(order: Order) -> str:
    """The business key of an order."""
    return order.external_reference or order.number


# -- creating ----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class SaveOrder:
    """Creates an order and keeps what the site remembers of it: its addresses, and what it amends."""

    site: Site
    command: CreateOrder
    doc: dict[str, Any]

    def perform(self, parts: Parts, hides: Hides | None = None) -> Order:
        amends = self._amended()
        order = self.command.perform(parts, hides)
        if order.number in self.site.erp.orders.by_number:
            self._remember(order, amends)
        return order

    def _amended(self) -> str:
        name = values.text(self.doc, "amended_from")
        if name:
            before = self.site.order_named(name)
            if before is None or docstatus(self.site, before) != 2:
                raise Invalid(
                    f"Cannot amend {name[:140]}: only a cancelled Sales Order can be amended", "amended_from"
                )
        return name

    def _remember(self, order: Order, amends: str) -> None:
        store = self.site.store
        names = (values.text(self.doc, "customer_address"), values.text(self.doc, "shipping_address_name"))
        if any(names):
            store.addresses[order.number] = names
        if amends:
            head, _, last = amends.rpartition("-")
            base, count = (head, int(last)) if amends in store.numbers else (amends, 0)
            store.rename("order", order.number, f"{base}-{count + 1}")
            store.amended[order.number] = amends


def create(site: Site, doc: dict[str, Any]) -> Step:
    """Save a new Sales Order, submitted at once where its docstatus says so."""
    reference = doc.get("po_no")
    return Step(
        "order.create",
        lambda by, discard: SaveOrder(site, CreateOrder(draft_of(site, doc), by, discard), doc),
        key=reference if isinstance(reference, str) and reference else None,
        sent=lambda: neutral(doc),
        messages=lambda order: _warnings(site, order),
    )


def _warnings(site: Site, order: Order) -> list[dict[str, Any]]:
    found = []
    for text in order.warnings:
        if not text.startswith(REPEATED):
            found.append(warning(text))
            continue
        number = text.rpartition(" ")[2]
        other = site.erp.orders.by_number.get(number)
        name = site.order(other) if other is not None else number
        reference = order.external_reference
        found.append(
            warning(
                f"Warning: Sales Order {name} already exists against Customer's Purchase Order {reference}"
            )
        )
    return found


# -- saving ------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class SaveAndSubmit:
    """Changes a draft and submits it. What refuses the submission leaves the draft changed."""

    change: ChangeOrder | None
    release: ReleaseOrder

    def perform(self, parts: Parts, hides: Hides | None = None) -> Order:
        if self.change is not None:
            self.change.perform(parts, hides)
        return self.release.perform(parts, hides)


def save(site: Site, order: Order, doc: dict[str, Any]) -> Step:
    """Save changed fields; a docstatus of 1 submits, of 2 cancels."""
    before = docstatus(site, order)
    wanted = _docstatus(doc, before)
    if wanted == 2 and before == 1:
        return cancel(site, order)
    submits = wanted == 1 and before == 0
    return Step(
        "order.release" if submits else "order.update",
        lambda by, discard: _saving(site, order, doc, by, before, wanted),
        order.number,
        key_of(order),
        lambda: neutral(doc),
    )


def _docstatus(doc: dict[str, Any], before: int) -> int:
    value = doc.get("docstatus")
    return before if value is None else int(values.number(value))


def _saving(
    site: Site, order: Order, doc: dict[str, Any], by: str, before: int, wanted: int
) -> Command[Order]:
    if before == 2:
        raise Cancelled("Cannot edit cancelled document", "docstatus")
    check_modified(doc, FIELDS["modified"](site, order))
    if wanted not in STATES:
        raise Invalid("Invalid docstatus", "docstatus")
    if wanted != before and (before, wanted) != (0, 1):
        raise _transition(site, before, wanted)
    change = change_of(site, order, doc)
    if wanted == before:
        return ChangeOrder(order.number, change or OrderChange(), by) if change else _Unchanged(order)
    changing = ChangeOrder(order.number, change, by) if change is not None else None
    return SaveAndSubmit(changing, ReleaseOrder(order.number))


def _transition(site: Site, before: int, wanted: int) -> WrongDocstatus:
    if site.version == "13":
        text = f"Cannot change docstatus from {before} to {wanted}"
    else:
        text = f"Cannot change docstatus from {before} ({STATES[before]}) to {wanted} ({STATES[wanted]})"
    return WrongDocstatus(text, "docstatus")


def check_modified(doc: dict[str, Any], modified: str) -> None:
    """Raises TimestampMismatchError when the document has changed since the one that was sent was read."""
    sent = doc.get("modified")
    if sent not in (None, "") and str(sent) != modified:
        raise Stale(
            f"Error: Document has been modified after you have opened it ({modified}, {str(sent)[:40]}). "
            "Please refresh to get the latest document.",
            "modified",
        )


@dataclass(slots=True)
class _Unchanged:
    """A document that was saved as it is."""

    order: Order

    def perform(self, parts: Parts, hides: Hides | None = None) -> Order:
        return self.order


# -- cancelling --------------------------------------------------------------------------------------------------


def cancel(site: Site, order: Order) -> Step:
    """Cancel a submitted order to which no submitted document is linked."""
    return Step(
        "order.cancel",
        lambda by, discard: _cancelling(site, order, by),
        order.number,
        key_of(order),
        dict,
    )


def _cancelling(site: Site, order: Order, by: str) -> Command[Order]:
    state = docstatus(site, order)
    if state == 2:
        raise Cancelled("Cannot edit cancelled document", "docstatus")
    if state == 0:
        raise _transition(site, 0, 2)
    name = site.order(order)
    for paper in order.papers:
        if type(paper) is Delivery:
            raise _linked("Sales Order", name, "Delivery Note", site.delivery(paper))
        if type(paper) is Invoice:
            raise _linked("Sales Order", name, "Sales Invoice", site.invoice(paper))
    return CancelOrder(order.number, "cancelled", by)


def _linked(doctype: str, name: str, other: str, other_name: str) -> Linked:
    def link(kind: str, of: str) -> str:
        return f'<a href="/app/{kind.lower().replace(" ", "-")}/{of}">{of}</a>'

    return Linked(
        f"Cannot delete or cancel because {doctype} {link(doctype, name)} is linked with {other} "
        f"{link(other, other_name)} ",
        "docstatus",
    )


# -- deleting ----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class DeleteOrder:
    """A deleted draft is cancelled in the books, and no longer shown."""

    site: Site
    order: Order
    by: str

    def perform(self, parts: Parts, hides: Hides | None = None) -> Order:
        name = self.site.order(self.order)
        if docstatus(self.site, self.order) == 0:
            CancelOrder(self.order.number, "deleted", self.by).perform(parts, hides)
        self.site.store.deleted.add(name)
        return self.order


def delete(site: Site, order: Order) -> Step:
    """Delete a draft or a cancelled order."""
    return Step(
        "order.cancel", lambda by, discard: _deleting(site, order, by), order.number, key_of(order), dict
    )


def _deleting(site: Site, order: Order, by: str) -> Command[Order]:
    if docstatus(site, order) == 1:
        text = "Submitted Record cannot be deleted. You must <a>Cancel</a> it first."
        raise Invalid(f"{site.order(order)}: {text}", "docstatus")
    return DeleteOrder(site, order, by)


# -- other methods -----------------------------------------------------------------------------------------------


def update_status(site: Site, order: Order, status: str) -> Step:
    """Put an order on hold, let it go on, or close it: give up what is not delivered."""
    verbs = {"On Hold": "hold", "Draft": "unhold", "Submitted": "unhold", "Closed": "cancel"}
    verb = verbs.get(status, "update")

    def read(by: str, discard: bool) -> Command[Any]:
        if verb == "hold":
            return HoldOrder(order.number)
        if verb == "unhold":
            return UnholdOrder(order.number)
        if verb == "cancel":
            return CancelOrder(order.number, "closed", by)
        raise Invalid(f"Status must be one of {', '.join(verbs)}, got {status[:40]!a}", "status")

    return Step(f"order.{verb}", read, order.number, key_of(order), dict)


def update_items(site: Site, order: Order, rows: list[dict[str, Any]]) -> Step:
    """Change rows of a submitted order, as the button Update Items does."""

    def read(by: str, discard: bool) -> Command[Any]:
        if docstatus(site, order) == 2:
            raise Cancelled("Cannot edit cancelled document", "docstatus")
        change = OrderChange(lines=row_changes(site, order, rows), document=neutral({"items": rows}))
        return ChangeOrder(order.number, change, by) if change.lines else _Unchanged(order)

    return Step("order.update", read, order.number, key_of(order), lambda: neutral({"items": rows}))


def _visible(site: Site, orders: list[Any]) -> list[Any]:
    deleted = site.store.deleted
    return orders if not deleted else [order for order in orders if site.order(order) not in deleted]


def _with_reference(site: Site, value: str) -> list[Any]:
    return _visible(site, site.erp.orders.with_reference(value))


def _named(site: Site, value: str) -> list[Any]:
    found = site.order_named(value)
    return [] if found is None else [found]


class SalesOrders(DocType):
    """A Sales Order shows its free fields too."""

    __slots__ = ()

    def document(self, site: Site, record: Any) -> dict[str, Any]:
        return {**DocType.document(self, site, record), **free_fields(record)}


def _state(site: Site, order: Order) -> Any:
    """What the document of an order follows from: the books, and the names that the site keeps."""
    store, number = site.store, order.number
    names = (store.names.get(("order", number)), store.names.get(("customer", order.customer.number)))
    return state_of(order), names, store.addresses.get(number), store.amended.get(number)


SALES_ORDER = SalesOrders(
    name="Sales Order",
    noun="order",
    fields=FIELDS,
    rows=lambda site: _visible(site, everything(site.erp.orders.feed)),
    find=Site.order_named,
    tables={
        "items": Table(ITEM_TABLE, item_rows),
        "taxes": Table("Sales Taxes and Charges", tax_rows),
    },
    indexes={"name": _named, "po_no": _with_reference},
    key=lambda site, order: key_of(order),
    number=lambda order: str(order.number),
    since=lambda site, at_ms: _visible(
        site, recent(site.erp.orders.feed, at_ms, lambda order: int(order.changed_at_ms))
    ),
    create=create,
    save=save,
    cancel=cancel,
    delete=delete,
    state=_state,
)

__all__ = ["SALES_ORDER", "key_of", "update_items", "update_status"]
