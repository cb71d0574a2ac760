"""What an item costs: CompanyService_GetItemPrice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from fake_erp.dialects.business_one import fields as read
from fake_erp.dialects.business_one.calls.base import Call
from fake_erp.dialects.business_one.fields import Missing
from fake_erp.dialects.business_one.memory import partner_of
from fake_erp.dialects.business_one.requests import object_of
from fake_erp.errors import ErpError, NotFound
from fake_erp.messages import Reply, Request
from fake_erp.operations.base import Command, Look
from fake_erp.sales.pricing import Price

OWNER = "ItemPriceParams"


class Quoted(NamedTuple):
    """A price in a currency."""

    price: Price
    currency: str


@dataclass(slots=True)
class ItemPrice(Call):
    """The price of an item for a partner, from a quantity on, at a date."""

    def _params(self) -> dict[str, Any]:
        return read.record(object_of(self.erp, self.request).get(OWNER), OWNER)

    def key(self, request: Request) -> str | None:
        try:
            return read.text(self._params(), "ItemCode", OWNER)
        except ErpError:
            return None

    def read(self, by: str) -> Command[Quoted]:
        erp, given = self.erp, self._params()
        sku, code = read.text(given, "ItemCode", OWNER), read.text(given, "CardCode", OWNER)
        if not sku:
            raise Missing("Item number is missing  [OITM.ItemCode]", "sku")
        customer = partner_of(erp, code) if code else None
        if code and customer is None:
            raise NotFound("there is no such partner", "customer")
        quantity = read.whole(given, "UoMQuantity", OWNER, 1, read.MOST_UNITS)
        if quantity is None:
            quantity = read.whole(given, "InventoryQuantity", OWNER, 1, read.MOST_UNITS) or 1
        at_ms = read.date(given, "Date", OWNER)
        currency = read.text(given, "Currency", OWNER, 3) or erp.currencies.home
        if currency not in erp.config.currencies:
            raise read.invalid("Currency", OWNER, "a currency of the company")
        price = erp.prices.find(sku, customer, erp.now() if at_ms is None else at_ms, quantity, currency)
        return Look(lambda hides: Quoted(price, currency))

    def write(self, outcome: Quoted) -> Reply:
        price = {"Price": outcome.price.cents / 100, "Currency": outcome.currency, "Discount": 0.0}
        return Reply(200, {**self.context("SAPB1.ItemPriceReturnParams"), **price})
