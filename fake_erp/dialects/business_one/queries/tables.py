"""The tables that SQL queries may read, by their names in the database of the product."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from fake_erp.dialects.business_one.documents.follow_ups import CREDIT_NOTES, DELIVERIES, INVOICES
from fake_erp.dialects.business_one.documents.orders import head_json, line_json, orders_in
from fake_erp.dialects.business_one.masters.items import stock_of
from fake_erp.dialects.business_one.memory import card_code
from fake_erp.dialects.business_one.numbers import entry_of
from fake_erp.dialects.odata.model import EntityType
from fake_erp.times import instant_text

if TYPE_CHECKING:
    from fake_erp.erp import Erp

Columns: TypeAlias = dict[str, Any]
Rows: TypeAlias = "Callable[[Erp], Iterator[tuple[Any, Columns]]]"


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the operation that reading it counts as, its columns, and its rows with the record each is of."""

    operation: str
    columns: tuple[str, ...]
    rows: Rows


def _short(flag: str) -> str:
    return "Y" if flag == "tYES" else "N"


_HEAD = {
    "DocEntry": "DocEntry",
    "DocNum": "DocNum",
    "CardCode": "CardCode",
    "CardName": "CardName",
    "NumAtCard": "NumAtCard",
    "DocDate": "DocDate",
    "DocDueDate": "DocDueDate",
    "DocTotal": "DocTotal",
    "VatSum": "VatSum",
    "DocCur": "DocCurrency",
    "UpdateDate": "UpdateDate",
}
_LINE = {
    "LineNum": "LineNum",
    "ItemCode": "ItemCode",
    "Dscription": "ItemDescription",
    "Quantity": "Quantity",
    "OpenQty": "RemainingOpenQuantity",
    "LineTotal": "LineTotal",
    "WhsCode": "WarehouseCode",
    "BaseType": "BaseType",
    "BaseEntry": "BaseEntry",
    "BaseLine": "BaseLine",
}
_STATE = ("DocStatus", "CANCELED")


def _head(shown: Columns) -> Columns:
    row = {column: shown.get(name) for column, name in _HEAD.items()}
    row["DocStatus"] = "C" if shown["DocumentStatus"] == "bost_Close" else "O"
    row["CANCELED"] = _short(shown["Cancelled"])
    return row


def _orders(erp: Erp) -> Iterator[tuple[Any, Columns]]:
    for order in orders_in(erp, "Orders"):
        yield order, _head(head_json(erp, order, "Orders"))


def _order_lines(erp: Erp) -> Iterator[tuple[Any, Columns]]:
    for order in orders_in(erp, "Orders"):
        for at, line in enumerate(order.lines):
            shown = line_json(erp, order, at, line)
            yield order, {"DocEntry": shown["DocEntry"], **{c: shown.get(name) for c, name in _LINE.items()}}


def _papers(entity: EntityType, book: Callable[[Erp], Any]) -> Rows:
    wanted = [
        each for each in entity.properties if each.name in {*_HEAD.values(), "DocumentStatus", "Cancelled"}
    ]

    def rows(erp: Erp) -> Iterator[tuple[Any, Columns]]:
        for record in book(erp).by_number.values():
            shown = {each.name: _shown(each.kind.write_v4, each.get(erp, record)) for each in wanted}
            yield record, _head(shown)

    return rows


def _paper_lines(kind: str, entity: EntityType, book: Callable[[Erp], Any]) -> Rows:
    get = entity.by_name["DocumentLines"].get

    def rows(erp: Erp) -> Iterator[tuple[Any, Columns]]:
        for record in book(erp).by_number.values():
            entry = entry_of(erp, kind, record.number)
            for line in get(erp, record):
                yield record, {"DocEntry": entry, **{c: line.get(name) for c, name in _LINE.items()}}

    return rows


def _shown(write: Callable[[Any], Any], value: Any) -> Any:
    return None if value is None else write(value)


def _partners(erp: Erp) -> Iterator[tuple[Any, Columns]]:
    for customer in erp.customers.all:
        frozen = "Y" if customer.blocked else "N"
        yield (
            customer,
            {
                "CardCode": card_code(erp, customer),
                "CardName": customer.name,
                "CardType": "C",
                "E_Mail": customer.email,
                "Phone1": customer.phone or None,
                "frozenFor": frozen,
                "CreditLine": customer.credit_limit_cents / 100,
                "Balance": customer.exposure_cents / 100,
                "UpdateDate": instant_text(customer.changed_at_ms)[:10],
            },
        )


def _items(erp: Erp) -> Iterator[tuple[Any, Columns]]:
    for item in erp.items.by_sku.values():
        rows = stock_of(erp, item)
        yield (
            item,
            {
                "ItemCode": item.sku,
                "ItemName": item.name,
                "OnHand": float(sum([row.on_hand for row in rows])),
                "IsCommited": float(sum([row.allocated for row in rows])),
                "frozenFor": "N" if item.status == "active" else "Y",
                "UpdateDate": instant_text(item.changed_at_ms)[:10],
            },
        )


def _stock(erp: Erp) -> Iterator[tuple[Any, Columns]]:
    for item in erp.items.by_sku.values():
        for row in stock_of(erp, item):
            yield (
                row,
                {
                    "ItemCode": row.item,
                    "WhsCode": row.warehouse,
                    "OnHand": float(row.on_hand),
                    "IsCommited": float(row.allocated),
                    "OnOrder": 0.0,
                    "MinStock": float(row.safety),
                },
            )


HEAD = (*_HEAD, *_STATE)
LINE = ("DocEntry", *_LINE)
TABLES: dict[str, Table] = {
    "ORDR": Table("order.list", HEAD, _orders),
    "RDR1": Table("order.list", LINE, _order_lines),
    "ODLN": Table("delivery.list", HEAD, _papers(DELIVERIES, lambda erp: erp.shipping)),
    "DLN1": Table("delivery.list", LINE, _paper_lines("delivery", DELIVERIES, lambda erp: erp.shipping)),
    "OINV": Table("invoice.list", HEAD, _papers(INVOICES, lambda erp: erp.receivables)),
    "INV1": Table("invoice.list", LINE, _paper_lines("invoice", INVOICES, lambda erp: erp.receivables)),
    "ORIN": Table("credit_note.list", HEAD, _papers(CREDIT_NOTES, lambda erp: erp.credit_notes)),
    "OCRD": Table(
        "customer.list",
        *(
            (
                "CardCode",
                "CardName",
                "CardType",
                "E_Mail",
                "Phone1",
                "frozenFor",
                "CreditLine",
                "Balance",
                "UpdateDate",
            ),
            _partners,
        ),
    ),
    "OITM": Table(
        "item.list", ("ItemCode", "ItemName", "OnHand", "IsCommited", "frozenFor", "UpdateDate"), _items
    ),
    "OITW": Table(
        "stock.list", ("ItemCode", "WhsCode", "OnHand", "IsCommited", "OnOrder", "MinStock"), _stock
    ),
}
"""By their names."""
