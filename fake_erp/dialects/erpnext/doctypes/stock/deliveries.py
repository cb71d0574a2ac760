"""The DocType Delivery Note: what left a warehouse, and, as a return, what came back."""

from __future__ import annotations

from typing import Any

from fake_erp.dialects.erpnext.clock import day, stamp
from fake_erp.dialects.erpnext.doctypes.base import Getter, Table
from fake_erp.dialects.erpnext.doctypes.drafts import Draftable
from fake_erp.dialects.erpnext.doctypes.info import info
from fake_erp.dialects.erpnext.doctypes.papers import created_ms, index_of, paper_doctype, reference_index_of
from fake_erp.dialects.erpnext.doctypes.posted import drafted, order_key
from fake_erp.dialects.erpnext.doctypes.sales.places import display
from fake_erp.dialects.erpnext.site import COMPANY, Site, warehouse_code
from fake_erp.dialects.erpnext.store import Loose
from fake_erp.dialects.erpnext.wire import values
from fake_erp.dialects.erpnext.wire.errors import Invalid, could_not_find
from fake_erp.errors import Place, RuleRefused
from fake_erp.model import CreditNote, Delivery, Line, Order, Return
from fake_erp.operations.documents import CreateReturn

ITEM_TABLE = "Delivery Note Item"
SCRAP = "Scrap"


def _is_return(record: Any) -> bool:
    return isinstance(record, Return) or (isinstance(record, Loose) and bool(record.doc.get("is_return")))


def changed_ms(record: Any) -> int:
    """When a Delivery Note changed last: posted, or credited."""
    if isinstance(record, Loose):
        return record.changed_at_ms
    if isinstance(record, Return) and record.credited:
        notes = [paper for paper in record.order.papers if type(paper) is CreditNote]
        times = [note.posted_at_ms for note in notes if note.number in record.credited]
        return max([record.posted_at_ms, *times])
    return int(record.posted_at_ms)


def name_of(site: Site, record: Any) -> str:
    """The name of a Delivery Note."""
    if isinstance(record, Loose):
        return record.name
    return site.goods(record) if isinstance(record, Return) else site.delivery(record)


def _against(site: Site, goods: Return) -> str | None:
    """The first delivery of the lines that came back."""
    places = {at for at, _ in goods.lines}
    for paper in goods.order.papers:
        if type(paper) is Delivery and places & {at for at, _, _ in paper.lines}:
            return site.delivery(paper)
    return None


def _status(site: Site, record: Any) -> str:
    if isinstance(record, Return):
        return "Return Issued" if record.status == "credited" else "Return"
    order: Order = record.order
    return "Completed" if all(order.lines[at].billed for at, _, _ in record.lines) else "To Bill"


FIELDS: dict[str, Getter] = drafted(
    {
        **info(name_of, created_ms, changed_ms, lambda site, record: 1),
        "customer": lambda site, record: site.customer(record.order.customer),
        "customer_name": lambda site, record: record.order.customer.name,
        "company": lambda site, record: COMPANY,
        "posting_date": lambda site, record: day(record.posted_at_ms),
        "posting_time": lambda site, record: stamp(record.posted_at_ms)[11:],
        "currency": lambda site, record: record.order.currency,
        "po_no": lambda site, record: record.order.external_reference,
        "is_return": lambda site, record: int(isinstance(record, Return)),
        "return_against": lambda site, record: _against(site, record) if isinstance(record, Return) else None,
        "issue_credit_note": lambda site, record: int(
            isinstance(record, Return) and record.credit == "automatic"
        ),
        "status": _status,
        "set_warehouse": lambda site, record: site.warehouse(
            record.warehouse if isinstance(record, Delivery) else ""
        ),
        "lr_no": lambda site, record: record.tracking if isinstance(record, Delivery) else "",
        "lr_date": lambda site, record: day(record.posted_at_ms),
        "shipping_address": lambda site, record: display(record.order.ship_to),
        "total_qty": lambda site, record: (
            float(sum([row[-1] for row in record.lines])) * (-1 if isinstance(record, Return) else 1)
        ),
        "per_billed": lambda site, record: 100.0 if _status(site, record) == "Completed" else 0.0,
        "custom_number": lambda site, record: record.number,
        "custom_order_number": lambda site, record: record.order.number,
        "custom_posted_at": lambda site, record: stamp(record.posted_at_ms),
        "custom_external_reference": lambda site, record: getattr(record, "external_reference", ""),
        "custom_disposition": lambda site, record: getattr(record, "disposition", ""),
        "custom_reason": lambda site, record: getattr(record, "why", ""),
        "custom_credit_notes": lambda site, record: ", ".join(_notes(site, record)),
    }
)


def _notes(site: Site, record: Any) -> list[str]:
    if not isinstance(record, Return):
        return []
    notes = [site.erp.credit_notes.by_number.get(number) for number in record.credited]
    return [site.credit_note(note) for note in notes if note is not None]


def item_rows(site: Site, record: Any) -> list[dict[str, Any]]:
    """The rows of the child table Delivery Note Item."""
    if isinstance(record, Loose):
        kept: list[dict[str, Any]] = record.doc.get("items") or []
        return kept
    if isinstance(record, Return):
        against = _against(site, record)
        return [
            {
                **_row(site, record.order, at, -units, record.order.lines[at].row.warehouse),
                "dn_detail": f"{against}-items-1" if against else None,
            }
            for at, units in record.lines
        ]
    return [_row(site, record.order, at, units, record.warehouse, sku) for at, sku, units in record.lines]


def _row(site: Site, order: Order, at: int, units: int, warehouse: str, sku: str = "") -> dict[str, Any]:
    line, name = order.lines[at], site.order(order)
    return {
        "item_code": sku or line.item.sku,
        "item_name": line.item.name,
        "qty": float(units),
        "stock_qty": float(units),
        "uom": "Nos",
        "stock_uom": "Nos",
        "conversion_factor": 1.0,
        "rate": line.unit_price_cents / 100,
        "amount": round(units * line.unit_price_cents / 100, 2),
        "warehouse": site.warehouse(warehouse),
        "against_sales_order": name,
        "so_detail": f"{name}-items-{at + 1}",
    }


def named(site: Site, name: str) -> Any:
    """The delivery, return or draft of that name, or None."""
    return site.delivery_named(name) or site.goods_named(name) or site.loose("Delivery Note").get(name)


# -- returns -----------------------------------------------------------------------------------------------------


def returned_order(site: Site, doc: dict[str, Any]) -> Order:
    """The order of the Delivery Note that a return is against. Raises LinkValidationError."""
    name = values.text(doc, "return_against")
    delivery = site.delivery_named(name)
    if delivery is not None:
        return delivery.order
    rows = values.table(doc, "items", site.erp.config.max_lines)
    for row in rows:
        order = site.order_named(values.text(row, "against_sales_order"))
        if order is not None and not name:
            return order
    raise could_not_find("Return Against", name or "None", "return_against")


def order_lines(
    site: Site, order: Order, rows: list[dict[str, Any]], detail: str, left: Any
) -> list[tuple[int, int]]:
    """Position of the order line and units of rows with negative quantities. Raises Malformed or RuleRefused."""
    if not rows:
        raise Invalid("Data missing in table: Items", "lines")
    name = site.order(order)
    prefix = f"{name}-items-"
    found = []
    for number, row in enumerate(rows, 1):
        units = values.units(row, "qty", number, -1 if values.number(row.get("qty")) < 0 else 1)
        named_row = values.text(row, detail, row=number)
        if named_row.startswith(f"{order.number}-items-"):
            named_row = named_row.replace(order.number, name, 1)
        place = named_row.removeprefix(prefix)
        if (
            named_row.startswith(prefix)
            and place.isascii()
            and place.isdigit()
            and 0 < int(place[:9]) <= len(order.lines)
        ):
            found.append((int(place) - 1, units))
            continue
        found.append(
            (_line_of_item(order, values.text(row, "item_code", row=number), units, number, left), units)
        )
    return found


def _line_of_item(order: Order, sku: str, units: int, number: int, left: Any) -> int:
    of_item = [at for at, line in enumerate(order.lines) if line.item.sku == sku]
    if not of_item:
        raise RuleRefused(
            "returned_within_shipped",
            "item_not_on_order",
            f"Row # {number}: Returned Item {sku[:64]} does not exist in the original document",
            Place("item", number),
            {"order": order.number},
        )
    fitting = [at for at in of_item if left(order.lines[at]) >= units]
    return (fitting or of_item)[0]


def can_come_back(line: Line) -> int:
    """Units of a line that can still be returned."""
    return line.shipped - line.returned


def _read_return(site: Site, doc: dict[str, Any], by: str) -> CreateReturn:
    if not values.flag(doc, "is_return"):
        raise DELIVERY_NOTE.refused("a delivery")
    order = returned_order(site, doc)
    rows = values.table(doc, "items", site.erp.config.max_lines)
    scrap = warehouse_code(values.text(doc, "set_warehouse")) == SCRAP
    disposition = values.text(doc, "custom_disposition") or ("scrap" if scrap else "restock")
    if disposition not in ("restock", "scrap"):
        raise values.bad("custom_disposition", "restock or scrap", disposition)
    return CreateReturn(
        order,
        order_lines(site, order, rows, "so_detail", can_come_back),
        disposition,
        by,
        values.text(doc, "custom_reason") or values.text(doc, "remarks"),
        values.text(doc, "custom_external_reference", values.LONGEST_REFERENCE),
        neutral(doc),
        "automatic" if values.flag(doc, "issue_credit_note") else "manual",
    )


def neutral(doc: dict[str, Any]) -> dict[str, Any]:
    """The fields that were sent, by their neutral names."""
    rows = doc.get("items")
    lines = [
        {"item": row.get("item_code"), "quantity": row.get("qty")}
        for row in (rows if isinstance(rows, list) else [])
        if isinstance(row, dict)
    ]
    names = {
        "return_against": "order",
        "custom_external_reference": "external_reference",
        "custom_reason": "reason",
    }
    return {"lines": lines, **{name: doc[field] for field, name in names.items() if doc.get(field)}}


def _key(site: Site, doc: dict[str, Any]) -> str | None:
    name = doc.get("return_against")
    delivery = site.delivery_named(name) if isinstance(name, str) else None
    return None if delivery is None else order_key(site, delivery)


RETURNS = Draftable("return", "Delivery Note", "return.create", _read_return, _key, neutral)


DELIVERY_NOTE = paper_doctype(
    RETURNS,
    "delivery",
    FIELDS,
    {"items": Table(ITEM_TABLE, item_rows)},
    {
        "items.against_sales_order": index_of(Delivery, Return),
        "custom_order_number": index_of(Delivery, Return),
        "po_no": reference_index_of(Delivery, Return),
    },
    named,
    lambda site: (site.erp.shipping.feed, site.erp.returns.feed),
    changed_ms,
    lambda record: "return" if _is_return(record) else "delivery",
)
