"""Credit notes: for goods that came back, for an amount, or as a price reduction. Never above what was billed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fake_erp.accounting.config import Finance
from fake_erp.accounting.currencies import to_home
from fake_erp.accounting.invoice_amounts import gross, share
from fake_erp.accounting.journal import Journal
from fake_erp.accounting.money import amount_text
from fake_erp.accounting.numbering import NumberRange
from fake_erp.accounting.posting_periods import Calendar
from fake_erp.accounting.receivables import Receivables
from fake_erp.channels.feed import Feed
from fake_erp.errors import DuplicateReference, InvalidTransition, NotFound, Place, RuleRefused, See
from fake_erp.model import CreditNote, Emit, Invoice, Line, Now, Order, Return
from fake_erp.sales import credit_exposure


@dataclass(frozen=True, slots=True)
class Wanted:
    """A credit note that a client asks for: an amount, units of the order's lines, or both.

    `lines` are (position of the order line, units); without an amount they are credited at their share of the line.
    `goods` is the return that is credited, and then `lines` are its own.
    """

    order: Order
    amount_cents: int | None
    lines: Sequence[tuple[int, int]] = ()
    invoice: Invoice | None = None
    """None: the oldest one of the order that has enough left."""
    goods: Return | None = None
    reference: str = ""
    why: str = ""


class CreditNotes:
    """Emits `erp.credit_note.posted`. Amounts are in the currency of the order."""

    def __init__(
        self,
        now: Now,
        emit: Emit,
        finance: Finance,
        receivables: Receivables,
        journal: Journal,
        calendar: Calendar,
        feed: Feed[CreditNote],
    ) -> None:
        self._now = now
        self._emit = emit
        self._receivables = receivables
        self._journal = journal
        self._calendar = calendar
        self._unique_references = finance.duplicate_credit_note == "refuse"
        self._numbers = NumberRange.of("credit_note", finance.number_ranges)
        self._waiting: list[tuple[Return, int, int]] = []
        self.at_once = finance.credit_returns == "at_once"
        self.by_number: dict[str, CreditNote] = {}
        self.by_reference: dict[str, CreditNote] = {}
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
        settled: dict[str, Return] = {}
        for goods, at, units in waiting:
            for invoice, taken in self._billed(goods.order, at, units):
                _, _, lines = due.setdefault((goods.number, invoice.number), (goods, invoice, []))
                lines.append((at, taken))
                units -= taken
            if units and not _is_credited(goods.order, at):
                self._waiting.append((goods, at, units))
            elif units:
                settled[goods.number] = goods
        unfinished = {goods.number: None for goods, _, _ in self._waiting}
        for goods, invoice, lines in due.values():
            self._credit(goods, invoice, lines)
            settled[goods.number] = goods
        for goods in settled.values():
            if goods.number not in unfinished:
                goods.status = "credited"
        return len(due)

    def grant(self, invoice: Invoice, amount_cents: int, why: str) -> CreditNote:
        """A price reduction. Raises RuleRefused for more than the invoice has left."""
        return self.issue(Wanted(invoice.order, amount_cents, invoice=invoice, why=why), whenever=True)

    def issue(self, wanted: Wanted, by: str = "", whenever: bool = False) -> CreditNote:
        """Post the credit note a client asks for. `whenever` posts into a closed ledger too.

        Raises ErpError, and then nothing was credited: a reference seen before, a closed ledger, an order without an
        invoice, a return that is credited otherwise, more units or more money than was billed.
        """
        self._check_reference(wanted.reference)
        now = self._now()
        if not whenever and self._calendar.is_closed(now, "ledger"):
            raise self._calendar.refusal(now)
        goods, order = wanted.goods, wanted.order
        lines = list(_checked(order, wanted.lines) if goods is None else _units_of(goods))
        amount = wanted.amount_cents
        if amount is None:
            amount = sum(
                [_part(gross(order.lines[at], order), order.lines[at], units) for at, units in lines]
            )
        invoice = self._with_enough(wanted, amount)
        tax = (2 * invoice.tax_cents * amount + invoice.total_cents) // (2 * invoice.total_cents)
        for at, units in lines:
            self._billed(order, at, units)
            order.lines[at].credited += units
        note = self._post(
            invoice,
            CreditNote(
                self._numbers.next(),
                invoice,
                amount,
                tax,
                0,
                wanted.why,
                now,
                "" if goods is None else goods.number,
                wanted.reference,
                tuple(lines),
            ),
            by,
        )
        if goods is not None:
            goods.credited.append(note.number)
            goods.status = "credited"
        return note

    def _check_reference(self, reference: str) -> None:
        earlier = self.by_reference.get(reference) if reference else None
        if earlier is not None and self._unique_references:
            raise DuplicateReference(
                f"reference {reference!r} is that of credit note {earlier.number}; it was not posted again",
                "reference",
                {"number": earlier.number},
            )

    def _with_enough(self, wanted: Wanted, amount_cents: int) -> Invoice:
        order = wanted.order
        invoices = self._receivables.of(order) if wanted.invoice is None else [wanted.invoice]
        if not invoices:
            raise InvalidTransition(
                f"order {order.number} has not been invoiced, so nothing can be credited; change or cancel it, or wait "
                "for its invoice",
                "order",
                {"number": order.number, "status": order.status, "allowed": []},
            )
        fitting = [each for each in invoices if each.total_cents - each.credited_cents >= amount_cents]
        most = max(invoices, key=lambda each: each.total_cents - each.credited_cents)
        if fitting and amount_cents > 0:
            return fitting[0]
        left = amount_text(most.total_cents - most.credited_cents)
        raise RuleRefused(
            "credited_within_billed",
            "credit_exceeds_invoice",
            f"amount: invoice {most.number} has {left} left to credit, got {amount_text(amount_cents)}",
            "amount",
            {"invoice": most.number, "left": left},
        )

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
            number, now = self._numbers.next(), self._now()
            note = CreditNote(
                number, invoice, total, tax, 0, goods.why, now, goods.number, lines=tuple(lines)
            )
            self._post(invoice, note, "job:posting_run")
            goods.credited.append(note.number)

    def _post(self, invoice: Invoice, note: CreditNote, by: str) -> CreditNote:
        order, rate, number = invoice.order, invoice.rate_micro, note.number
        total_cents, tax_cents = note.total_cents, note.tax_cents
        taken = min(total_cents, invoice.open_cents)
        refund = note.refund_cents = total_cents - taken
        self.by_number[number] = note
        if note.reference:
            self.by_reference.setdefault(note.reference, note)
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
                "return": note.goods_return,
                "reference": note.reference,
                "by": by,
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


def _is_credited(order: Order, at: int) -> bool:
    """Whether all units that were shipped are billed: what is left to credit of them was credited before."""
    return order.lines[at].billed == order.lines[at].shipped


def _checked(order: Order, lines: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Units by position of the line. Raises RuleRefused for more of a line than is billed and not credited."""
    wanted: dict[int, int] = {}
    for number, (at, units) in enumerate(lines, 1):
        line = order.lines[at]
        wanted[at] = wanted.get(at, 0) + units
        left = line.billed - line.credited
        if wanted[at] > left:
            place = Place("quantity", number)
            raise RuleRefused(
                "credited_within_billed",
                "credit_exceeds_billed",
                (place, f": {left} of {line.item.sku} are billed and not credited, got {wanted[at]}"),
                place,
                {"order": order.number, "item": line.item.sku, "left": left},
            )
    return list(wanted.items())


def _units_of(goods: Return) -> list[tuple[int, int]]:
    """The units of a return that a client credits itself."""
    if goods.credit != "manual" or goods.status == "credited":
        text = "is credited" if goods.status == "credited" else "will be credited by the next posting run"
        raise InvalidTransition(
            f"return {goods.number} {text}; only a return with credit manual takes one credit note",
            "return",
            {"number": goods.number, "status": goods.status, "allowed": []},
        )
    return _checked(goods.order, goods.lines)
