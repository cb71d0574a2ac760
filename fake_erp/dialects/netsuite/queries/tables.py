"""The tables of SuiteQL: rows, columns, and how rows are found by the value of a column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeAlias

from fake_erp.dialects.netsuite.ids import numbers_of, whole
from fake_erp.dialects.netsuite.records import masters
from fake_erp.dialects.record_ids import digits, ids_of
from fake_erp.model import Customer, Item, PriceRow, StockRow
from fake_erp.sales.pricing import STANDARD_LIST

if TYPE_CHECKING:
    from fake_erp.erp import Erp

Column: TypeAlias = "Callable[[Erp, Any], Any]"
Index: TypeAlias = "Callable[[Erp, str], Iterable[Any]]"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` gives all records; `indexes` those with a value in a column; `about` the record of the books of a row.

    `custom` gives custom fields, whose names begin with `prefix`. `labels` are the texts that BUILTIN.DF gives.
    """

    name: str
    operation: str
    columns: Mapping[str, Column]
    rows: Callable[[Erp], Iterable[Any]]
    indexes: Mapping[str, Index] = field(default_factory=dict)
    about: Callable[[Any], Any] = lambda row: row
    prefix: str = ""
    custom: Callable[[Any, str], Any] = lambda row, name: None
    labels: Mapping[str, Column] = field(default_factory=dict)

    def column(self, name: str) -> Column | None:
        """The column of that name; None for none."""
        found = self.columns.get(name)
        if found is None and self.prefix and name.startswith(self.prefix):
            plain = name[len(self.prefix) :]
            return lambda erp, row: self.custom(row, plain)
        return found


def moment(instant_ms: int) -> datetime:
    """An instant as SuiteQL has it, in UTC."""
    return _EPOCH + timedelta(milliseconds=instant_ms)


def flag(value: bool) -> str:
    """A flag: T or F."""
    return "T" if value else "F"


def money(cents: int) -> float:
    """An amount."""
    return cents / 100


def one(found: Any) -> list[Any]:
    """A record that was found, as rows."""
    return [] if found is None else [found]


def by_id(find: Callable[[Erp, int], Any]) -> Index:
    """An index by internal id."""

    def index(erp: Erp, value: str) -> list[Any]:
        wanted = whole(value)
        return [] if wanted is None else one(find(erp, wanted))

    return index


ITEM = Table(
    "item",
    "item.list",
    {
        "id": lambda erp, item: ids_of(erp).of_item(erp, item),
        "itemid": lambda erp, item: item.sku,
        "externalid": lambda erp, item: item.sku,
        "displayname": lambda erp, item: item.name,
        "fullname": lambda erp, item: item.sku,
        "description": lambda erp, item: item.name,
        "isinactive": lambda erp, item: flag(item.status != "active"),
        "itemtype": lambda erp, item: "InvtPart",
        "class": lambda erp, item: item.group or None,
        "averagecost": lambda erp, item: money(item.cost_cents),
        "baseprice": lambda erp, item: money(item.price_cents),
        "lastmodifieddate": lambda erp, item: moment(item.changed_at_ms),
        "custitem_tax_percent": lambda erp, item: item.tax_bp / 100,
        "custitem_status": lambda erp, item: item.status,
    },
    lambda erp: list(erp.items.by_sku.values()),
    {
        "id": by_id(lambda erp, wanted: ids_of(erp).item(erp, wanted)),
        "itemid": lambda erp, value: one(erp.items.find(value)),
        "externalid": lambda erp, value: one(erp.items.find(value)),
    },
    labels={"class": lambda erp, item: item.group or None},
)


def _customer(erp: Erp, wanted: int) -> Customer | None:
    found: Customer | None = numbers_of(erp).find("customer", erp.customers.by_number, wanted)
    return found


CUSTOMER = Table(
    "customer",
    "customer.list",
    {
        "id": lambda erp, customer: digits(customer.number),
        "entityid": lambda erp, customer: f"{customer.number} {customer.name}",
        "entitynumber": lambda erp, customer: customer.number,
        "externalid": lambda erp, customer: customer.external_reference or None,
        "companyname": lambda erp, customer: customer.name,
        "altname": lambda erp, customer: customer.name,
        "email": lambda erp, customer: customer.email or None,
        "phone": lambda erp, customer: customer.phone or None,
        "isinactive": lambda erp, customer: flag(customer.blocked),
        "creditlimit": lambda erp, customer: money(customer.credit_limit_cents),
        "balancesearch": lambda erp, customer: money(customer.exposure_cents),
        "category": lambda erp, customer: customer.group or None,
        "pricelevel": lambda erp, customer: (
            masters.identity_of(masters.price_levels(erp), customer.price_list) or None
        ),
        "subsidiary": lambda erp, customer: 1,
        "datecreated": lambda erp, customer: moment(customer.created_at_ms),
        "lastmodifieddate": lambda erp, customer: moment(customer.changed_at_ms),
    },
    lambda erp: list(erp.customers.all),
    {
        "id": by_id(_customer),
        "externalid": lambda erp, value: one(erp.customers.by_reference.get(value)),
        "email": lambda erp, value: erp.customers.with_email(value),
        "entitynumber": lambda erp, value: one(erp.customers.by_number.get(value)),
    },
    labels={
        "category": lambda erp, customer: customer.group or None,
        "pricelevel": lambda erp, c: c.price_list,
    },
)


def _stock_of(erp: Erp, value: str) -> list[StockRow]:
    wanted = whole(value)
    item: Item | None = None if wanted is None else ids_of(erp).item(erp, wanted)
    return [] if item is None else [row for row in erp.stock.rows_of(item.sku) if row.change]


def _stock_item(erp: Erp, row: StockRow) -> int | None:
    item = erp.items.find(row.item)
    return None if item is None else ids_of(erp).of_item(erp, item)


STOCK_COLUMNS: dict[str, Column] = {
    "item": _stock_item,
    "location": lambda erp, row: masters.location_id(erp, row.warehouse),
    "quantityonhand": lambda erp, row: row.on_hand,
    "quantityavailable": lambda erp, row: row.available,
    "quantitycommitted": lambda erp, row: row.allocated,
    "quantitybackordered": lambda erp, row: sum(line.waits_for for _, line in row.waiting),
    "safetystocklevel": lambda erp, row: row.safety,
    "lastquantityavailablechange": lambda erp, row: moment(row.changed_at_ms),
    "custrecord_commitments": lambda erp, row: (
        ";".join(f"{name}={units}" for name, units in row.by_channel.items() if units) or None
    ),
}


def _stock(name: str) -> Table:
    return Table(
        name,
        "stock.list",
        STOCK_COLUMNS,
        lambda erp: [row for row in erp.stock.rows() if row.change],
        {"item": _stock_of},
        labels={"item": lambda erp, row: row.item, "location": lambda erp, row: row.warehouse},
    )


def _prices(erp: Erp) -> list[PriceRow]:
    """Rows of price lists, and the base price of every item as a row."""
    base = [
        PriceRow("", "", item.sku, item.price_cents, erp.currencies.home)
        for item in erp.items.by_sku.values()
    ]
    lists = [row for row in masters.price_rows(erp) if row.price_list]
    return base + lists


def _price_item(erp: Erp, row: PriceRow) -> int | None:
    item = erp.items.find(row.sku)
    return None if item is None else ids_of(erp).of_item(erp, item)


def _level(erp: Erp, row: PriceRow) -> int:
    if row.price_list in ("", STANDARD_LIST):
        return 1
    return masters.identity_of(masters.price_levels(erp), row.price_list)


def _prices_of(erp: Erp, value: str) -> list[PriceRow]:
    wanted = whole(value)
    item = None if wanted is None else ids_of(erp).item(erp, wanted)
    return [] if item is None else [row for row in _prices(erp) if row.sku == item.sku]


PRICE_COLUMNS: dict[str, Column] = {
    "internalid": lambda erp, row: row.change,
    "item": _price_item,
    "pricelevel": _level,
    "pricelevelname": lambda erp, row: row.price_list or masters.BASE_PRICE,
    "currency": lambda erp, row: masters.currency_id(erp, row.currency),
    "unitprice": lambda erp, row: money(row.price_cents),
    "quantity": lambda erp, row: row.from_quantity,
    "priceqty": lambda erp, row: row.from_quantity,
    "custrecord_from": lambda erp, row: moment(row.from_ms),
    "custrecord_to": lambda erp, row: None if row.to_ms is None else moment(row.to_ms),
}
_PRICE_LABELS: dict[str, Column] = {
    "item": lambda erp, row: row.sku,
    "pricelevel": lambda erp, row: row.price_list or masters.BASE_PRICE,
    "currency": lambda erp, row: row.currency,
}
PRICING = Table("pricing", "price.list", PRICE_COLUMNS, _prices, {"item": _prices_of}, labels=_PRICE_LABELS)
CUSTOMER_PRICING = Table(
    "customeritempricing",
    "price.list",
    {
        **PRICE_COLUMNS,
        "customer": lambda erp, row: digits(row.customer),
        "price": lambda erp, row: money(row.price_cents),
    },
    lambda erp: [row for row in masters.price_rows(erp) if row.customer],
    labels=_PRICE_LABELS,
)


def _named(name: str, rows: Callable[[Erp], list[Any]], operation: str) -> Table:
    return Table(
        name,
        operation,
        {
            "id": lambda erp, row: row.id,
            "name": lambda erp, row: row.name,
            "fullname": lambda erp, row: row.name,
            "symbol": lambda erp, row: row.name,
            "isinactive": lambda erp, row: "F",
        },
        rows,
    )


MASTERS = (
    _named("location", masters.locations, "warehouse.list"),
    _named("currency", masters.currencies, "warehouse.list"),
    _named("subsidiary", masters.subsidiaries, "warehouse.list"),
    _named("pricelevel", masters.price_levels, "price.list"),
)
STOCK = (_stock("inventoryitemlocations"), _stock("aggregateitemlocation"))
