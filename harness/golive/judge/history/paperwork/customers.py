"""Customers of the ERP that the integration created for people of the shop that have one already."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from golive.judge.history.orders import Orders
from golive.judge.history.records.authors import is_client
from golive.record.run import Fact

MANY = ""
"""In place of an e-mail address: a customer that orders of several people are booked on."""


@dataclass(frozen=True, slots=True)
class Twin:
    """A customer created for an e-mail address that the customer `first` has; `seqs` are both facts."""

    number: str
    first: str
    email: str
    seqs: tuple[int, ...]


def folded(email: str) -> str:
    """An e-mail address for comparison: without spaces around it and without case."""
    return email.strip().casefold()


class ErpCustomers:
    """Readers of the facts about ERP customers, in `readers`; they are called after those of `Orders`."""

    def __init__(self, orders: Orders) -> None:
        self._orders = orders
        self._first: dict[str, tuple[str, int]] = {}
        self._again: list[Twin] = []
        self._made: dict[str, int] = {}
        self._served: dict[str, str] = {}
        self.readers: dict[str, Callable[[Fact], None]] = {
            "erp.customer.created": self._created,
            "erp.order.created": self._ordered,
            "erp.customer.lost": self._lost,
        }

    def twins(self) -> list[Twin]:
        """Return the customers too many, oldest first.

        An address counts only if a customer of the shop has it: an account for all guests may have any. Customers whose
        own address is another count for the person whose orders alone are booked on them.
        """
        known = {folded(story.email) for story in self._orders.stories.values()} if self._again else set()
        return [*(twin for twin in self._again if twin.email in known), *self._disguised()]

    def _created(self, fact: Fact) -> None:
        if not is_client(fact.data.get("by", "")):
            return
        number, email = fact.keys["customer"], folded(fact.data["email"])
        first = self._first.setdefault(email, (number, fact.seq))
        self._made[number] = fact.seq
        if email and first[0] != number:
            self._again.append(Twin(number, first[0], email, (first[1], fact.seq)))

    def _lost(self, fact: Fact) -> None:
        """Forget a customer that is gone since a backup was restored: its number may be given to another."""
        number, email = fact.keys["customer"], folded(fact.data["email"])
        self._made.pop(number, None)
        self._served.pop(number, None)
        if self._first.get(email, ("", 0))[0] == number:
            del self._first[email]

    def _ordered(self, fact: Fact) -> None:
        """Note whose order is booked on a customer, where the customer has another address."""
        doc = self._orders.documents.get(fact.keys["order"])
        if doc is None or doc.story is None or doc.email == doc.story.email:
            return
        number, email = fact.data["customer"], folded(doc.story.email)
        if number in self._made and folded(doc.email) != email:
            whose = self._served.setdefault(number, email)
            if whose != email:
                self._served[number] = MANY

    def _disguised(self) -> list[Twin]:
        first: dict[str, str] = {}
        found = []
        for number, email in self._served.items():
            if email == MANY:
                continue
            earlier = first.setdefault(email, number)
            if earlier != number:
                found.append(Twin(number, earlier, email, (self._made[earlier], self._made[number])))
        return found
