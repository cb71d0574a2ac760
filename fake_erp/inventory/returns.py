"""Goods that come back: into stock or onto the scrap heap, and onto a credit note."""

from __future__ import annotations

from collections.abc import Sequence

from fake_erp.accounting.config import Finance
from fake_erp.accounting.credit_notes import CreditNotes
from fake_erp.accounting.journal import Journal
from fake_erp.accounting.numbering import NumberRange
from fake_erp.accounting.posting_periods import Calendar
from fake_erp.channels.feed import Feed
from fake_erp.errors import DuplicateReference, InvalidTransition, NotFound, Place, RuleRefused, See
from fake_erp.inventory.stock import Stock
from fake_erp.model import Checks, Document, Emit, Now, Order, Return
from fake_erp.model.quantities import priced

DISPOSITIONS = ("restock", "scrap")
CREDITS = ("automatic", "manual")
"""Whether the ERP credits a return by itself, or a client does so with a credit note of its own."""


class Returns:
    """Emits `erp.return.posted`."""

    def __init__(
        self,
        now: Now,
        emit: Emit,
        finance: Finance,
        stock: Stock,
        credit_notes: CreditNotes,
        journal: Journal,
        calendar: Calendar,
        checks: Checks,
        feed: Feed[Return],
    ) -> None:
        self._now = now
        self._emit = emit
        self._stock = stock
        self._credit_notes = credit_notes
        self._journal = journal
        self._calendar = calendar
        self._checks = checks
        self._numbers = NumberRange.of("return", finance.number_ranges)
        self.by_number: dict[str, Return] = {}
        self.by_reference: dict[str, Return] = {}
        self.feed = feed

    def get(self, number: str) -> Return:
        """Raises NotFound."""
        found = self.by_number.get(number)
        if found is None:
            raise NotFound(
                (f"there is no return {number[:64]!r}; ", See("return.list"), " lists them"), "number"
            )
        return found

    def create(
        self,
        order: Order,
        lines: Sequence[tuple[int, int]],
        disposition: str = "restock",
        by: str = "",
        why: str = "",
        reference: str = "",
        document: Document | None = None,
        credit: str = "automatic",
    ) -> Return:
        """Take back units of an order: (position of the line, units).

        Raises ErpError, and then nothing came back: more than was shipped, a reference seen before, a closed
        period, a frozen warehouse.
        """
        if disposition not in DISPOSITIONS:
            raise ValueError(f"a disposition is one of {', '.join(DISPOSITIONS)}; got {disposition!r}")
        wanted = self._checked(order, lines, reference)
        for check in self._checks.goods_return:
            check(order, document)
        now = self._now()
        number = self._numbers.next()
        goods = Return(number, order, wanted, disposition, why, now, reference, credit=credit)
        self.by_number[number] = goods
        if reference:
            self.by_reference[reference] = goods
        order.papers += (goods,)
        self._move(goods)
        self._emit(
            "erp.return.posted",
            {"order": order.number, "ref": order.external_reference, "return": number},
            {
                "disposition": disposition,
                "lines": [[order.lines[at].item.sku, units] for at, units in wanted],
                "by": by,
                "reference": reference,
            },
        )
        if credit == "automatic":
            self._credit_notes.expect(goods)
        self.feed.touch(goods)
        return goods

    def _move(self, goods: Return) -> None:
        scrapped = 0
        for at, units in goods.lines:
            line = goods.order.lines[at]
            line.returned += units
            if goods.disposition == "restock":
                self._stock.receive(line.item.sku, line.row.warehouse, units, "return")
            else:
                scrapped += priced(line.item.cost_cents, units, line.item.scale)
        self._journal.post(goods.number, (("stock_differences", scrapped), ("cost_of_goods", -scrapped)))

    def _checked(
        self, order: Order, lines: Sequence[tuple[int, int]], reference: str
    ) -> list[tuple[int, int]]:
        earlier = self.by_reference.get(reference) if reference else None
        if earlier is not None:
            raise DuplicateReference(
                (Place("external_reference"), f" {reference!r} is that of return {earlier.number}"),
                "external_reference",
                {"number": earlier.number},
            )
        if not any(line.shipped for line in order.lines):
            raise InvalidTransition(
                f"order {order.number} has not been shipped, so nothing can come back; cancel it instead",
                "order",
                {"number": order.number, "status": order.status, "allowed": []},
            )
        now = self._now()
        for module in ("stock", "ledger"):
            if self._calendar.is_closed(now, module):
                raise self._calendar.refusal(now)
        wanted: dict[int, int] = {}
        for number, (at, units) in enumerate(lines, 1):
            wanted[at] = wanted.get(at, 0) + units
            line = order.lines[at]
            left = line.shipped - line.returned
            if wanted[at] > left:
                place = Place("quantity", number)
                raise RuleRefused(
                    "returned_within_shipped",
                    "return_exceeds_shipped",
                    (place, f": {left} of {line.item.sku} can still be returned, got {wanted[at]}"),
                    place,
                    {"order": order.number, "item": line.item.sku, "left": left},
                )
        return list(wanted.items())
