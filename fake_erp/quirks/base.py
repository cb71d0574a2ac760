"""Base of quirks: undocumented behaviour, on neutral values, before a request is read or after it is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Protocol, TypeAlias

from fake_erp.accounting.currencies import Currencies, to_home
from fake_erp.model import Draft, Emit, Now, Order
from fake_erp.settings import Amount, setting

if TYPE_CHECKING:
    from fake_erp.errors import ErpError
    from fake_erp.model import Customer

DROP, DRAFT, HELD, APPROVAL, WARN = "drop", "draft", "held", "approval", "warn"
"""Fates of an order that is answered as accepted. A held order may have its reason after a space."""


@dataclass(frozen=True, slots=True)
class QuirkCall:
    """A call before it is read: the operation, the number of the record it is about, and its business key."""

    operation: str
    reads: bool
    number: str
    key: str


Outcome: TypeAlias = "Any | ErpError"
"""The result of a call: the record or rows of its command, or the refusal."""

Look: TypeAlias = Callable[[Callable[[Any], bool]], Any]
"""Performs a read without the records for which the predicate holds. Raises ErpError."""

DraftQuirk: TypeAlias = Callable[[Draft], str]
"""Changes a copy of a draft before it becomes an order; returns what it changed, "" for nothing."""

SaveQuirk: TypeAlias = Callable[[Order], str]
"""DROP, DRAFT, HELD or APPROVAL for an order that is about to be saved, WARN for one that was given a warning, ""
to leave it alone.
"""

UpdateQuirk: TypeAlias = "Callable[[QuirkCall, QuirkBooks], Outcome | None]"
"""The answer to a write that is not performed; None to perform it."""

ReadQuirk: TypeAlias = "Callable[[QuirkCall, QuirkBooks, Look], Outcome | None]"
"""The answer to a read in place of the current records; None for these."""

Disguise = Literal["", "in_ok", "no_number", "failed", "blunt"]
"""How a reply hides the outcome: a refusal inside a success, an acceptance without a number, a success as a failure, or
a refusal without its reason.
"""

ReplyQuirk: TypeAlias = "Callable[[QuirkCall, Outcome], Disguise]"

BundleQuirk: TypeAlias = Callable[[list[bool]], int]
"""How many replies of a bundle are sent; the argument says which of them are refusals."""

ServiceQuirk: TypeAlias = Callable[[str, int], int]
"""Extra service time of an operation in ms; the second argument is a random number from 0 to 999."""


class Customers(Protocol):
    """The customers that quirks may read, by number."""

    @property
    def by_number(self) -> Mapping[str, Customer]: ...


class Orders(Protocol):
    """The saved orders that quirks may read, by number."""

    @property
    def by_number(self) -> Mapping[str, Order]: ...


class QuirkBooks(Protocol):
    """The records quirks may read."""

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
    def currencies(self) -> Currencies: ...


@dataclass(frozen=True, slots=True)
class Quirk:
    """Undocumented behaviour of one installation. Each method builds its effect at one moment; None for no effect.

    A `share` of the possible cases is affected, drawn by external reference and attempt. The conditions limit which
    orders are affected; they do not apply to answers, reads and service times.
    """

    seen: ClassVar[str] = ""
    """The effect on the client."""
    needs: ClassVar[str] = "an order within its conditions"
    """The case in which it can act, in words."""

    share: float = setting("share", "share", "Share of the possible cases that are affected; 0% is off.", 0.0)
    groups: tuple[str, ...] = setting("groups", "texts", "Only orders of customers of these groups.", ())
    countries: tuple[str, ...] = setting("countries", "codes", "Only orders shipped to these countries.", ())
    above: Amount = setting("above", "money", "Only orders with goods worth more.", Amount(0, "EUR"))

    def at_draft(self) -> DraftQuirk | None:
        return None

    def at_save(self) -> SaveQuirk | None:
        return None

    def at_update(self) -> UpdateQuirk | None:
        return None

    def at_read(self) -> ReadQuirk | None:
        return None

    def at_reply(self) -> ReplyQuirk | None:
        return None

    def at_bundle(self) -> BundleQuirk | None:
        return None

    def at_service(self) -> ServiceQuirk | None:
        return None

    def at_job(self) -> bool:
        """Whether rows of accepted batches and files fail."""
        return False

    def means(self, draft: Draft, books: QuirkBooks) -> bool:
        """Whether an order fulfils the conditions. `above` is in the home currency."""
        if self.groups or self.countries:
            customer = books.customers.by_number.get(draft.customer)
            if self.groups and (customer is None or customer.group not in self.groups):
                return False
            address = draft.ship_to or (customer.address if customer is not None else {})
            if self.countries and address.get("country") not in self.countries:
                return False
        if self.above.cents:
            goods = sum([line.worth() - line.discount_cents for line in draft.lines])
            return to_home(goods, books.currencies.rate_micro(draft.currency)) > self.above.cents
        return True
