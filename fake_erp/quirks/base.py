"""What silent habits are made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Protocol, TypeAlias

from fake_erp.messages import Reply
from fake_erp.model import Draft, Emit, Now, Order
from fake_erp.settings import Amount, setting

if TYPE_CHECKING:
    from fake_erp.accounting.invoicing import Invoicing
    from fake_erp.dialects.native.routes import Route
    from fake_erp.dialects.native.views import Call
    from fake_erp.inventory.deliveries import Shipping
    from fake_erp.sales.customers import Customers
    from fake_erp.sales.orders import Orders

DROP, DRAFT, HELD = "drop", "draft", "held"
"""What may become of an order that is answered as if nothing were wrong."""

Misreading: TypeAlias = Callable[[Draft], str]
"""Changes a draft that is its own copy, before it becomes an order; says what it changed, "" for nothing."""

Fate: TypeAlias = Callable[[Order], str]
"""DROP, DRAFT or HELD for an order that is about to be saved, "" to leave it alone."""

Instead: TypeAlias = "Callable[[Call, Route], Reply | None]"
"""The answer in place of carrying the call out, or None to carry it out."""

Wording: TypeAlias = "Callable[[Call, Route, Reply], Reply]"
"""The answer as it leaves the house; the same one where the habit has nothing to do with it."""

Dawdling: TypeAlias = Callable[[str, int], int]
"""Milliseconds more that an operation takes, with a lot from 0 to 999."""


class House(Protocol):
    """What habits may look at."""

    @property
    def now(self) -> Now: ...
    @property
    def emit(self) -> Emit: ...
    @property
    def salt(self) -> int: ...
    @property
    def customers(self) -> Customers: ...
    @property
    def orders(self) -> Orders: ...
    @property
    def shipping(self) -> Shipping: ...
    @property
    def invoicing(self) -> Invoicing: ...


@dataclass(frozen=True, slots=True)
class Quirk:
    """What a house's ERP does without saying so. Each method gives the habit at its moment, None for none.

    `share` of all it could hit is hit, by external reference and attempt. The conditions narrow down which
    orders it could hit at all; they do not count for answers, reads and times.
    """

    seen: ClassVar[str] = ""
    """What a client gets to see of it."""

    share: float = setting("share", "share", "How much of what it could hit it hits; 0% is off.", 0.0)
    groups: tuple[str, ...] = setting("groups", "texts", "Only orders of customers of these groups.", ())
    countries: tuple[str, ...] = setting("countries", "codes", "Only orders shipped to these countries.", ())
    above: Amount = setting("above", "money", "Only orders whose goods are worth more.", Amount(0, "EUR"))

    def at_draft(self) -> Misreading | None:
        return None

    def at_save(self) -> Fate | None:
        return None

    def at_update(self, house: House) -> Instead | None:
        return None

    def at_read(self, house: House) -> Instead | None:
        return None

    def at_reply(self) -> Wording | None:
        return None

    def at_service(self) -> Dawdling | None:
        return None

    def at_job(self) -> bool:
        """Whether it makes rows of accepted jobs fail."""
        return False

    def means(self, draft: Draft, house: House) -> bool:
        """Whether an order is one of those it could hit."""
        if self.groups or self.countries:
            customer = house.customers.by_number.get(draft.customer)
            if self.groups and (customer is None or customer.group not in self.groups):
                return False
            address = draft.ship_to or (customer.address if customer is not None else {})
            if self.countries and address.get("country") not in self.countries:
                return False
        if self.above.cents:
            goods = sum([line.quantity * line.unit_price_cents - line.discount_cents for line in draft.lines])
            return goods > self.above.cents
        return True
