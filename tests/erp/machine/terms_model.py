"""What the ERP should make of an order's terms, written anew in plain dicts: taxes, sums, exposure, rules."""

from __future__ import annotations

from .goods_model import Goods, No, Record

MILLION = 1_000_000


def rounded(cents: int, times: int, by: int) -> int:
    """cents x times / by, half up, for amounts of at least 0."""
    return (2 * cents * times + by) // (2 * by)


class Terms(Goods):
    def __init__(self, settings: Record, now_ms: int) -> None:
        super().__init__(settings, now_ms)
        self.rules: Record = {}
        self.quirk = ""
        self.status_of = dict.fromkeys(settings["opening"], "active")
        self.contracts: list[Record] = []
        self.rates = dict(settings["rates"])
        self.to_bill: list[Record] = []
        self.numbers: dict[str, int] = {}
        self.customers: dict[str, Record] = {
            name: {"limit": settings["credit"], "orders": False, "deliveries": False, "billing": False}
            for name in ("ann", "exempt")
        }

    def number(self, prefix: str) -> str:
        self.numbers[prefix] = self.numbers.get(prefix, 100_000) + 1
        return f"{prefix}{self.numbers[prefix]}"

    def home(self, cents: int, rate: int) -> int:
        return rounded(cents, rate, MILLION)

    # -- sums --------------------------------------------------------------------------------------------------

    def tax_within(self, cents: int, percent: int, order: Record) -> int:
        if order["customer"] == "exempt":
            return 0
        return rounded(cents, percent, 100 + percent if order["incl"] else 100)

    def worth(self, item: str, units: int, price: int) -> int:
        """The price of so many units, rounded half up where they are quarters."""
        return rounded(price, units, 4) if item in self.settings["quarters"] else price * units

    def whole(self, item: str, units: int) -> int:
        """The whole units that prices from a quantity on look at, at least one."""
        return max(1, units // 4) if item in self.settings["quarters"] else units

    def net(self, line: Record) -> int:
        kept = line["quantity"] - line["cancelled"]
        return self.worth(line["item"], kept, line["price"]) - int(line["discount"])

    def tax_line(self, order: Record, line: Record) -> None:
        percent = self.settings["tax"][line["item"]]
        line["tax"] = self.tax_within(max(0, self.net(line)), percent, order)

    def reckon(self, order: Record) -> None:
        kept = [line for line in order["lines"] if line["quantity"] > line["cancelled"]]
        if self.settings["by_document"]:
            amounts = {19: order["shipping"]}
            for line in kept:
                percent = self.settings["tax"][line["item"]]
                amounts[percent] = amounts.get(percent, 0) + self.net(line)
            tax = sum(self.tax_within(amount, percent, order) for percent, amount in amounts.items())
        else:
            tax = sum(line["tax"] for line in kept) + self.tax_within(order["shipping"], 19, order)
        whole = sum(self.net(line) for line in kept) + order["shipping"] + (0 if order["incl"] else tax)
        coin = self.settings["coins"].get(order["currency"], 1)
        order["tax"], order["total"] = tax, rounded(whole, 1, coin) * coin

    def exposure_of(self, order: Record) -> int:
        if order["prepaid"]:
            return 0
        unbilled = 0
        if order["status"] != "cancelled":
            unbilled = max(0, order["total"] - order["billed"] - order["ahead"])
        owing = sum(self.home(bill["open"], bill["rate"]) for bill in order["bills"])
        return owing + self.home(unbilled, order["rate"])

    def exposure(self, customer: str) -> int:
        mine = [order for order in self.orders.values() if order["customer"] == customer]
        return sum(self.exposure_of(order) for order in mine)

    def price_of(self, item: str, order: Record, units: int) -> int:
        agreed = [
            row
            for row in self.contracts
            if (row["item"], row["customer"], order["currency"]) == (item, order["customer"], "EUR")
            and row["from"] <= self.whole(item, units)
        ]
        if agreed:
            most = max(row["from"] for row in agreed)
            return int([row["price"] for row in agreed if row["from"] == most][-1])
        return rounded(1999, MILLION, self.rates.get(order["currency"], MILLION))

    # -- what rules say -------------------------------------------------------------------------------------

    def at_create(self, order: Record) -> None:
        self.taken(order)
        if self.is_closed(self.settings["ordered_at_ms"], "sales") or self.is_closed(self.now_ms, "sales"):
            raise No("period_closed")
        if self.customers[order["customer"]]["orders"]:
            raise No("customer_blocked")
        for line in order["lines"]:
            self.sellable(line)
        self.prices(order)
        if self.rules["minimum_order"] == "refuse" and self.home(order["total"], order["rate"]) < 2_000:
            raise No("below_minimum")

    def taken(self, order: Record) -> None:
        if self.rules["duplicate_reference"] != "refuse" or not order["reference"]:
            return
        others = [each for each in self.orders.values() if each["reference"] == order["reference"]]
        if others and all(each["number"] != order["number"] for each in others):
            raise No("duplicate_reference")

    def sellable(self, line: Record) -> None:
        status, rule = self.status_of[line["item"]], self.rules["discontinued"]
        safety = self.settings["safety"].get((line["item"], self.place_of(line["row"])), 0)
        left = line["row"]["on_hand"] - self.promised(line["row"]) - safety
        sold_out = status == "discontinued" and (
            rule == "accept" or (rule == "sell_out" and line["quantity"] <= left)
        )
        if status != "active" and not sold_out:
            raise No("item_blocked")

    def prices(self, order: Record) -> None:
        for line in order["lines"]:
            own = self.price_of(line["item"], order, line["quantity"])
            if own != line["price"] and self.rules["price_deviation"] == "refuse":
                raise No("price_deviation")
            if own != line["price"] and self.rules["price_deviation"] == "override":
                line["price"], line["discount"] = (
                    own,
                    min(line["discount"], self.worth(line["item"], line["quantity"], own)),
                )
                self.tax_line(order, line)
        self.reckon(order)

    def at_release(self, order: Record) -> str:
        """Why it must stop on its way to release: holds before approval, the first rule that holds."""
        customer, worth = self.customers[order["customer"]], self.home(order["total"], order["rate"])
        if customer["orders"] and self.rules["blocked_release"] == "refuse":
            raise No("customer_blocked")
        why = self.held_for(order, customer, worth) or self.needs_approval(order)
        saved = order["number"] in self.orders
        exposure = self.exposure(order["customer"]) + (0 if saved else worth)
        if self.rules["credit_limit"] != "off" and not order["prepaid"] and exposure > customer["limit"]:
            if self.rules["credit_limit"] == "refuse":
                raise No("credit_limit")
            if not why or why == "order_value":
                why = "credit_limit"
        return why

    def held_for(self, order: Record, customer: Record, worth: int) -> str:
        """The first of the rules that hold an order by themselves."""
        if customer["orders"] and self.rules["blocked_release"] == "hold":
            return "customer_blocked"
        priced = ((self.price_of(line["item"], order, line["quantity"]), line) for line in order["lines"])
        if self.rules["price_deviation"] == "hold" and any(price != line["price"] for price, line in priced):
            return "price"
        if self.rules["minimum_order"] == "hold" and worth < 2_000:
            return "minimum_order"
        return ""

    def needs_approval(self, order: Record) -> str:
        large = self.home(order["total"], order["rate"]) > 6_000
        asks = self.rules["order_approval"] == "ask" and large and "order_value" not in order["approved"]
        return "order_value" if asks else ""

    def lacks_stock(self, order: Record) -> bool:
        return not self.settings["backorders"] and self.short_of_stock(order["lines"])
