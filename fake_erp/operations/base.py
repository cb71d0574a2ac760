"""What a command is: an operation that was read and is ready to be carried out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeAlias, TypeVar

if TYPE_CHECKING:
    from fake_erp.access.sessions import Sessions
    from fake_erp.accounting.credit_notes import CreditNotes
    from fake_erp.accounting.deposits import Deposits
    from fake_erp.accounting.payments import Payments
    from fake_erp.channels.batches import Batches
    from fake_erp.channels.file_drop import FileDrop
    from fake_erp.channels.webhooks import Subscriptions
    from fake_erp.inventory.delivery_posts import DeliveryPosts
    from fake_erp.inventory.returns import Returns
    from fake_erp.inventory.stock_writes import StockWrites
    from fake_erp.sales.customers import Customers
    from fake_erp.sales.orders import Orders

R_co = TypeVar("R_co", covariant=True)

Hides: TypeAlias = Callable[[Any], bool]
"""Whether a lagging copy of the books does not have a record yet."""


class Parts(Protocol):
    """The parts of an ERP that commands change."""

    @property
    def sessions(self) -> Sessions: ...
    @property
    def customers(self) -> Customers: ...
    @property
    def orders(self) -> Orders: ...
    @property
    def payments(self) -> Payments: ...
    @property
    def deposits(self) -> Deposits: ...
    @property
    def returns(self) -> Returns: ...
    @property
    def credit_notes(self) -> CreditNotes: ...
    @property
    def stock_writes(self) -> StockWrites: ...
    @property
    def delivery_posts(self) -> DeliveryPosts: ...
    @property
    def batches(self) -> Batches: ...
    @property
    def filedrop(self) -> FileDrop: ...
    @property
    def subscriptions(self) -> Subscriptions: ...


class Command(Protocol[R_co]):
    """`perform` gives the record or the rows that come of it. Raises ErpError, and then nothing was applied."""

    def perform(self, parts: Parts, hides: Hides | None = None) -> R_co: ...


@dataclass(frozen=True, slots=True)
class Look(Generic[R_co]):
    """An operation that only reads: `find` looks the answer up, without the records that `hides` names."""

    find: Callable[[Hides | None], R_co]

    def perform(self, parts: Parts, hides: Hides | None = None) -> R_co:
        return self.find(hides)
