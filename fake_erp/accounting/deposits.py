"""Customer deposits: money that is posted without an order, applied to one later, or paid back.

Source: NetSuite help, "Customer Deposits"; Microsoft Learn, "Receive and apply payments" (payments on account).
"""

from __future__ import annotations

from fake_erp.accounting.config import Finance
from fake_erp.accounting.currencies import Currencies, to_home
from fake_erp.accounting.journal import Journal
from fake_erp.accounting.numbering import NumberRange
from fake_erp.accounting.posting_periods import Calendar
from fake_erp.channels.feed import Feed
from fake_erp.errors import DuplicateReference, InvalidTransition, NotFound, RuleRefused, See
from fake_erp.model import Deposit, Emit, Now, Order


class Deposits:
    """Emits `erp.deposit.posted`, `.applied` and `.refunded`. An installation without deposits refuses all of it."""

    def __init__(
        self,
        now: Now,
        emit: Emit,
        finance: Finance,
        journal: Journal,
        currencies: Currencies,
        calendar: Calendar,
    ) -> None:
        self._now = now
        self._emit = emit
        self._is_open = finance.deposits
        self._unique_references = finance.duplicate_payment == "refuse"
        self._journal = journal
        self._currencies = currencies
        self._calendar = calendar
        self._numbers = NumberRange.of("deposit", finance.number_ranges)
        self.by_number: dict[str, Deposit] = {}
        self.by_reference: dict[str, Deposit] = {}
        self.feed: Feed[Deposit] = Feed()

    def require_open(self) -> None:
        """Raises NotFound where the installation takes no deposits."""
        if not self._is_open:
            raise NotFound("deposits are not enabled in this ERP; post payments for orders instead")

    def get(self, number: str) -> Deposit:
        """Raises NotFound."""
        self.require_open()
        deposit = self.by_number.get(number)
        if deposit is None:
            raise NotFound(
                (f"there is no deposit {number[:64]!r}; ", See("deposit.list"), " lists them"), "number"
            )
        return deposit

    def receive(
        self, order_reference: str, amount_cents: int, currency: str, reference: str, method: str, by: str
    ) -> Deposit:
        """Post money for an order with that external reference, which need not exist.

        Raises ErpError for a reference used before, an unknown currency and a closed ledger.
        """
        self.require_open()
        earlier = self.by_reference.get(reference) if reference else None
        if earlier is not None and self._unique_references:
            raise DuplicateReference(
                f"reference {reference!r} is that of deposit {earlier.number}; it was not posted again",
                "reference",
                {"number": earlier.number},
            )
        self._currencies.require(currency)
        self._require_open_ledger()
        rate = self._currencies.rate_micro(currency)
        deposit = Deposit(
            self._numbers.next(),
            order_reference,
            amount_cents,
            currency,
            reference,
            method,
            self._now(),
            rate,
        )
        self.by_number[deposit.number] = deposit
        if reference:
            self.by_reference.setdefault(reference, deposit)
        self._move(deposit, "cash", "deposits")
        self._emit(
            "erp.deposit.posted",
            self._keys(deposit),
            {"amount_cents": amount_cents, "currency": currency, "reference": reference, "by": by},
        )
        return deposit

    def apply(self, deposit: Deposit, order: Order, by: str) -> Deposit:
        """Let an open deposit pay an order. What the provider owed the company for it has then come in.

        Raises ErpError for a deposit that is not open, an order that is cancelled or in another currency, and a closed
        ledger.
        """
        self._require(deposit, "open")
        if order.status == "cancelled":
            raise InvalidTransition(
                f"order {order.number} is cancelled and takes no deposit; refund deposit {deposit.number}",
                "order",
                {"number": order.number, "status": order.status, "allowed": []},
            )
        if order.currency != deposit.currency:
            raise RuleRefused(
                "deposit_currency",
                "wrong_currency",
                f"order: {order.number} is in {order.currency}, deposit {deposit.number} in {deposit.currency}; "
                "apply it to an order in its currency",
                "order",
                {"order": order.number, "currency": order.currency},
            )
        self._require_open_ledger()
        if deposit.order is None:
            self._move(deposit, "deposits", "payment_provider")
        deposit.order = order
        self._emit("erp.deposit.applied", self._keys(deposit), {"order": order.number, "by": by})
        return deposit

    def refund(self, deposit: Deposit, by: str) -> Deposit:
        """Pay an open deposit back. Raises ErpError for one that is not open, and a closed ledger."""
        self._require(deposit, "open")
        self._require_open_ledger()
        self._move(deposit, "deposits" if deposit.order is None else "payment_provider", "cash")
        deposit.refunded_at_ms = self._now()
        data = {"amount_cents": deposit.amount_cents, "by": by}
        self._emit("erp.deposit.refunded", self._keys(deposit), data)
        return deposit

    def _move(self, deposit: Deposit, debit: str, credit: str) -> None:
        cents = to_home(deposit.amount_cents, deposit.rate_micro)
        self._journal.post(deposit.number, ((debit, cents), (credit, -cents)))

    def _keys(self, deposit: Deposit) -> dict[str, str]:
        """The keys of a fact about a deposit that has just changed."""
        self.feed.touch(deposit)
        return {"deposit": deposit.number, "ref": deposit.order_reference}

    def _require(self, deposit: Deposit, status: str) -> None:
        self.require_open()
        if deposit.status != status:
            number = "" if deposit.order is None else f" to order {deposit.order.number}"
            raise InvalidTransition(
                f"deposit {deposit.number} is {deposit.status}{number}; only one that is {status} can be applied "
                "or paid back",
                "number",
                {"number": deposit.number, "status": deposit.status, "allowed": []},
            )

    def _require_open_ledger(self) -> None:
        now = self._now()
        if self._calendar.is_closed(now, "ledger"):
            raise self._calendar.refusal(now)
