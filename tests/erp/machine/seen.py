"""The books of the ERP and those of the model in one form, to be compared; and what each account must come to."""

from __future__ import annotations

from typing import Any

from fake_erp import Erp
from fake_erp.model import CreditNote, Invoice
from tests.erp.world import QUARTER, QUARTER_CENTS

from .money_model import Model

LINE = [
    "quantity",
    "price",
    "discount",
    "tax",
    "allocated",
    "shipped",
    "billed",
    "returned",
    "credited",
    "cancelled",
]  # as the model names them
CUSTOMERS = {"C100001": "ann", "C100002": "exempt"}
COST_CENTS = 1999 * 6000 // 10_000


def books_of(erp: Erp) -> dict[str, Any]:
    """As they are; what is counted in thousandths in quarters."""

    def units(sku: str, parts: int) -> int:
        if sku not in erp.items.scales:
            return parts
        assert parts % QUARTER == 0, f"{parts} thousandths of {sku} are no quarters"
        return parts // QUARTER

    return {
        "orders": {
            order.number: {
                "state": (order.status, order.hold_reason, order.resume, order.external_reference),
                "money": (order.total_cents, order.tax_cents, order.billed_cents, order.paid_ahead_cents),
                "exposure": order.exposure_cents,
                "lines": [
                    (
                        line.item.sku,
                        line.row.warehouse,
                        units(line.item.sku, line.quantity),
                        line.unit_price_cents,
                        line.discount_cents,
                        line.tax_cents,
                        units(line.item.sku, line.allocated),
                        units(line.item.sku, line.shipped),
                        units(line.item.sku, line.billed),
                        units(line.item.sku, line.returned),
                        units(line.item.sku, line.credited),
                        units(line.item.sku, line.cancelled),
                    )
                    for line in order.lines
                ],
                "flow": [paper.number for paper in order.papers],
            }
            for order in erp.orders.by_number.values()
        },
        "references": {
            name: sorted(order.number for order in orders)
            for name, orders in erp.orders.by_reference.items()
            if orders
        },
        "stock": {
            (row.item, row.warehouse): (
                units(row.item, row.on_hand),
                units(row.item, row.allocated),
                {kind: units(row.item, parts) for kind, parts in row.moved.items() if parts},
            )
            for row in erp.stock.rows()
            if any(row.moved.values()) or row.on_hand or row.allocated
        },
        "exposure": {
            CUSTOMERS.get(each.number, each.number): each.exposure_cents
            for each in erp.customers.by_number.values()
        },
        "bills": {
            bill.number: (bill.total_cents, bill.tax_cents, bill.open_cents, bill.credited_cents)
            for bill in erp.invoicing.by_number.values()
        },
        "payments": {
            paid.number: (paid.amount_cents, paid.unapplied_cents) for paid in erp.payments.by_number.values()
        },
        "deposits": {
            each.number: (each.amount_cents, each.status) for each in erp.deposits.by_number.values()
        },
        "returns": {
            goods.number: {at: units(goods.order.lines[at].item.sku, parts) for at, parts in goods.lines}
            for goods in erp.returns.by_number.values()
        },
        "notes": {
            note.number: (note.total_cents, note.tax_cents, note.refund_cents)
            for note in erp.credit_notes.by_number.values()
        },
        "frozen": list(erp.stock.frozen),
    }


def books_due(model: Model) -> dict[str, Any]:
    """As they should be."""
    references: dict[str, list[str]] = {}
    for order in model.orders.values():
        references.setdefault(order["reference"], []).append(order["number"])
    bills = [bill for order in model.orders.values() for bill in order["bills"]]
    return {
        "orders": {
            number: {
                "state": (order["status"], order["why"], order["resume"], order["reference"]),
                "money": (order["total"], order["tax"], order["billed"], order["ahead"]),
                "exposure": model.exposure_of(order),
                "lines": [
                    (model.sku[line["item"]], model.place_of(line["row"]), *[line[name] for name in LINE])
                    for line in order["lines"]
                ],
                "flow": order["papers"],
            }
            for number, order in model.orders.items()
        },
        "references": {name: sorted(numbers) for name, numbers in references.items() if name},
        "stock": {
            (model.sku[item], place): (
                row["on_hand"],
                model.promised(row),
                {kind: units for kind, units in row["moved"].items() if units},
            )
            for (item, place), row in model.rows.items()
            if any(row["moved"].values()) or row["on_hand"]
        },
        "exposure": {name: model.exposure(name) for name in model.customers},
        "bills": {
            bill["number"]: (bill["total"], bill["tax"], bill["open"], bill["credited"]) for bill in bills
        },
        "payments": {paid["number"]: (paid["cents"], paid["left"]) for paid in model.payments},
        "deposits": {
            number: (each["cents"], model.deposit_status(number)) for number, each in model.deposits.items()
        },
        "returns": {goods["number"]: goods["lines"] for goods in model.returns},
        "notes": {note["number"]: (note["total"], note["tax"], note["refund"]) for note in model.notes},
        "frozen": model.frozen,
    }


def accounts_due(model: Model) -> dict[str, int]:
    """What the documents of the model leave on the accounts, in the home currency, debits above zero."""
    home = model.home
    bills = [bill for order in model.orders.values() for bill in order["bills"]]
    moved: dict[str, int] = {}
    for (item, _), row in model.rows.items():
        for kind, units in row["moved"].items():
            moved[kind] = moved.get(kind, 0) + units * _cost(model, item)
    scrapped = sum(
        units * _cost(model, goods["order"]["lines"][at]["item"])
        for goods in model.returns
        if not goods["restock"]
        for at, units in goods["lines"].items()
    )
    owed = {True: 0, False: 0}
    for note in model.notes:
        owed[note["bill"]["order"]["prepaid"]] += home(note["refund"], note["bill"]["rate"])
    collected = sum(home(bill["total"], bill["rate"]) for bill in bills if bill["order"]["prepaid"])
    return {
        "receivables": sum(home(bill["open"], bill["rate"]) for bill in bills),
        "prepayments": -sum(home(paid["left"], paid["rate"]) for paid in model.payments),
        "cash": sum(home(paid["cents"], paid["rate"]) for paid in model.payments)
        + model.deposited(True)
        + model.deposited(False),
        "deposits": -model.deposited(False),
        "tax": sum(home(note["tax"], note["bill"]["rate"]) for note in model.notes)
        - sum(home(bill["tax"], bill["rate"]) for bill in bills),
        "payment_provider": collected - owed[True] - model.deposited(True),
        "refunds": -owed[False],
        "inventory": sum(moved.values()),
        "opening": -moved.get("opening", 0),
        "goods_received": -moved.get("receipts", 0),
        "stock_differences": scrapped - moved.get("counts", 0),
        "cost_of_goods": -moved.get("shipments", 0) - moved.get("returns", 0) - scrapped,
    }


def _cost(model: Model, item: str) -> int:
    return QUARTER_CENTS if item in model.settings["quarters"] else COST_CENTS


def check_documents(erp: Erp) -> None:
    """What may never be, whatever the model says: nothing is billed, credited, returned or promised twice."""
    for order in erp.orders.by_number.values():
        bills = [paper for paper in order.papers if type(paper) is Invoice]
        notes = [paper for paper in order.papers if type(paper) is CreditNote]
        assert order.billed_cents == sum(bill.total_cents for bill in bills) <= max(0, order.total_cents)
        if order.status in ("invoiced", "closed"):
            assert order.billed_cents == order.total_cents
            assert order.tax_cents == sum(bill.tax_cents for bill in bills)
        for bill in bills:
            assert 0 <= bill.open_cents <= bill.total_cents
            credited = sum(note.total_cents for note in notes if note.invoice is bill)
            assert credited == bill.credited_cents <= bill.total_cents
        for line in order.lines:
            assert 0 <= line.credited <= line.returned <= line.shipped
            assert 0 <= line.billed <= line.shipped
            assert min(line.allocated, line.cancelled, line.waits_for) >= 0
            if order.status in ("released", "partly_shipped") and line.waits_for:
                assert line.row.free <= 0
    for row in erp.stock.rows():
        assert row.on_hand == sum(row.moved.values())
        assert 0 <= row.allocated == sum(row.by_channel.values()) <= max(0, row.on_hand)


def differences(came: Any, due: Any, where: str = "") -> list[str]:
    """Where two books differ, in words."""
    if isinstance(came, dict) and isinstance(due, dict):
        keys = [*came, *(key for key in due if key not in came)]
        return [
            told
            for key in keys
            if came.get(key) != due.get(key)
            for told in differences(came.get(key), due.get(key), f"{where}/{key}")
        ]
    return [] if came == due else [f"{where}: {came} came, {due} was due"]
