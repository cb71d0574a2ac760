"""From the values of a refund to a draft, and from a draft to what the books are asked for."""

from __future__ import annotations

from typing import Any

from fake_erp.accounting.credit_notes import Wanted
from fake_erp.accounting.invoice_amounts import gross, share
from fake_erp.dialects.odoo.accounting.move_facts import Entry
from fake_erp.dialects.odoo.faults import BadValue, Invalid, Refused, missing
from fake_erp.dialects.odoo.masters.places import SHIPPING_ID
from fake_erp.dialects.odoo.models.base import View
from fake_erp.dialects.odoo.models.values import cents_of, id_of, ids_of_commands, number_of, text_of
from fake_erp.dialects.odoo.sales.order_facts import LINES_AT_MOST, order_id
from fake_erp.dialects.record_ids import ids_of
from fake_erp.model import Invoice, Line, Order, Return
from fake_erp.sales.totals import tax_of


def invoice_of(view: View, number: int | None) -> Invoice | None:
    """The invoice with that id; None without an id. Raises Missing."""
    if number is None:
        return None
    record: Entry = view.record("account.move", number)
    if not isinstance(record.document, Invoice):
        raise Refused("Only posted invoices can be reversed.")
    return record.document


def order_named(view: View, values: dict[str, Any]) -> Order | None:
    """The order that a refund names: by its id, by the invoice that is reversed, or by its source document."""
    number = id_of(values, "x_studio_sale_order_id")
    if number is not None:
        order: Order = view.record("sale.order", number)
        return order
    invoice = invoice_of(view, id_of(values, "reversed_entry_id"))
    if invoice is not None:
        return invoice.order
    origin = text_of(values, "invoice_origin")
    found = view.erp.orders.by_number.get(origin)
    if found is None and origin:
        found = next(iter(view.erp.orders.with_reference(origin)), None)
    return found


def key_of(order: Order | None) -> str | None:
    """The business key of what is about an order."""
    return None if order is None else order.external_reference or order.number


def draft_of(
    view: View, values: dict[str, Any], order: Order, before: dict[str, Any] | None = None
) -> dict[str, Any]:
    """The values of a draft, as plain objects. Raises ErpError."""
    draft = dict(
        before
        or {"order": order.number, "invoice": "", "reference": "", "why": "", "lines": [], "amount": None}
    )
    invoice = invoice_of(view, id_of(values, "reversed_entry_id"))
    if invoice is not None:
        draft["invoice"] = invoice.number
    if "ref" in values:
        draft["reference"] = text_of(values, "ref", 64)
    for name in ("narration", "x_studio_reason"):
        if name in values:
            draft["why"] = text_of(values, name, 255)
    if "x_studio_amount_total" in values:
        draft["amount"] = cents_of(values, "x_studio_amount_total")
    if "x_studio_return" in values:
        draft["return"] = text_of(values, "x_studio_return", 64)
    if "invoice_line_ids" in values:
        draft["amount"] = draft["amount"] if "x_studio_amount_total" in values else None
        draft["lines"] = _lines(view, values["invoice_line_ids"], order, draft["lines"])
    draft["total"] = _total(view, order, draft)
    return draft


def _lines(view: View, given: Any, order: Order, before: list[dict[str, Any]]) -> list[dict[str, Any]]:
    if not isinstance(given, list | tuple) or len(given) > 2 * view.erp.config.max_lines:
        raise BadValue("Wrong value for invoice_line_ids", "invoice_line_ids")
    lines = [dict(line) for line in before]
    for entry in given:
        command = [0, 0, entry] if isinstance(entry, dict) else entry
        if not isinstance(command, list | tuple) or not command:
            raise BadValue(f"Wrong value for invoice_line_ids: {str(entry)[:60]!a}", "invoice_line_ids")
        code, number, values = (*command, 0, 0)[:3]
        if code == 0 and isinstance(values, dict):
            lines.append(_line(view, values, order))
        elif code == 1 and isinstance(values, dict):
            _revise(view, lines, number, values)
        elif code in (2, 3):
            lines = [line for line in lines if _number(view, line) != number]
        elif code == 5 or (code == 6 and not values):
            lines = []
        else:
            raise BadValue(f"Wrong value for invoice_line_ids: {str(entry)[:60]!a}", "invoice_line_ids")
    return lines


def numbered(view: View, draft: dict[str, Any]) -> dict[str, Any]:
    """The draft with an id for each of its lines."""
    for line in draft["lines"]:
        if not line.get("id"):
            known = len(view.store.keys.get("entry line", []))
            line["id"] = view.store.id_of("entry line", ("draft", known))
    return draft


def _number(view: View, line: dict[str, Any]) -> int:
    return int(line.get("id", 0))


def _line(view: View, values: dict[str, Any], order: Order) -> dict[str, Any]:
    fields = view.models["account.move.line"].fields
    for name in values:
        if name not in fields:
            raise BadValue(f"Invalid field {str(name)[:60]!r} on model 'account.move.line'", str(name)[:60])
    product = id_of(values, "product_id")
    if product is not None and product != SHIPPING_ID:
        view.record("product.product", product)
    units = number_of(values, "quantity", 1.0)
    price = cents_of(values, "price_unit")
    at = -1
    for number in ids_of_commands(values.get("sale_line_ids"), "sale_line_ids"):
        at = number - order_id(order) * LINES_AT_MOST - 1
    if units <= 0 or units > 1_000_000:
        raise Invalid("quantity: expected a quantity above 0", "quantity")
    cents = None if price is None else round(price * units)
    return {
        "product": None if product == SHIPPING_ID else product,
        "units": units,
        "cents": cents,
        "at": at if 0 <= at < len(order.lines) else None,
        "name": text_of(values, "name", 255),
    }


def _revise(view: View, lines: list[dict[str, Any]], number: Any, values: dict[str, Any]) -> None:
    line = next((each for each in lines if _number(view, each) == number), None)
    if line is None:
        raise missing("account.move.line", number if type(number) is int else 0, view.uid)
    before = line["units"]
    units = number_of(values, "quantity", before)
    price = cents_of(values, "price_unit")
    if line["cents"] is not None and price is None:
        line["cents"] = round(line["cents"] * units / before)
    elif price is not None:
        line["cents"] = round(price * units)
    line["units"] = units


def _position(view: View, order: Order, line: dict[str, Any], taken: dict[int, int]) -> int | None:
    if line["at"] is not None:
        return int(line["at"])
    if line["product"] is None:
        return None
    item = ids_of(view.erp).item(view.erp, line["product"])
    places = [at for at, each in enumerate(order.lines) if each.item is item]
    if not places:
        raise Refused(f"Order {order.number} has no line with that product.", "invoice_line_ids")
    units = int(line["units"])
    fitting = [at for at in places if _left(order.lines[at]) - taken.get(at, 0) >= units]
    return (fitting or places)[0]


def _left(line: Line) -> int:
    return line.billed - line.credited


def _cents(order: Order, line: dict[str, Any], at: int | None) -> int:
    """The amount of a line with its tax."""
    if line["cents"] is None:
        if at is None:
            return 0
        return share(gross(order.lines[at], order), order.lines[at], int(line["units"]))
    cents = int(line["cents"])
    if order.prices_include_tax or at is None or order.customer.tax_status == "exempt":
        return cents
    return cents + tax_of(cents, order.lines[at].item.tax_bp, False)


def _total(view: View, order: Order, draft: dict[str, Any]) -> int:
    if draft["amount"] is not None:
        return int(draft["amount"])
    taken: dict[int, int] = {}
    return sum([_cents(order, line, _position(view, order, line, taken)) for line in draft["lines"]])


def wanted_of(view: View, draft: dict[str, Any]) -> Wanted:
    """What a draft asks the books for. Raises ErpError."""
    order = view.erp.orders.get(draft["order"])
    units: dict[int, int] = {}
    priced = draft["amount"] is not None
    for line in draft["lines"]:
        at = _position(view, order, line, units)
        priced = priced or line["cents"] is not None or at is None
        if at is not None:
            units[at] = units.get(at, 0) + int(line["units"])
    amount = _total(view, order, draft) if priced else None
    if amount is None and not units and not draft.get("return"):
        raise Refused("You need to add a line before posting.")
    invoice = view.erp.receivables.by_number.get(draft["invoice"]) if draft["invoice"] else None
    goods: Return | None = view.erp.returns.by_number.get(draft.get("return", ""))
    lines = () if goods is not None else tuple(units.items())
    return Wanted(order, amount, lines, invoice, goods, draft["reference"], draft["why"])


def neutral(view: View, draft: dict[str, Any]) -> dict[str, Any]:
    """A draft by neutral names."""
    lines = [
        {"item": _sku(view, line["product"]), "quantity": line["units"]}
        for line in draft["lines"]
        if line["product"]
    ]
    found: dict[str, Any] = {"order": draft["order"], "reference": draft["reference"], "reason": draft["why"]}
    if lines:
        found["lines"] = lines
    return found


def _sku(view: View, product: int) -> str:
    item = ids_of(view.erp).item(view.erp, product)
    return "" if item is None else item.sku


def all_lines(view: View, invoice: Invoice) -> list[dict[str, Any]]:
    """What is left to credit of an invoice, as lines of a draft."""
    order = invoice.order
    rows = [(at, units) for at, units, _ in invoice.lines] or [
        (at, line.billed) for at, line in enumerate(order.lines)
    ]
    found = []
    for at, units in rows:
        left = min(units, _left(order.lines[at]))
        if left > 0:
            item = order.lines[at].item
            found.append(
                {
                    "product": ids_of(view.erp).of_item(view.erp, item),
                    "units": float(left),
                    "cents": None,
                    "at": at,
                    "name": item.name,
                }
            )
    return found
