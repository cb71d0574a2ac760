"""The books as a site shows them: records by name, names by record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from fake_erp.dialects.erpnext.names import number_in, series_name
from fake_erp.dialects.erpnext.store import Store, store_of

if TYPE_CHECKING:
    from fake_erp.erp import Erp
    from fake_erp.model import CreditNote, Customer, Delivery, Invoice, Order, Payment, Return

COMPANY = "Golive"
ABBREVIATION = "G"
SUFFIX = f" - {ABBREVIATION}"
STANDARD_SELLING = "Standard Selling"
PERSON = "Administrator"
"""Owner of what was saved by the ERP itself."""


class Site:
    """One ERP with the version of the product that it is to be."""

    __slots__ = ("erp", "store", "version")

    def __init__(self, erp: Erp, version: str) -> None:
        self.erp = erp
        self.version = version
        self.store: Store = store_of(erp)

    # -- names ---------------------------------------------------------------------------------------------

    def name(self, kind: str, number: str, at_ms: int) -> str:
        """The name of a record of the books."""
        return self.store.names.get((kind, number)) or series_name(kind, number, at_ms)

    def order(self, order: Order) -> str:
        return self.name("order", order.number, order.created_at_ms)

    def customer(self, customer: Customer) -> str:
        return self.name("customer", customer.number, customer.created_at_ms)

    def invoice(self, invoice: Invoice) -> str:
        return self.name("invoice", invoice.number, invoice.posted_at_ms)

    def credit_note(self, note: CreditNote) -> str:
        return self.name("credit_note", note.number, note.posted_at_ms)

    def delivery(self, delivery: Delivery) -> str:
        return self.name("delivery", delivery.number, delivery.posted_at_ms)

    def goods(self, goods: Return) -> str:
        return self.name("return", goods.number, goods.posted_at_ms)

    def payment(self, payment: Payment) -> str:
        return self.name("payment", payment.number, payment.posted_at_ms)

    # -- records -------------------------------------------------------------------------------------------

    def number(self, kind: str, name: str) -> str:
        """The number in the books of a name; "" where it is none of this kind."""
        given = self.store.numbers.get(name)
        if given is not None:
            return given[1] if given[0] == kind else ""
        number = number_in(self.erp, kind, name)
        return "" if (kind, number) in self.store.names else number

    def record(self, kind: str, records: Mapping[str, Any], name: str) -> Any:
        """The record of that name, or of that number in the books; or None."""
        if name in self.store.deleted:
            return None
        found = records.get(name)
        if found is not None:
            return found
        found = records.get(self.number(kind, name))
        if found is None:
            return None
        at_ms = found.created_at_ms if kind in ("order", "customer") else found.posted_at_ms
        return found if self.name(kind, found.number, at_ms) == name else None

    def order_named(self, name: str) -> Order | None:
        found: Order | None = self.record("order", self.erp.orders.by_number, name)
        return found

    def customer_named(self, name: str) -> Customer | None:
        found: Customer | None = self.record("customer", self.erp.customers.by_number, name)
        return found

    def invoice_named(self, name: str) -> Invoice | None:
        found: Invoice | None = self.record("invoice", self.erp.receivables.by_number, name)
        return found

    def delivery_named(self, name: str) -> Delivery | None:
        found: Delivery | None = self.record("delivery", self.erp.shipping.by_number, name)
        return found

    def goods_named(self, name: str) -> Return | None:
        found: Return | None = self.record("return", self.erp.returns.by_number, name)
        return found

    # -- other words ---------------------------------------------------------------------------------------

    def warehouse(self, code: str) -> str:
        """The name of a warehouse: its code and the abbreviation of the company."""
        return f"{code}{SUFFIX}" if code else ""

    def price_list(self, name: str) -> str:
        """The name of a price list."""
        return STANDARD_SELLING if name == "standard" else name

    def loose(self, doctype: str) -> dict[str, Any]:
        """The documents of a DocType that are in no book."""
        return self.store.loose.setdefault(doctype, {})


def warehouse_code(name: str) -> str:
    """The code of a warehouse by its name, which may come without the abbreviation."""
    return name.removesuffix(SUFFIX)


def price_list_code(name: str) -> str:
    """The name of a price list in the books."""
    return "standard" if name == STANDARD_SELLING else name
