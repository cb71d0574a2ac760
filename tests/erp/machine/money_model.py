"""What the ERP should do from the shipment on, written anew in plain dicts: deliveries, bills, payments, returns."""

from __future__ import annotations

from .deposit_model import Deposits
from .goods_model import No, Record
from .terms_model import MILLION, rounded


class Model(Deposits):
    """All of it. Documents are dicts that orders and the model share."""

    def __init__(self, settings: Record, now_ms: int) -> None:
        super().__init__(settings, now_ms)
        self.payments: list[Record] = []
        self.returns: list[Record] = []
        self.posted: list[str] = []
        self.notes: list[Record] = []
        self.to_credit: list[tuple[Record, Record, int]] = []
        self.due: list[Record] = []

    # -- shipping ----------------------------------------------------------------------------------------------

    def wave(self) -> int:
        """Whatever can go out does, oldest release first."""
        if self.is_closed(self.now_ms, "stock"):
            return 0
        ready = [order for order in self.orders.values() if order["status"] in ("released", "partly_shipped")]
        ready.sort(key=lambda order: (order["released_at"], int(order["number"][2:])))
        shipped = 0
        for order in ready:
            lines = [line for line in order["lines"] if line["allocated"]]
            moving = [line for line in lines if self.place_of(line["row"]) not in self.frozen]
            if not self.settings["partial"] and len(moving) < len(lines):
                moving = []
            whole = all(not self.lacking(line) for line in order["lines"])
            late = order["released_at"] > self.now_ms - self.settings["lead_ms"]
            blocked = self.customers[order["customer"]]["deliveries"]
            if moving and not late and not blocked and (whole or self.settings["partial"]):
                self.ship(order, [(line, line["allocated"]) for line in moving])
                shipped += 1
        return shipped

    def ship(self, order: Record, parts: list[tuple[Record, int]]) -> None:
        for line, units in parts:
            self.move(line["row"], -units, "shipments")
            line["shipped"] += units
            line["allocated"] -= units
        left = any(self.still_open(line) for line in order["lines"])
        order["status"] = "partly_shipped" if left else "shipped"
        for _ in dict.fromkeys(self.place_of(line["row"]) for line, _ in parts):
            order["papers"].append(self.number("DN"))
        self.to_bill.append(order)

    def post_delivery(self, number: str, lines: list[tuple[int, int]], reference: str) -> str:
        """A client says what has left; without lines all that is open."""
        order = self.orders[number]
        if reference and reference in self.posted:
            raise No("duplicate_reference")
        if order["status"] not in ("released", "partly_shipped"):
            raise No("invalid_transition")
        wanted: dict[int, int] = {}
        for at, units in lines or [(at, self.still_open(line)) for at, line in enumerate(order["lines"])]:
            wanted[at] = wanted.get(at, 0) + units
        if any(units > order["lines"][at]["allocated"] for at, units in wanted.items()):
            raise No("delivery_exceeds_allocated")
        left = [self.still_open(line) > wanted.get(at, 0) for at, line in enumerate(order["lines"])]
        if any(left) and not self.settings["partial"]:
            raise No("order_goes_out_whole")
        parts = [(order["lines"][at], units) for at, units in wanted.items() if units]
        if not parts:
            raise No("nothing_to_deliver")
        if self.is_closed(self.now_ms, "stock"):
            raise No("period_closed")
        frozen = any(self.place_of(line["row"]) in self.frozen for line, _ in parts)
        if frozen or self.customers[order["customer"]]["deliveries"]:
            raise No("cannot_ship")
        before = len(order["papers"])
        self.ship(order, parts)
        if reference:
            self.posted.append(reference)
        return str(order["papers"][before])

    def set_stock(self, item: str, place: str, units: int) -> int:
        if self.is_closed(self.now_ms, "stock"):
            raise No("period_closed")
        self.count(item, place, units)
        return units

    # -- bills -------------------------------------------------------------------------------------------------

    def posting_run(self, closer: bool) -> int:
        if self.is_closed(self.now_ms, "ledger", closer):
            return 0
        waiting, self.to_bill = self.to_bill, []
        posted = 0
        for order in waiting:
            if self.customers[order["customer"]]["billing"]:
                self.to_bill.append(order)
            else:
                posted += self.bill(order)
        self.credit_returns()
        due, self.due = self.due, []
        for bill in due:
            if bill["due_ms"] > self.now_ms:
                self.due.append(bill)
            elif bill["open"]:
                self.receive_payment(bill["order"], bill["open"], bill, by_bank=True)
        return posted

    def gross(self, line: Record, order: Record) -> int:
        return max(0, self.net(line)) + (0 if order["incl"] else int(line["tax"]))

    @staticmethod
    def share(cents: int, line: Record, units: int) -> int:
        whole = line["quantity"] - line["cancelled"]
        return rounded(cents, units, whole) if whole else 0

    def bill(self, order: Record) -> int:
        """The first bill takes the shipping charge; the last is what the others left of the order."""
        lines = order["lines"]
        news = [line for line in lines if line["shipped"] > line["billed"]]
        first = order["billed"] == 0 and not any(line["billed"] for line in lines)
        if news:
            left, left_tax = order["total"] - order["billed"], order["tax"]
            left_tax -= sum(bill["tax"] for bill in order["bills"])
            total, tax = left, left_tax
            if any(self.still_open(line) for line in lines):
                total = tax = 0
                for line in news:
                    cents = self.gross(line, order)
                    total += self.share(cents, line, line["shipped"]) - self.share(
                        cents, line, line["billed"]
                    )
                    tax += self.share(line["tax"], line, line["shipped"] - line["billed"])
                if first:
                    shipping_tax = self.tax_within(order["shipping"], 19, order)
                    total += order["shipping"] + (0 if order["incl"] else shipping_tax)
                    tax += shipping_tax
                total, tax = min(total, left), min(tax, left_tax)
            self.post_bill(order, total, tax)
        if order["status"] == "shipped":
            order["status"] = "invoiced"
        if news:
            self.take_prepayments(order["bills"][-1])
        self.settle(order)
        return len(news) and 1

    def post_bill(self, order: Record, total: int, tax: int) -> None:
        rate = self.rates.get(order["currency"], MILLION)
        bill: Record = {"number": self.number("IN"), "order": order, "total": total, "tax": tax, "rate": rate}
        bill |= {"open": 0 if order["prepaid"] else total, "credited": 0, "units": {}, "back": {}}
        for at, line in enumerate(order["lines"]):
            bill["units"][at] = line["shipped"] - line["billed"]
            line["billed"] = line["shipped"]
        order["bills"].append(bill)
        order["billed"] += total
        order["papers"].append(bill["number"])

    def take_prepayments(self, bill: Record) -> None:
        for payment in self.payments:
            if payment["order"] is bill["order"]:
                self.apply(payment, bill)
        if bill["open"] and self.settings["terms_ms"] is not None:
            bill["due_ms"] = self.now_ms + self.settings["terms_ms"]
            self.due.append(bill)

    @staticmethod
    def settle(order: Record) -> None:
        if order["status"] == "invoiced" and not any(bill["open"] for bill in order["bills"]):
            order["status"] = "closed"

    # -- payments ----------------------------------------------------------------------------------------------

    def owed(self, order: Record) -> int:
        if order["prepaid"]:
            return 0
        unbilled = 0 if order["status"] == "cancelled" else order["total"] - order["billed"]
        return int(unbilled + sum(bill["open"] for bill in order["bills"]) - order["ahead"])

    def pay(self, number: str, cents: int, reference: str) -> str:
        order = self.orders[number]
        if reference and any(payment["reference"] == reference for payment in self.payments):
            raise No("duplicate_reference")
        if order["status"] == "cancelled":
            raise No("invalid_transition")
        if cents > self.owed(order) and not self.settings["keeps_overpayment"]:
            raise No("overpayment")
        if self.is_closed(self.now_ms, "ledger"):
            raise No("period_closed")
        return self.receive_payment(order, cents, None, reference)

    def receive_payment(
        self, order: Record, cents: int, first: Record | None, reference: str = "", by_bank: bool = False
    ) -> str:
        rate = self.rates.get(order["currency"], MILLION)
        payment = {"number": self.number("PY"), "order": order, "cents": cents, "left": cents, "rate": rate}
        payment["reference"] = reference
        self.payments.append(payment)
        order["papers"].append(payment["number"])
        order["ahead"] += cents
        for bill in [first, *order["bills"]] if first else order["bills"]:
            self.apply(payment, bill)
        self.settle(order)
        return str(payment["number"])

    @staticmethod
    def apply(payment: Record, bill: Record) -> None:
        cents = min(payment["left"], bill["open"])
        payment["left"] -= cents
        bill["open"] -= cents
        bill["order"]["ahead"] -= cents

    # -- returns and credit notes -------------------------------------------------------------------------

    def take_back(self, number: str, lines: list[tuple[int, int]], restock: bool) -> str:
        order = self.orders[number]
        if not any(line["shipped"] for line in order["lines"]):
            raise No("invalid_transition")
        if self.is_closed(self.now_ms, "stock") or self.is_closed(self.now_ms, "ledger"):
            raise No("period_closed")
        wanted: dict[int, int] = {}
        for at, units in lines:
            wanted[at] = wanted.get(at, 0) + units
            if wanted[at] > order["lines"][at]["shipped"] - order["lines"][at]["returned"]:
                raise No("return_exceeds_shipped")
        goods = {"number": self.number("RT"), "lines": wanted, "restock": restock, "order": order}
        self.returns.append(goods)
        order["papers"].append(goods["number"])
        for at, units in wanted.items():
            line = order["lines"][at]
            line["returned"] += units
            if restock:
                self.receive(line["item"], self.place_of(line["row"]), units, "returns")
            self.to_credit.append((goods, line, units))
        if self.settings["credits_at_once"]:
            self.credit_returns()
        return str(goods["number"])

    def credit_returns(self) -> None:
        """One credit note for each return and bill, for the units that are billed; the others wait."""
        waiting, self.to_credit = self.to_credit, []
        due: dict[tuple[str, str], tuple[Record, list[tuple[Record, int]]]] = {}
        for goods, line, units in waiting:
            at = next(at for at, other in enumerate(goods["order"]["lines"]) if other is line)
            for bill in goods["order"]["bills"]:
                taken = min(units, bill["units"].get(at, 0) - bill["back"].get(at, 0))
                if taken > 0:
                    bill["back"][at] = bill["back"].get(at, 0) + taken
                    due.setdefault((goods["number"], bill["number"]), (bill, []))[1].append((line, taken))
                    units -= taken
            if units:
                self.to_credit.append((goods, line, units))
        for bill, lines in due.values():
            total = tax = 0
            for line, units in lines:
                before, after = line["credited"], line["credited"] + units
                cents = self.gross(line, bill["order"])
                total += self.share(cents, line, after) - self.share(cents, line, before)
                tax += self.share(line["tax"], line, after) - self.share(line["tax"], line, before)
                line["credited"] = after
            left = bill["total"] - bill["credited"]
            total, tax = (left, min(tax, left)) if total > left else (total, tax)
            if total:
                self.credit(bill, total, tax)

    def grant(self, bill: Record, cents: int) -> str:
        if cents > bill["total"] - bill["credited"]:
            raise No("credit_exceeds_invoice")
        return self.credit(bill, cents, rounded(bill["tax"], cents, bill["total"]))

    def credit_by_client(self, bill: Record, cents: int, reference: str) -> str:
        if reference and any(note["reference"] == reference for note in self.notes):
            raise No("duplicate_reference")
        if self.is_closed(self.now_ms, "ledger"):
            raise No("period_closed")
        number = self.grant(bill, cents)
        self.notes[-1]["reference"] = reference
        return number

    def credit(self, bill: Record, total: int, tax: int) -> str:
        taken = min(total, bill["open"])
        note = {
            "number": self.number("CN"),
            "bill": bill,
            "total": total,
            "tax": tax,
            "refund": total - taken,
            "reference": "",
        }
        self.notes.append(note)
        bill["order"]["papers"].append(note["number"])
        bill["credited"] += total
        bill["open"] -= taken
        self.settle(bill["order"])
        return str(note["number"])

    # -- many at once ------------------------------------------------------------------------------------------

    def batch(self, rows: list[Record], atomic: bool) -> list[str]:
        """What becomes of each row: a number or a code."""
        told: list[str] = []
        for row in rows:
            try:
                told.append(self.create(row))
            except No as no:
                if not atomic:
                    told.append(str(no))
                    continue
                for number in told:
                    if number in self.orders:
                        self.give_up(self.orders[number])
                done = len(told)
                return ["taken_back"] * done + [str(no)] + ["not_tried"] * (len(rows) - done - 1)
        return told
