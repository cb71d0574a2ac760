"""Ledgers written by hand: a run of a few facts, told in the order in which it happened.

    Book().at("10:00").placed("1", [("A", 2, 1000)]).paid("1").created("SO1", "1").end("14:00")

Prices contain 19 % tax, as in the default store; what is not said is right.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from golive.judge.history import History
from golive.judge.oracles import ORACLES, Budgets, Case
from golive.judge.verdicts import Verdict
from golive.record.ledger import MemoryLedger
from golive.record.run import Fact, Finding

DAY_MS = 1_764_288_000_000
"""2025-11-28 00:00 UTC."""
MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS
CADENCE_MS = 30 * MINUTE_MS

Line = tuple[str, int, int] | tuple[str, int, int, int]
"""(SKU, quantity, unit price in cents, discount in cents or none)."""


def clock_ms(clock: str) -> int:
    """`10:00`, `10:00:05` or `10:00:05.250` of that day, in ms since the epoch."""
    hours, minutes, seconds = (*clock.split(":"), "0")[:3]
    return DAY_MS + int(hours) * HOUR_MS + int(minutes) * MINUTE_MS + round(float(seconds) * 1000)


def tax_cents(gross_cents: int) -> int:
    return (2 * gross_cents * 19 + 119) // 238


def content(lines: Sequence[Line], shipping_cents: int = 0, currency: str = "EUR") -> dict[str, Any]:
    """The amounts of a document with these lines."""
    rows: list[list[Any]] = [list(line) if len(line) == 4 else [*line, 0] for line in lines]
    discount = sum(row[3] for row in rows)
    subtotal = sum(row[1] * row[2] for row in rows)
    taxed = [row[1] * row[2] - row[3] for row in rows] + [shipping_cents]
    return {
        "currency": currency,
        "lines": rows,
        "subtotal_cents": subtotal,
        "discount_cents": discount,
        "shipping_cents": shipping_cents,
        "tax_cents": sum(tax_cents(amount) for amount in taxed),
        "total_cents": subtotal - discount + shipping_cents,
    }


class Book:
    """Writes facts at the time set with `at`; every method returns the book."""

    def __init__(self) -> None:
        self.facts: list[Fact] = []
        self.now_ms = clock_ms("08:00")
        self._content: dict[str, dict[str, Any]] = {}
        self._emails: dict[str, str] = {}
        self._calls = 0
        self._papers = 0
        self._attempts: dict[tuple[str, str], int] = {}

    def at(self, clock: str) -> Book:
        now_ms = clock_ms(clock)
        assert now_ms >= self.now_ms, f"{clock} is before the last fact"
        self.now_ms = now_ms
        return self

    def after(self, span_ms: int) -> Book:
        self.now_ms += span_ms
        return self

    def say(self, who: str, kind: str, keys: dict[str, str], data: dict[str, Any]) -> Book:
        self.facts.append(Fact(len(self.facts) + 1, self.now_ms, who, kind, keys, data))
        return self

    # -- the shop ----------------------------------------------------------------------------------------

    def placed(
        self,
        order: str,
        lines: Sequence[Line] = (("A", 1, 1000),),
        method: str = "card",
        email: str | None = None,
        currency: str = "EUR",
        shipping: int = 0,
        ship_to: Sequence[str] = (),
        **terms: Any,
    ) -> Book:
        amounts = self._content[order] = {**content(lines, shipping, currency), "ship_to": list(ship_to)}
        self._emails[order] = email = f"customer-{order}@example.com" if email is None else email
        for sku, quantity, *_ in amounts["lines"]:
            self.reserved(sku, -quantity, order, "order_placed")
        state = "processing" if method == "card" else "new"
        more = {"email": email, "method": method, "state": state, "status": state, "replaces": "", **terms}
        return self.say("shop", "shop.order.placed", {"order": order}, {**amounts, **more})

    def paid(self, order: str, cents: int | None = None) -> Book:
        total = self._content[order]["total_cents"]
        money = {"amount_cents": total if cents is None else cents, "currency": "EUR"}
        self.say("workload", "payment.captured", {"order": order}, money)
        booked = {"amount_cents": total, "currency": "EUR", "method": "card"}
        return self.say("shop", "shop.order.paid", {"order": order}, booked)

    def bought(self, order: str, lines: Sequence[Line] = (("A", 1, 1000),), **more: Any) -> Book:
        """Placed and paid at once."""
        return self.placed(order, lines, **more).paid(order)

    def cancelled(self, order: str) -> Book:
        for sku, quantity, *_ in self._content[order]["lines"]:
            self.reserved(sku, quantity, order, "order_canceled")
        return self.say("shop", "shop.order.cancelled", {"order": order}, {"why": "", "by": "shopper"})

    def reduced(self, order: str, lines: Sequence[Line], **changes: Any) -> Book:
        """A part of an order is cancelled, and these lines are left; `changes` are of the amounts."""
        before, left = self._content[order], content(lines)
        units = {row[0]: row[1] for row in left["lines"]}
        for sku, quantity, *_ in before["lines"]:
            if quantity > units.get(sku, 0):
                self.reserved(sku, quantity - units.get(sku, 0), order, "order_canceled")
        self._content[order] = {**before, **left, **changes}
        data = {**left, **changes, "why": "", "by": "admin"}
        return self.say("shop", "shop.order.reduced", {"order": order}, data)

    def refunded(
        self,
        order: str,
        lines: Sequence[tuple[str, int]] | None = None,
        cents: int | None = None,
        full: bool = True,
        lifted: bool = True,
        paid_back: int | None = None,
        by: str = "shopper",
    ) -> Book:
        """A credit memo and the money; `lifted`: the goods had not been shipped, so reservations go."""
        amounts = self._content[order]
        rows = [(row[0], row[1]) for row in amounts["lines"]] if lines is None else list(lines)
        for sku, quantity in rows if lifted else ():
            self.reserved(sku, quantity, order, "creditmemo_created")
        cents = amounts["total_cents"] if cents is None else cents
        memo = {"amount_cents": cents, "lines": [list(row) for row in rows], "full": full, "by": by}
        self.say("shop", "shop.order.refunded", {"order": order, "creditmemo": "1"}, memo)
        back = {"amount_cents": cents if paid_back is None else paid_back, "currency": "EUR"}
        return self.say("workload", "payment.refunded", {"order": order}, back)

    def shipped(
        self,
        order: str,
        lines: Sequence[tuple[str, int]] | None = None,
        source: str = "main",
        by: str = "api",
    ) -> Book:
        rows = [(row[0], row[1]) for row in self._content[order]["lines"]] if lines is None else list(lines)
        data = {"source": source, "lines": [list(row) for row in rows], "by": by}
        return self.say("shop", "shop.order.shipped", {"order": order, "shipment": "1"}, data)

    def commented(self, order: str, text: str) -> Book:
        data = {"comment": text, "status": None, "by": "api"}
        return self.say("shop", "shop.order.commented", {"order": order}, data)

    def reserved(self, sku: str, quantity: int, order: str = "", event: str = "order_placed") -> Book:
        data = {"event": event, "rows": [[sku, quantity]]}
        return self.say("shop", "shop.reservation.added", {"order": order}, data)

    def shop_stock(
        self, sku: str, quantity: int, source: str = "main", in_stock: bool = True, why: str = "api"
    ) -> Book:
        data = {"why": why, "by": "api", "rows": [[sku, source, quantity, in_stock]]}
        return self.say("shop", "shop.stock.changed", {}, data)

    # -- the ERP -----------------------------------------------------------------------------------------

    def created(
        self,
        number: str,
        ref: str,
        like: str | None = None,
        status: str = "released",
        by: str = "integration",
        email: str | None = None,
        **changes: Any,
    ) -> Book:
        """An ERP order with the content of shop order `like` (else `ref`), but for `changes`."""
        like = ref if like is None else like
        amounts = self._content.get(like) or content([("A", 1, 1000)])
        mail = self._emails.get(like, "customer@example.com") if email is None else email
        more = {"customer": "C1", "email": mail, "channel": "web", "status": status, "by": by}
        return self.say(
            "erp", "erp.order.created", {"order": number, "ref": ref}, {**amounts, **more, **changes}
        )

    def status(self, number: str, to: str, ref: str = "") -> Book:
        data = {"from": "", "to": to, "why": ""}
        return self.say("erp", "erp.order.status", {"order": number, "ref": ref}, data)

    def changed(
        self, number: str, ref: str, lines: Sequence[Line], why: str = "updated", **changes: Any
    ) -> Book:
        """An ERP order that has these lines now."""
        more = {**content(lines), "why": why, "by": "integration", **changes}
        return self.say("erp", "erp.order.changed", {"order": number, "ref": ref}, more)

    def invoiced(self, number: str, cents: int, by: str = "job:posting_run") -> Book:
        data = {"total_cents": cents, "currency": "EUR", "by": by}
        return self.say("erp", "erp.invoice.posted", {"order": number, "ref": "", "invoice": "I"}, data)

    def payment(self, number: str, cents: int, by: str = "integration") -> Book:
        keys = {"order": number, "ref": "", "payment": self._number("PY")}
        data = {"amount_cents": cents, "currency": "EUR", "reference": "", "by": by}
        return self.say("erp", "erp.payment.posted", keys, data)

    def deposit(self, ref: str, cents: int, by: str = "integration") -> Book:
        """Money posted for the shop order `ref`; the deposits of an order are numbered."""
        count = sum(fact.kind == "erp.deposit.posted" and fact.keys["ref"] == ref for fact in self.facts)
        data = {"amount_cents": cents, "currency": "EUR", "reference": "", "by": by}
        return self.say("erp", "erp.deposit.posted", {"deposit": f"DP{ref}-{count}", "ref": ref}, data)

    def deposit_refunded(self, ref: str) -> Book:
        data = {"amount_cents": 0, "by": "integration"}
        return self.say("erp", "erp.deposit.refunded", {"deposit": f"DP{ref}-0", "ref": ref}, data)

    def came_back(
        self, number: str, lines: Sequence[tuple[str, int]] = (("A", 1),), by: str = "integration"
    ) -> Book:
        """Goods of an ERP order back in stock."""
        keys = {"order": number, "ref": "", "return": self._number("RT")}
        rows = [list(row) for row in lines]
        data = {"disposition": "restock", "lines": rows, "by": by, "reference": ""}
        return self.say("erp", "erp.return.posted", keys, data)

    def credited(self, number: str, cents: int, by: str = "integration", goods: str = "") -> Book:
        """A credit note of the ERP; `goods` is the number of the return it credits."""
        keys = {"order": number, "ref": "", "credit_note": self._number("CN")}
        money = {"total_cents": cents, "currency": "EUR", "invoice": "I"}
        data = {**money, "return": goods, "reference": "", "by": by}
        return self.say("erp", "erp.credit_note.posted", keys, data)

    def customer(self, number: str, email: str, by: str = "integration", ref: str = "") -> Book:
        data = {"email": email, "ref": ref, "by": by}
        return self.say("erp", "erp.customer.created", {"customer": number}, data)

    def _number(self, prefix: str) -> str:
        self._papers += 1
        return f"{prefix}{self._papers}"

    def dropped(self, number: str, ref: str) -> Book:
        return self.say("erp", "erp.order.dropped", {"order": number, "ref": ref}, {"why": "discarded"})

    def refused(self, ref: str) -> Book:
        data = {"rule": "mandatory_fields", "code": "validation_failed", "field": "", "message": "no"}
        return self.say("erp", "erp.order.refused", {"ref": ref}, data)

    def delivered(
        self,
        number: str,
        lines: Sequence[tuple[str, int]] = (("A", 1),),
        warehouse: str = "main",
        ref: str = "",
    ) -> Book:
        self.status(number, "shipped", ref)
        data = {"warehouse": warehouse, "lines": [list(row) for row in lines]}
        return self.say("erp", "erp.delivery.posted", {"order": number, "ref": ref, "delivery": "D"}, data)

    def erp_stock(
        self,
        sku: str,
        on_hand: int,
        others: int = 0,
        safety: int = 0,
        warehouse: str = "main",
        own: int = 0,
        why: str = "",
    ) -> Book:
        data = {"why": why, "rows": [[sku, warehouse, on_hand, own, others, safety]]}
        return self.say("erp", "erp.stock.changed", {}, data)

    def stock_set(self, sku: str, was: int, now: int, by: str = "integration") -> Book:
        """Stock of the ERP in `main` that was set."""
        data = {"warehouse": "main", "was": was, "now": now, "by": by}
        return self.say("erp", "erp.stock.set", {"item": sku}, data)

    # -- the candidate -----------------------------------------------------------------------------------

    def shown(self, order: str, what: str = "not in the ERP", why: str = "it refuses") -> Book:
        return self.say("desk", "desk.exception", {"order": order}, {"what": what, "why": why, "fix": "try"})

    def resolved(self, order: str) -> Book:
        return self.say("desk", "desk.resolved", {"order": order}, {})

    def alert(self, text: str = "help") -> Book:
        return self.say("desk", "desk.alert", {}, {"text": text})

    def committed(
        self, x: str, op: str, key: str, truth: str = "applied", status: int | None = 201, late: bool = False
    ) -> Book:
        data = {"op": op, "attempt": 1, "truth": truth, "status": status, "late": late}
        return self.say("wire", "exchange.committed", {"x": x, "key": key}, data)

    def answered(
        self,
        x: str,
        op: str,
        key: str,
        status: int | None = 201,
        told: str = "answered",
        how: str = "",
        sent: str | None = None,
    ) -> Book:
        attempt = self._attempts[op, key] = self._attempts.get((op, key), 0) + 1
        sent_ms = self.now_ms if sent is None else clock_ms(sent)
        data = {"op": op, "attempt": attempt, "sent_ms": sent_ms, "told": told, "status": status, "how": how}
        return self.say("wire", "exchange.answered", {"x": x, "key": key}, {**data, "faults": []})

    def call(
        self,
        op: str,
        key: str,
        status: int | None = 201,
        told: str = "answered",
        how: str = "",
        truth: str | None = "applied",
        took_s: float = 0,
    ) -> Book:
        """A whole exchange, sent now. `truth` None: it never reached the system, or only read."""
        self._calls += 1
        x, sent_ms = f"x{self._calls}", self.now_ms
        if truth is not None:
            self.committed(x, op, key, truth, status)
        self.now_ms += round(took_s * 1000)
        self.answered(x, op, key, None if told != "answered" else status, told, how)
        self.facts[-1].data["sent_ms"] = sent_ms
        return self

    def create_call(self, key: str, **more: Any) -> Book:
        return self.call("erp.order.create", key, **more)

    def notice(
        self,
        order: str,
        name: str = "shop.order.placed",
        event: str = "e1",
        copy: int = 0,
        status: int | None = 200,
        attempt: int = 1,
    ) -> Book:
        data = {"name": name, "event": event, "attempt": attempt, "copy": copy, "handed_ms": self.now_ms}
        keys = {"x": "n", "key": order}
        return self.say("wire", "notice.delivered", keys, {**data, "status": status, "faults": []})

    # -- the run -----------------------------------------------------------------------------------------

    def end(self, clock: str = "20:00") -> Book:
        return self.at(clock).say("run", "run.phase", {}, {"phase": "end"})

    def history(self, cadence_ms: int = CADENCE_MS) -> History:
        return History.of(self.facts, cadence_ms)

    def case(self, **budgets: int) -> Case:
        return Case(self.history(), MemoryLedger(self.facts), Budgets(**budgets))


def verdict_of(book: Book, order: str = "1") -> Verdict:
    return book.case().verdicts[order]


def word_of(book: Book, order: str = "1") -> str:
    return verdict_of(book, order).word


def findings(book: Book, *oracles: str) -> list[Finding]:
    case = book.case()
    asked = [oracle for oracle in ORACLES if not oracles or oracle.info.code in oracles]
    return [finding for oracle in asked for finding in oracle.check(case)]


def kinds(book: Book, *oracles: str) -> list[str]:
    """What the oracles find, each as `O1 lost`."""
    return [f"{finding.oracle} {finding.kind}" for finding in findings(book, *oracles)]


def shared_shelf(book: Book, sku: str = "A", units: int = 100) -> Book:
    """Both systems know of the same units."""
    return book.erp_stock(sku, units).shop_stock(sku, units)


def whole_life(order: str = "1", number: str = "SO1", book: Book | None = None) -> Book:
    """An order as it should be: bought, in the ERP after a minute, delivered, shipped in the shop."""
    book = shared_shelf(Book() if book is None else book).at("10:00").bought(order)
    book.at("10:01").created(number, order)
    book.at("11:00").erp_stock("A", 99).delivered(number, ref=order)
    book.at("11:05").shop_stock("A", 99).reserved("A", 1, order, "shipment_created").shipped(order)
    return book.status(number, "invoiced", order)
