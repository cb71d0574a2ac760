"""Batch entry of orders: heads, lines, addresses, charges and free fields are gathered, and confirmed at last.

What is wrong with the order as a whole shows only when the confirmed entry is processed: the confirmation is answered
as usual, and the entry stays with status 05 and the message.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fake_erp.dialects.infor_m3.fields import ADDRESS, HEAD, LINE
from fake_erp.dialects.short import documents
from fake_erp.errors import ErpError, NotFound
from fake_erp.model import Order
from fake_erp.times import instant_text

if TYPE_CHECKING:
    from fake_erp.erp import Erp

WAITING, FAILED, DONE = "02", "05", "90"
MOST_OPEN = 10_000
"""Entries that are kept; beyond it the oldest are forgotten."""


@dataclass
class Entry:
    """An entry by its temporary order number."""

    number: str
    head: dict[str, str]
    lines: list[dict[str, str]] = field(default_factory=list)
    addresses: dict[str, dict[str, str]] = field(default_factory=dict)
    free: dict[str, str] = field(default_factory=dict)
    charge: str = ""
    status: str = WAITING
    order: str = ""
    message: str = ""

    @property
    def reference(self) -> str:
        """The order number of the customer."""
        return self.head.get("CUOR", "")


class Entries:
    """The batch entry tables; they are kept in `Erp.dialect_data`."""

    def __init__(self) -> None:
        self.by_number: dict[str, Entry] = {}
        self._last = 0

    def add(self, head: dict[str, str]) -> Entry:
        """A new entry."""
        self._last += 1
        entry = Entry(f"T{self._last:09d}", head)
        self.by_number[entry.number] = entry
        if len(self.by_number) > MOST_OPEN:
            del self.by_number[next(iter(self.by_number))]
        return entry

    def get(self, number: str) -> Entry:
        """The entry of a temporary order number. Raises NotFound."""
        entry = self.by_number.get(number)
        if entry is None:
            raise NotFound(f"Order number {number[:20]} does not exist", "number")
        return entry


def entries_of(erp: Erp) -> Entries:
    """The batch entry tables of an ERP."""
    kept: Entries = erp.dialect_data.setdefault("infor_m3", Entries())
    return kept


SPECIAL = {"PREPAID": "payment.prepaid", "PAYAMOUNT": "payment.amount", "PRICESINCL": "prices_include_tax"}
"""Free fields that stand for a neutral one."""


def instant(day: str, time: str, erp: Erp) -> Any:
    """The time of order from a date such as 20251128 and a time such as 045900; as it came where it is none."""
    if not day:
        return instant_text(erp.now())
    if len(day) != 8 or not day.isdigit():
        return day
    clock = time if len(time) == 6 and time.isdigit() else "000000"
    return f"{day[:4]}-{day[4:6]}-{day[6:]}T{clock[:2]}:{clock[2:4]}:{clock[4:]}Z"


def document_of(erp: Erp, entry: Entry) -> dict[str, Any]:
    """The order of an entry with neutral names."""
    given = HEAD.read(entry.head)
    for name in ("number", "status", "hold_reason", "total", "net", "subtotal"):
        given.pop(name, None)
    given["ordered_at"] = instant(entry.head.get("ORDT", ""), entry.head.get("ORTM", ""), erp)
    given["lines"] = [line_of(line) for line in entry.lines]
    given["release"] = entry.head.get("OBLC", "0") in ("", "0")
    if entry.charge:
        given.setdefault("shipping", {})["amount"] = entry.charge
    for kind, which in (("01", "ship_to"), ("03", "bill_to")):
        if kind in entry.addresses:
            given[which] = {
                part: value for name, part in ADDRESS.items() if (value := entry.addresses[kind].get(name))
            }
    for name, value in entry.free.items():
        _free(given, name, value)
    return given


def _free(given: dict[str, Any], name: str, value: str) -> None:
    special = SPECIAL.get(name)
    if special is None:
        given.setdefault("custom", {})[name] = value
        return
    read: Any = value == "1" if special != "payment.amount" else value
    outer, _, inner = special.rpartition(".")
    (given.setdefault(outer, {}) if outer else given)[inner] = read


def line_of(row: dict[str, str]) -> dict[str, Any]:
    """A line of an entry with neutral names."""
    names = ("item", "quantity", "unit", "unit_price", "discount", "warehouse")
    return {name: value for name, value in LINE.read(row).items() if name in names and value != ""}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a confirmation: the order, or the refusal that the processing of the entry met with."""

    entry: Entry
    order: Order | None
    error: ErpError | None = None


@dataclass(frozen=True, slots=True)
class ConfirmEntry:
    """Confirms an entry and processes it. A refusal of the order is kept with the entry and not answered."""

    erp: Erp
    entry: Entry
    by: str
    discard: bool = False

    def perform(self, parts: Any, hides: Any = None) -> Outcome:
        """The outcome. Raises ErpError where the entry was confirmed before."""
        entry = self.entry
        if entry.status != WAITING:
            raise NotFound(f"Order number {entry.number} is already confirmed", "number")
        document = document_of(self.erp, entry)
        try:
            self.erp.active_quirks.check_row(entry.reference)
            command = documents.create_order(self.erp, document, self.by, discard=self.discard)
            order = command.perform(parts, hides)
        except ErpError as error:
            self.erp.orders.refused(entry.reference, error)
            entry.status, entry.message = FAILED, str(error)
            return Outcome(entry, None, error)
        entry.status, entry.order = DONE, order.number
        return Outcome(entry, order)
