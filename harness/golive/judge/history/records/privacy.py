"""Personal data in the wrong place: private fields in documents of the ERP, erased customers, the candidate's log."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from golive.record.run import Fact

DATE_OF_BIRTH = "date_of_birth"


class Leak(NamedTuple):
    """A private field of a shop order in a document of the ERP, and the place where it stands."""

    order: str
    field: str
    place: str
    seqs: tuple[int, int]


class Look(NamedTuple):
    """A look at the ERP's records of an erased customer; `left` are the fields that still hold the data, by number."""

    seq: int
    customer: str
    when: str
    left: dict[str, list[str]]
    known: int
    changed: list[str]


class Logged(NamedTuple):
    """A kind of secret or personal data in the log: its first line, and the number of lines."""

    seq: int
    kind: str
    line: int
    lines: int


class PrivacyBook:
    """A reader of the facts that personal data are in, in `readers`."""

    def __init__(self) -> None:
        self.leaks: list[Leak] = []
        self.looks: list[Look] = []
        self.logged: list[Logged] = []
        self.erased: dict[str, int] = {}
        """The ledger number of each erasure in the shop, by customer."""
        self._private: dict[str, tuple[int, dict[str, str]]] = {}
        self.readers: dict[str, Callable[[Fact], None]] = {
            "shop.order.placed": self._placed,
            "erp.order.created": self._booked,
            "erp.order.changed": self._booked,
            "shop.customer.erased": self._erased,
            "privacy.erasure": self._looked,
            "privacy.logged": self._found,
        }

    def _placed(self, fact: Fact) -> None:
        personal = fact.data.get("personal")
        if personal:
            self._private[fact.keys["order"]] = fact.seq, personal

    def _booked(self, fact: Fact) -> None:
        if not self._private:
            return
        known = self._private.get(fact.keys["ref"])
        if known is None:
            return
        seq, personal = known
        for name, value in personal.items():
            forms = _forms(value) if name == DATE_OF_BIRTH else (value,)
            place = next((at for at, text in _texts(fact.data) if any(each in text for each in forms)), None)
            if place is not None:
                self.leaks.append(Leak(fact.keys["ref"], name, place, (seq, fact.seq)))

    def _erased(self, fact: Fact) -> None:
        self.erased[fact.keys["customer"]] = fact.seq

    def _looked(self, fact: Fact) -> None:
        data = fact.data
        look = Look(
            fact.seq, fact.keys["customer"], data["when"], data["left"], data["known"], data["changed"]
        )
        self.looks.append(look)

    def _found(self, fact: Fact) -> None:
        self.logged.append(Logged(fact.seq, fact.data["kind"], fact.data["line"], fact.data["lines"]))


def _texts(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the texts of an ERP order with their places."""
    for name, value in (data.get("custom") or {}).items():
        yield f"custom.{name}", str(value)
    for party in ("ship_to", "bill_to"):
        for text in data.get(party) or ():
            yield party, text
    yield "shipping_method", data.get("shipping_method", "")
    for value in data.get("payment") or ():
        yield "payment", str(value)


def _forms(date: str) -> tuple[str, ...]:
    """Return the ways in which systems write a date."""
    year, month, day = date.split("-")
    return (
        date,
        f"{year}{month}{day}",
        f"{day}.{month}.{year}",
        f"{day}/{month}/{year}",
        f"{month}/{day}/{year}",
    )
