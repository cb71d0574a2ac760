"""What rules are made of and may look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Protocol, TypeAlias

from fake_erp.accounting.posting_periods import Calendar
from fake_erp.model import Document, Emit, Now, Order

if TYPE_CHECKING:
    from fake_erp.inventory.stock import Stock
    from fake_erp.sales.customers import Customers
    from fake_erp.sales.pricing import Prices

Moment = Literal["create", "update", "release", "ship", "return", "payment", "any"]
MOMENTS: tuple[Moment, ...] = ("create", "update", "release", "ship", "return", "payment", "any")

Check: TypeAlias = Callable[[Order, Document | None], str]
"""Raises ErpError to refuse; else why the order must be held (before a shipment: must wait), or "".

The order is fully computed but not yet saved at create; at update it is as it would become. The document is
what came in, None where nobody sent one. The answer is an `Approval` where somebody must approve the order.
"""


@dataclass(frozen=True, slots=True)
class Knock:
    """A call that wants in: who, what, on which document, with which decoded body."""

    client: str
    operation: str
    reads: bool
    """Whether it changes nothing."""
    params: Mapping[str, str]
    """What stands in the address, such as the `number`."""
    document: Any


Gate: TypeAlias = Callable[[Knock], None]
"""The check of moment `any`; raises ErpError to refuse."""


class Approval(str):
    """Why somebody must approve an order before it goes on; its status is `pending_approval` until then."""

    __slots__ = ()


class OrderBook(Protocol):
    @property
    def by_reference(self) -> Mapping[str, list[Order]]: ...
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
    def calendar(self) -> Calendar: ...
    @property
    def orders(self) -> OrderBook: ...
    @property
    def customers(self) -> Customers: ...
    @property
    def stock(self) -> Stock: ...
    @property
    def prices(self) -> Prices: ...


@dataclass(frozen=True, slots=True)
class Rule:
    """What a house decided about one rule. Each `at_` method builds the check of its moment, None while off.

    What a client sees of it: `status` and `code` of the refusal, the `field` it names ("" for none), and
    `emerges`: from which state of the books it comes about.
    """

    status: ClassVar[int] = 422
    code: ClassVar[str] = ""
    field: ClassVar[str] = ""
    emerges: ClassVar[str] = ""

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
    """What stands at a dotted path of tables; None where nothing does."""
    for name in path:
        if not isinstance(document, dict):
            return None
        document = document.get(name)
    return document


def is_missing(document: Document, path: tuple[str, ...]) -> bool:
    """Whether nothing, null or "" stands at a dotted path; `lines.warehouse` looks into every line."""
    value: Any = document
    for at, name in enumerate(path):
        if isinstance(value, list):
            return any(is_missing(entry, path[at:]) for entry in value)
        if not isinstance(value, dict):
            return True
        value = value.get(name)
    return value is None or value == ""
