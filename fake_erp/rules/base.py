"""Base of rules, and the records they may read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, Protocol

from fake_erp.accounting.currencies import Currencies
from fake_erp.accounting.posting_periods import Calendar
from fake_erp.errors import Place, Words
from fake_erp.inventory.items import Items
from fake_erp.model import (
    NOT_APPLICABLE,
    AccessRequest,
    Approval,
    Check,
    Customer,
    Document,
    Emit,
    Gate,
    Now,
    Order,
)

__all__ = ["NOT_APPLICABLE", "AccessRequest", "Approval", "Books", "Check", "Gate", "Rule"]

Moment = Literal["create", "update", "release", "ship", "return", "payment", "any"]
MOMENTS: tuple[Moment, ...] = ("create", "update", "release", "ship", "return", "payment", "any")


class Customers(Protocol):
    def with_email(self, email: str) -> list[Customer]: ...


class Stock(Protocol):
    @property
    def frozen(self) -> Mapping[str, str]: ...


class Prices(Protocol):
    def price_of(
        self, sku: str, customer: Customer | None, at_ms: int, quantity: int, currency: str = ""
    ) -> int: ...


class OrderBook(Protocol):
    @property
    def by_reference(self) -> Mapping[str, Sequence[Order]]: ...
    @property
    def by_number(self) -> Mapping[str, Order]: ...
    def reckon(self, order: Order) -> None: ...


class Books(Protocol):
    """The records rules may read."""

    @property
    def now(self) -> Now: ...
    @property
    def emit(self) -> Emit: ...
    @property
    def salt(self) -> int: ...
    @property
    def words(self) -> Words: ...
    @property
    def calendar(self) -> Calendar: ...
    @property
    def orders(self) -> OrderBook: ...
    @property
    def customers(self) -> Customers: ...
    @property
    def items(self) -> Items: ...
    @property
    def stock(self) -> Stock: ...
    @property
    def prices(self) -> Prices: ...
    @property
    def currencies(self) -> Currencies: ...


@dataclass(frozen=True, slots=True)
class Rule:
    """The settings of one rule. Each `at_` method builds the check of its moment; None while the rule is off there.

    Effect on the client: `status` and `code` of the refusal and the `place` it names. `emerges` is the state of the
    books that causes it. A check returns NOT_APPLICABLE for a record that the rule is not about; `about` says in words
    what it is about.
    """

    status: ClassVar[int] = 422
    code: ClassVar[str] = ""
    place: ClassVar[Place | None] = None
    emerges: ClassVar[str] = ""
    about: ClassVar[str] = "an order"

    def at_create(self, books: Books) -> Check | None:
        return None

    def at_update(self, books: Books) -> Check | None:
        return None

    def at_release(self, books: Books) -> Check | None:
        return None

    def at_ship(self, books: Books) -> Check | None:
        return None

    def at_return(self, books: Books) -> Check | None:
        return None

    def at_payment(self, books: Books) -> Check | None:
        return None

    def at_any(self, books: Books) -> Gate | None:
        return None


def value_at(document: Any, path: tuple[str, ...]) -> Any:
    """The value at a dotted path of tables; None without one."""
    for name in path:
        if not isinstance(document, dict):
            return None
        document = document.get(name)
    return document


def is_missing(document: Document, path: tuple[str, ...]) -> bool:
    """Whether the value at a dotted path is missing, null or ""; `lines.warehouse` checks every line."""
    value: Any = document
    for at, name in enumerate(path):
        if isinstance(value, list):
            return any(is_missing(entry, path[at:]) for entry in value)
        if not isinstance(value, dict):
            return True
        value = value.get(name)
    return value is None or value == ""
