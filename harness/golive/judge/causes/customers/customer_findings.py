"""Why a customer was created twice: per order, by the case of the address, by two workers, after a lost reply."""

from __future__ import annotations

from collections.abc import Callable

from golive.judge.causes.customers.book import CustomerBook, Made
from golive.judge.history.paperwork.customers import folded
from golive.record.ledger import Ledger
from golive.record.run import Cause, Finding


class CustomerCauses:
    """Explains customers too many. `clock` formats a time."""

    def __init__(self, ledger: Ledger, clock: Callable[[int | None], str]) -> None:
        self._ledger = ledger
        self._clock = clock
        self._book: CustomerBook | None = None

    def of_finding(self, finding: Finding) -> Cause | None:
        """Return the cause, None where no pattern fits."""
        if self._book is None:
            self._book = CustomerBook(self._ledger)
        again = self._book.by_number.get(finding.key)
        first = next(
            (each for each in self._book.by_number.values() if self._is_first(each, finding, again)), None
        )
        if first is None or again is None:
            return None
        return self._after_merge(first, again) or self._explain(first, again)

    def _after_merge(self, first: Made, again: Made) -> Cause | None:
        """Return the cause where people had merged the first into another customer before the second was created."""
        assert self._book is not None
        at_ms, into = self._book.merged.get(first.number, (again.at_ms + 1, ""))
        if at_ms > again.at_ms:
            return None
        return Cause(
            "made_again_after_merge",
            f"{first.number} of {again.email} was merged into {into} at {self._clock(at_ms)}, and the integration "
            f"created {again.number} at {self._clock(again.at_ms)}",
            "Ask the ERP for the customer by its reference when a number is unknown, and use the one that it names.",
        )

    def _is_first(self, made: Made, finding: Finding, again: Made | None) -> bool:
        return made is not again and f"customer {made.number} " in f"{finding.what} "

    def _explain(self, first: Made, again: Made) -> Cause | None:
        assert self._book is not None
        names = f"customers {first.number} and {again.number}"
        when = f"created at {self._clock(first.at_ms)} and at {self._clock(again.at_ms)}"
        if not first.x or not again.x:
            return self._by_address(first, again, names) or self._per_order(first, again, names)
        if first.answered_ms is None or again.sent_ms < first.answered_ms:
            return Cause(
                "taken_at_once",
                f"{names} of {again.email} were {when}, the second before the first was answered",
                "Let one worker create the customer of an address: a lock per address, or a reference that the ERP "
                "refuses twice.",
            )
        if not first.succeeded:
            return Cause(
                "reply_lost",
                f"{names} of {again.email} were {when}; the first call ended with {first.ending}",
                "Look for the customer by its reference before it is created again.",
            )
        kills = [each for each in self._book.kills if first.sent_ms <= each <= again.sent_ms]
        if kills and first.ref and first.ref == again.ref:
            return Cause(
                "killed_after_booking",
                f"{names} of {again.email} were {when}; the integration was killed at {self._clock(kills[0])}",
                "Store the number of a customer before its order is sent, or look for it in the ERP.",
            )
        return (
            self._by_address(first, again, names)
            or self._of_guest(first, again, names)
            or self._per_order(first, again, names)
        )

    def _of_guest(self, first: Made, again: Made, names: str) -> Cause | None:
        """Return the cause where one has the orders that a person placed as a guest, the other those of the account."""
        kinds = [{self._is_guest(order) for order in made.orders} for made in (first, again)]
        if sorted(kinds, key=str) != [{False}, {True}]:
            return None
        return Cause(
            "guest_and_account",
            f"{names} are one person: {_kind_of_orders(kinds[0])} orders of {again.email} are booked on "
            f"{first.number}, {_kind_of_orders(kinds[1])} ones on {again.number}",
            "Look for the customer by its address as well before one is created for a new account, and note the number "
            "of the account there.",
        )

    def _is_guest(self, order: str) -> bool | None:
        placed = (fact for fact in self._ledger.about(order) if fact.kind == "shop.order.placed")
        return next((bool(fact.data.get("guest")) for fact in placed), None)

    def _by_address(self, first: Made, again: Made, names: str) -> Cause | None:
        if first.email == again.email or folded(first.email) != folded(again.email):
            return None
        return Cause(
            "email_compared_by_case",
            f"{names} differ in the writing of the address: {first.email!r} and {again.email!r}",
            "Compare e-mail addresses without case and without blanks around them.",
        )

    def _per_order(self, first: Made, again: Made, names: str) -> Cause | None:
        """Return the cause where each customer has one order, or a reference with the number of an order."""
        by_ref = all(made.orders and made.orders[0] in made.ref for made in (first, again))
        if not by_ref and (len(first.orders) != 1 or len(again.orders) != 1):
            return None
        orders = " and ".join([made.orders[0] for made in (first, again) if made.orders])
        return Cause(
            "customer_per_order",
            f"{names} of {again.email} were created for orders {orders}, one for each",
            "Look for the customer by its number in the shop, or by its address, before one is created; give it a "
            "reference that does not depend on the order.",
        )


def _kind_of_orders(kind: set[bool | None]) -> str:
    """The orders of a guest or of an account, in words."""
    return "guest" if kind == {True} else "account"
