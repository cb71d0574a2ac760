"""The books against themselves: whatever is shipped, billed, paid, returned and credited, in any order.

A walk is a house, and so many acts drawn from a seed; fewer acts are a shorter walk along the same way.
"""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from fake_erp import ErpConfig
from fake_erp.credit import recomputed
from fake_erp.currencies import to_home
from fake_erp.errors import ErpError
from fake_erp.finance import Finance
from fake_erp.model import Invoice, Order, Payment

from .world import MOUNTS, World

SKUS = ("A", "B", "C")


class Walk:
    def __init__(self, seed: int) -> None:
        self.rng = rng = Random(seed)
        finance = Finance(
            tax_rounding=rng.choice(["line", "document"]),  # type: ignore[arg-type]
            coins_cents=rng.choice([{}, {"EUR": 5, "CHF": 5}]),
            rates_micro=rng.choice([{}, {"CHF": 1_086_517, "USD": 913_333}]),
            overpayment=rng.choice(["refuse", "keep"]),  # type: ignore[arg-type]
            credit_returns=rng.choice(["run", "at_once"]),  # type: ignore[arg-type]
        )
        config = ErpConfig(
            finance=finance,
            partial_deliveries=rng.random() < 0.7,
            payment_terms_ms=rng.choice([None, None, 0]),
            lead_ms=0,
            token_lifetime_ms=10**12,
        )
        self.world = World(config)
        self.erp = self.world.erp
        self.client = MOUNTS["in_process"](self.erp).login()
        exempt = self.erp.customers.add("Ex", "ex@example.com", {})
        self.erp.customers.update(exempt, {"tax_status": "exempt"})
        self.customers = [self.world.customer, exempt.number]
        self.done: dict[str, int] = {}

    def act(self) -> None:
        """One act of the house or of a client, as the seed has it."""
        acts = (
            self.order,
            self.wave,
            self.bill,
            self.pay,
            self.take_back,
            self.grant,
            self.goods,
            self.change,
        )
        act = self.rng.choices(acts, weights=(4, 3, 3, 3, 3, 1, 2, 1))[0]
        if act():
            self.done[act.__name__] = self.done.get(act.__name__, 0) + 1

    def some_order(self) -> Order | None:
        orders = list(self.erp.orders.by_number.values())
        return self.rng.choice(orders) if orders else None

    def order(self) -> bool:
        rng = self.rng
        lines = [
            {
                "item": rng.choice(SKUS),
                "quantity": rng.randint(1, 9),
                "unit_price": rng.choice(["0.99", "3.33", "19.99"]),
                "discount": rng.choice(["0.00", "0.05"]),
            }
            for _ in range(rng.randint(1, 3))
        ]
        document = self.world.order(
            lines=lines,
            currency=rng.choice(["EUR", "CHF", "USD"]),
            prices_include_tax=rng.random() < 0.5,
            payment={"prepaid": rng.random() < 0.4},
            shipping={"amount": rng.choice(["0.00", "4.90"])},
            customer=rng.choice(self.customers),
            external_reference=None,
        )
        return self.client.post("/orders", document).status == 201

    def wave(self) -> bool:
        return self.erp.shipping.wave() > 0

    def bill(self) -> bool:
        return self.erp.invoicing.run() > 0

    def pay(self) -> bool:
        order = self.some_order()
        if order is None:
            return False
        owed = max(1, self.erp.payments.owed_cents(order))
        cents = self.rng.choice([owed, owed, self.rng.randint(1, 2 * owed)])
        reply = self.client.post("/payments", {"order": order.number, "amount": f"{cents / 100:.2f}"})
        assert reply.status in (201, 409, 422), reply
        return reply.status == 201

    def take_back(self) -> bool:
        order = self.some_order()
        if order is None:
            return False
        at = self.rng.randrange(len(order.lines))
        units = self.rng.randint(1, 4)
        body = {
            "order": order.number,
            "lines": [{"line": at + 1, "quantity": units}],
            "disposition": self.rng.choice(["restock", "scrap"]),
        }
        left = order.lines[at].shipped - order.lines[at].returned
        reply = self.client.post("/returns", body)
        assert (reply.status == 201) == (units <= left), reply
        return reply.status == 201

    def grant(self) -> bool:
        invoices = list(self.erp.receivables.by_number.values())
        if not invoices:
            return False
        invoice, cents = self.rng.choice(invoices), self.rng.randint(1, 1500)
        left = invoice.total_cents - invoice.credited_cents
        try:
            self.erp.credit_notes.grant(invoice, cents, "goodwill")
        except ErpError:
            assert cents > left
            return False
        return True

    def goods(self) -> bool:
        sku, units = self.rng.choice(SKUS), self.rng.randint(0, 20)
        if self.rng.random() < 0.2:
            self.erp.stock.count(sku, "main", self.erp.stock.row(sku, "main").allocated + units)
        else:
            self.erp.stock.receive(sku, "main", units)
        return True

    def change(self) -> bool:
        """Another rate, or an order given up, whole or its rest."""
        if self.rng.random() < 0.3:
            self.erp.currencies.set_rate("CHF", self.rng.randint(500_000, 2_000_000))
            return True
        order = self.some_order()
        return order is not None and self.client.post(f"/orders/{order.number}/cancel").status == 200

    # -- what must hold ----------------------------------------------------------------------------------

    def check(self) -> None:
        self.debits_equal_credits_and_balances_are_their_sums()
        self.the_accounts_are_worth_what_the_documents_say()
        self.exposure_equals_the_documents()
        for order in self.erp.orders.by_number.values():
            self.nothing_is_billed_paid_returned_or_credited_twice(order)

    def debits_equal_credits_and_balances_are_their_sums(self) -> None:
        sums: dict[str, int] = {}
        for posting in self.erp.journal.page(0, 10**6):
            assert sum(cents for _, cents in posting.entries) == 0
            for account, cents in posting.entries:
                sums[account] = sums.get(account, 0) + cents
        assert sums == {name: cents for name, cents in self.erp.journal.balances.items() if name in sums}
        assert not any(cents for name, cents in self.erp.journal.balances.items() if name not in sums)

    def the_accounts_are_worth_what_the_documents_say(self) -> None:
        balance = self.erp.journal.balance
        invoices = self.erp.receivables.by_number.values()
        assert balance("receivables") == sum(to_home(i.open_cents, i.rate_micro) for i in invoices)
        payments = self.erp.payments.by_number.values()
        assert balance("prepayments") == -sum(to_home(p.unapplied_cents, p.rate_micro) for p in payments)
        assert balance("cash") == sum(to_home(p.amount_cents, p.rate_micro) for p in payments)
        cost = {sku: item.cost_cents for sku, item in self.erp.items.by_sku.items()}
        assert balance("inventory") == sum(row.on_hand * cost[row.item] for row in self.erp.stock.rows())

    def exposure_equals_the_documents(self) -> None:
        orders = self.erp.orders.by_number.values()
        for customer in self.erp.customers.by_number.values():
            assert customer.exposure_cents == recomputed(customer, orders) >= 0

    def nothing_is_billed_paid_returned_or_credited_twice(self, order: Order) -> None:
        invoices = [paper for paper in order.papers if type(paper) is Invoice]
        assert order.billed_cents == sum(i.total_cents for i in invoices) <= order.total_cents
        if order.status in ("invoiced", "closed"):
            assert order.billed_cents == order.total_cents
            assert sum(i.tax_cents for i in invoices) == order.tax_cents
            assert (order.status == "closed") == (not any(i.open_cents for i in invoices))
        for invoice in invoices:
            assert 0 <= invoice.open_cents <= invoice.total_cents
            assert 0 <= invoice.credited_cents <= invoice.total_cents
        for line in order.lines:
            assert line.credited <= line.returned <= line.shipped
            assert line.billed <= line.shipped
        ahead = sum(paper.unapplied_cents for paper in order.papers if type(paper) is Payment)
        assert order.paid_ahead_cents == ahead


@given(st.integers(0, 2**32), st.integers(1, 60))
@settings(max_examples=150, deadline=None)
def test_the_books_agree_with_themselves_after_every_act(seed: int, acts: int) -> None:
    walk = Walk(seed)
    for _ in range(acts):
        walk.act()
        walk.check()


def test_walks_do_everything() -> None:
    """The test above would be worth little if its acts came to nothing."""
    done: dict[str, int] = {}
    for seed in range(30):
        walk = Walk(seed)
        for _ in range(60):
            walk.act()
        for name, times in walk.done.items():
            done[name] = done.get(name, 0) + times
        walk.check()
    assert all(done.get(name, 0) >= 30 for name in ("order", "wave", "bill", "pay", "take_back", "grant"))
