"""From returns and credit notes as they were sent to commands."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from fake_erp.accounting.credit_notes import Wanted
from fake_erp.dialects.business_one import fields as read
from fake_erp.dialects.business_one.documents import amounts
from fake_erp.dialects.business_one.documents.base_lines import (
    LINE,
    based,
    order_of,
    place_of,
    referred,
    require_partner,
)
from fake_erp.dialects.business_one.documents.order_reading import COMMENT_LIMIT, REFERENCE_LIMIT
from fake_erp.dialects.business_one.fields import Missing
from fake_erp.dialects.business_one.known import OWN_FIELDS, require_known
from fake_erp.errors import RuleRefused
from fake_erp.inventory.returns import CREDITS, DISPOSITIONS
from fake_erp.model import Invoice, Order, Return
from fake_erp.operations.documents import CreateCreditNote, CreateReturn

if TYPE_CHECKING:
    from fake_erp.erp import Erp

OWNER = "Document"
Units = list[tuple[int, int]]


def return_of(erp: Erp, given: dict[str, Any], by: str) -> CreateReturn:
    """Goods that come back, with a delivery or an order as base. Raises ErpError."""
    require_known(erp, given, OWNER, OWN_FIELDS["ORDN"])
    order, lines = _lines(erp, given, lambda line: line.shipped - line.returned)
    disposition = read.text(given, "U_Disposition", OWNER) or "restock"
    if disposition not in DISPOSITIONS:
        raise read.invalid("U_Disposition", OWNER, " or ".join(DISPOSITIONS))
    credit = read.text(given, "U_Credit", OWNER) or "manual"
    if credit not in CREDITS:
        raise read.invalid("U_Credit", OWNER, " or ".join(CREDITS))
    why = read.text(given, "Comments", OWNER, COMMENT_LIMIT) or ""
    reference = read.text(given, "NumAtCard", OWNER, REFERENCE_LIMIT) or ""
    document = {"order": order.number, "external_reference": reference, "reason": why}
    return CreateReturn(order, lines, disposition, by, why, reference, document, credit)


def _lines(erp: Erp, given: dict[str, Any], left: Any) -> tuple[Order, Units]:
    """The order that all lines have as base, with position and units of each."""
    rows = read.rows(given, "DocumentLines", OWNER, erp.config.max_lines)
    if not rows:
        raise Missing("Document has no lines  [RDN1]", "lines")
    order: Order | None = None
    units: Units = []
    for at, row in enumerate(rows, 1):
        base = based(erp, row, at)
        if base is None:
            raise Missing(f"Base document is missing  [RDN1.BaseEntry][line: {at}]", "lines")
        order = _same_order(order, base)
        position = place_of(erp, base, row, at)
        units.append((position, _units(row, left(order.lines[position]))))
    assert order is not None
    require_partner(erp, order, given, OWNER)
    return order, units


def _same_order(order: Order | None, base: Any) -> Order:
    found = order_of(base)
    if order is not None and order is not found:
        raise RuleRefused(
            "base_document", "several_orders", "all lines must have a base in one and the same order", "lines"
        )
    return found


def _units(row: dict[str, Any], left: int) -> int:
    """The units of a line; those that are left where they are not sent."""
    sent = read.whole(row, "Quantity", LINE, 1, read.MOST_UNITS)
    return max(1, left) if sent is None else sent


def credit_note_of(erp: Erp, given: dict[str, Any], by: str) -> CreateCreditNote:
    """A credit note with an invoice or a return as base, or for an amount. Raises ErpError."""
    require_known(erp, given, OWNER)
    rows = read.rows(given, "DocumentLines", OWNER, erp.config.max_lines)
    bases = [base for at, row in enumerate(rows, 1) if (base := based(erp, row, at)) is not None]
    if bases:
        order, units = _lines(erp, given, lambda line: line.billed - line.credited)
        base = bases[0]
    else:
        base = referred(erp, given, "DocumentReferences", OWNER)
        if base is None:
            raise Missing("Base document is missing  [RIN1.BaseEntry]", "lines")
        order, units = order_of(base), []
        require_partner(erp, order, given, OWNER)
    goods = base if isinstance(base, Return) else None
    invoice = base if isinstance(base, Invoice) and all(each is base for each in bases) else None
    _require_currency(order, given)
    wanted = Wanted(
        order,
        _amount(order, given, rows, bool(bases)),
        () if goods is not None else units,
        invoice,
        goods,
        read.text(given, "NumAtCard", OWNER, REFERENCE_LIMIT) or "",
        read.text(given, "Comments", OWNER, COMMENT_LIMIT) or "",
    )
    return CreateCreditNote(wanted, by)


def _require_currency(order: Order, given: dict[str, Any]) -> None:
    currency = read.text(given, "DocCurrency", OWNER)
    if currency and currency != order.currency:
        raise RuleRefused(
            "credit_note_currency",
            "wrong_currency",
            f"the order is in {order.currency}, got {currency[:20]!r}; send that currency",
            "currency",
        )


def _amount(order: Order, given: dict[str, Any], rows: list[dict[str, Any]], has_base: bool) -> int | None:
    """The amount with tax; None where the units of base lines say it."""
    total = read.cents(given, "DocTotal", OWNER)
    if total is None:
        found = [cents for row in rows if (cents := _row_amount(order, row)) is not None]
        if len(found) == len(rows) and found:
            total = sum(found)
    if total == 0:
        raise RuleRefused(
            "credited_within_billed",
            "credit_exceeds_invoice",
            "the total of the document must be above 0",
            "amount",
        )
    if total is None and not has_base:
        raise Missing("Total is missing  [RIN1.LineTotal]", "amount")
    return total


def _row_amount(order: Order, row: dict[str, Any]) -> int | None:
    """The amount of a line with tax; a net one is taxed as the order was."""
    units = read.whole(row, "Quantity", LINE, 1, read.MOST_UNITS) or 1
    gross = read.cents(row, "GrossTotal", LINE)
    price = read.cents(row, "PriceAfterVAT", LINE)
    if gross is None and price is not None:
        gross = price * units
    if gross is not None:
        return gross
    net, unit = read.cents(row, "LineTotal", LINE), read.cents(row, "UnitPrice", LINE)
    if net is None and unit is not None:
        net = unit * units
    if net is None:
        return None
    untaxed = order.total_cents - order.tax_cents
    return amounts.rounded(Decimal(net) * order.total_cents / untaxed) if untaxed > 0 else net
