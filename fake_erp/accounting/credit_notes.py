"""Credit notes: for goods that came back, or as a price reduction. Never above what was billed."""

from __future__ import annotations

from fake_erp.accounting.config import Finance
from fake_erp.accounting.currencies import to_home
from fake_erp.accounting.invoice_amounts import gross, share
from fake_erp.accounting.journal import Journal
from fake_erp.accounting.money import amount_text
from fake_erp.accounting.numbering import NumberRange
from fake_erp.accounting.receivables import Receivables
from fake_erp.channels.feed import Feed
from fake_erp.errors import NotFound, RuleRefused, See
from fake_erp.model import CreditNote, Emit, Invoice, Line, Now, Order, Return
from fake_erp.sales import credit_exposure


class CreditNotes:
    """Emits `erp.credit_note.posted`. Amounts are in the currency of the order."""

    def __init__(
        self,
        now: Now,
        emit: Emit,
        finance: Finance,
        receivables: Receivables,
        journal: Journal,
        feed: Feed[CreditNote],
    ) -> None:
        self._now = now
        self._emit = emit
        self._receivables = receivables
        self._journal = journal
        self._numbers = NumberRange.of("credit_note", finance.number_ranges)
        self._waiting: list[tuple[Return, int, int]] = []
        self.at_once = finance.credit_returns == "at_once"
        self.by_number: dict[str, CreditNote] = {}
        self.feed = feed

    def get(self, number: str) -> CreditNote:
        """Raises NotFound."""
        note = self.by_number.get(number)
        if note is None:
            raise NotFound(
                (f"there is no credit note {number[:64]!r}; ", See("credit_note.list"), " lists them"),
                "number",
            )
        return note

    def expect(self, goods: Return) -> None:
        """Credit what came back, in the next posting run or at once. What is not billed yet waits for it."""
        self._waiting += [(goods, at, units) for at, units in goods.lines]
        if self.at_once:
            self.run()

    def run(self) -> int:
        """Post what is due; the number of credit notes posted."""
        if not self._waiting or not self._numbers.has(2 * len(self._waiting)):
            return 0
        waiting, self._waiting = self._waiting, []
        due: dict[tuple[str, str], tuple[Return, Invoice, list[tuple[int, int]]]] = {}
        for goods, at, units in waiting:
            for invoice, taken in self._billed(goods.order, at, units):
                _, _, lines = due.setdefault((goods.number, invoice.number), (goods, invoice, []))
                lines.append((at, taken))
                units -= taken
            if units:
                self._waiting.append((goods, at, units))
        unfinished = {goods.number: None for goods, _, _ in self._waiting}
        for goods, invoice, lines in due.values():
            self._credit(goods, invoice, lines)
            if goods.number not in unfinished:
                goods.status = "credited"
        return len(due)

    def grant(self, invoice: Invoice, amount_cents: int, why: str) -> CreditNote:
        """A price reduction. Raises RuleRefused for more than the invoice has left."""
        left = invoice.total_cents - invoice.credited_cents
        if not 0 < amount_cents <= left:
            raise RuleRefused(
                "credited_within_billed",
                "credit_exceeds_invoice",
                f"amount: invoice {invoice.number} has {amount_text(left)} left to credit, "
                f"got {amount_text(amount_cents)}",
                "amount",
                {"invoice": invoice.number, "left": amount_text(left)},
            )
        whole = invoice.total_cents
        tax = (2 * invoice.tax_cents * amount_cents + whole) // (2 * whole)
        return self._post(invoice, amount_cents, tax, why, "")

    def _billed(self, order: Order, at: int, units: int) -> list[tuple[Invoice, int]]:
        """Which invoices billed these units and have not credited them: the oldest first."""
        found = []
        for invoice in self._receivables.of(order):
            credited = invoice.credited_units
            if credited is None:
                credited = invoice.credited_units = {}
            taken = min(units, _units(invoice, at) - credited.get(at, 0))
            if taken > 0:
                credited[at] = credited.get(at, 0) + taken
                found.append((invoice, taken))
                units -= taken
        return found

    def _credit(self, goods: Return, invoice: Invoice, lines: list[tuple[int, int]]) -> None:
        order = goods.order
        total = tax = 0
        for at, units in lines:
            line = order.lines[at]
            total += _part(gross(line, order), line, units)
            tax += _part(line.tax_cents, line, units)
            line.credited += units
        left = invoice.total_cents - invoice.credited_cents
        if total > left:  # rounding by document or to coins made the invoice smaller than its lines
            total, tax = left, min(tax, left)
        if total:
            note = self._post(invoice, total, tax, goods.why, goods.number)
            goods.credited.append(note.number)

    def _post(self, invoice: Invoice, total_cents: int, tax_cents: int, why: str, goods: str) -> CreditNote:
        order, rate = invoice.order, invoice.rate_micro
        taken = min(total_cents, invoice.open_cents)
        refund = total_cents - taken
        number = self._numbers.next()
        note = CreditNote(number, invoice, total_cents, tax_cents, refund, why, self._now(), goods)
        self.by_number[number] = note
        order.papers += (note,)
        invoice.credited_cents += total_cents
        lowered = self._receivables.reduce(invoice, taken)
        tax, owed = to_home(tax_cents, rate), to_home(refund, rate)
        self._journal.post(
            number,
            (
                ("returns", lowered + owed - tax),
                ("tax", tax),
                ("receivables", -lowered),
                ("payment_provider" if order.prepaid else "refunds", -owed),
            ),
        )
        self.feed.touch(note)
        credit_exposure.refresh(order)
        self._emit(
            "erp.credit_note.posted",
            {"order": order.number, "ref": order.external_reference, "credit_note": number},
            {
                "total_cents": total_cents,
                "currency": order.currency,
                "invoice": invoice.number,
                "return": goods,
            },
        )
        self._receivables.settle(order)
        return note


def _units(invoice: Invoice, at: int) -> int:
    if not invoice.lines:
        return invoice.order.lines[at].quantity
    return sum([units for position, units, _ in invoice.lines if position == at])


def _part(cents: int, line: Line, units: int) -> int:
    return share(cents, line, line.credited + units) - share(cents, line, line.credited)
