"""Money: bills, payments, deposits and credits."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.erp.machine.calls import called
from tests.erp.machine.steps.running import Running
from tests.erp.machine.strategies import PICK, amount


class MoneySteps(Running):
    """Steps on money."""

    @rule(closer=st.booleans())
    def bill(self, closer: bool) -> None:
        self.do(lambda erp, client: erp.invoicing.run(closer), lambda: self.model.posting_run(closer))

    @precondition(lambda self: self.model.orders)
    @rule(at=PICK, halves=st.sampled_from([1, 2, 2, 2, 3]), reference=st.sampled_from(["", "", "P1", "P2"]))
    def pay(self, at: int, halves: int, reference: str) -> None:
        number, order = self.order(at, lambda order: self.model.owed(order) > 0)
        cents = max(1, self.model.owed(order) * halves // 2)
        body = {"order": number, "amount": amount(cents), "reference": reference}
        self.do(
            lambda erp, client: called(client, "POST", "/payments", body),
            lambda: self.model.pay(number, cents, reference),
        )

    @rule(
        cents=st.integers(1, 5000),
        currency=st.sampled_from(["EUR", "EUR", "CHF"]),
        reference=st.sampled_from(["", "D1", "D2"]),
    )
    def deposit(self, cents: int, currency: str, reference: str) -> None:
        body = {"external_reference": "R1", "amount": amount(cents), "currency": currency}
        body |= {"reference": reference}
        self.do(
            lambda erp, client: called(client, "POST", "/deposits", body),
            lambda: self.model.deposit(cents, currency, reference),
        )

    @precondition(lambda self: self.model.deposits and self.model.orders)
    @rule(at=PICK, order=PICK, back=st.booleans())
    def settle_a_deposit(self, at: int, order: int, back: bool) -> None:
        """It is applied to an order, or paid back."""
        deposits = list(self.model.deposits)
        number = deposits[at % len(deposits)]
        if back:
            self.do(
                lambda erp, client: called(client, "POST", f"/deposits/{number}/refund", {}),
                lambda: self.model.refund_deposit(number),
            )
            return
        name, chosen = self.order(order)
        self.do(
            lambda erp, client: called(client, "POST", f"/deposits/{number}/apply", {"order": name}),
            lambda: self.model.apply_deposit(number, chosen),
        )

    @precondition(lambda self: self.model.numbers.get("IN"))
    @rule(at=PICK, cents=st.integers(1, 3000))
    def grant(self, at: int, cents: int) -> None:
        """A user or, every other time, a client credits an amount."""
        bills = [bill for order in self.model.orders.values() for bill in order["bills"]]
        bill = bills[at % len(bills)]
        if cents % 2:
            self.do(
                lambda erp, client: (
                    erp.credit_notes.grant(erp.invoicing.get(bill["number"]), cents, "x").number
                ),
                lambda: self.model.grant(bill, cents),
            )
            return
        body = {"invoice": bill["number"], "amount": amount(cents), "reference": ("", "M1", "M2")[cents % 3]}
        self.do(
            lambda erp, client: called(client, "POST", "/credit-notes", body),
            lambda: self.model.credit_by_client(bill, cents, str(body["reference"])),
        )
