"""What the ERP should do with orders, written anew in plain dicts: states, steps, changes."""

from __future__ import annotations

from typing import Any

from .goods_model import No, Record
from .terms_model import MILLION, Terms, rounded

ALLOWED = {
    "release": ("draft",),
    "approve": ("pending_approval",),
    "reject": ("pending_approval",),
    "hold": ("draft", "released", "partly_shipped"),
    "unhold": ("held",),
    "update": ("draft", "pending_approval", "released", "held", "partly_shipped"),
    "substitute": ("draft", "released", "held", "partly_shipped"),
    "cancel": ("draft", "pending_approval", "released", "held", "partly_shipped"),
}
"""The states in which each action is possible; in all others it is refused."""


class Sales(Terms):
    # -- saving ------------------------------------------------------------------------------------------------

    def draft_line(self, wanted: Record, order: Record) -> Record:
        item = wanted["item"]
        if item not in self.sku:
            raise No("unknown_item")
        units, price = wanted["quantity"], wanted["price"]
        if self.worth(item, units, price) < wanted["discount"]:
            raise No("discount_exceeds_row")
        size = 1
        if wanted["unit"]:
            size = self.settings["units"].get(item, {}).get(wanted["unit"], 0)
            if not size:
                raise No("unknown_unit")
        line = dict.fromkeys(("allocated", "shipped", "billed", "returned", "credited", "cancelled"), 0)
        full: Record = {**line, "item": item, "quantity": units * size, "discount": wanted["discount"]}
        place = wanted["warehouse"]
        full["row"] = self.rows[item, place] if place else self.pick_row(item, units * size)
        if price % size:
            raise No("price_not_divisible")
        full |= {"price": price // size, "size": size}
        self.tax_line(order, full)
        return full

    def create(self, wanted: Record) -> str:
        """Its number. A quirk may have it forgotten or left lying."""
        order: Record = {
            **{name: wanted[name] for name in ("customer", "reference", "currency", "incl", "prepaid", "shipping")},
            "number": "", "status": "draft", "why": "", "resume": "", "released_at": None, "approved": (),
            "billed": 0, "ahead": 0, "bills": [], "papers": [], "rate": self.rates.get(wanted["currency"], MILLION),
        }  # fmt: skip
        given = wanted["lines"]
        if self.quirk == "merge_lines":
            given = merged(given)
        elif self.quirk == "round_prices":
            given = self.with_round_prices(given)
        order["lines"] = [self.draft_line(line, order) for line in given]
        self.reckon(order)
        self.at_create(order)
        why = ""
        if wanted["release"]:
            why = self.at_release(order)
            if not why and self.lacks_stock(order):
                why = "stock"
        goes_on = wanted["release"] and not why
        if self.quirk == "limbo":
            goes_on, why = False, "system"
        order["number"] = self.number("SO")
        if self.quirk == "drop_order":
            return str(order["number"])
        self.orders[order["number"]] = order
        if goes_on:
            self.let_go(order)
        elif why:
            self.stop(order, why, "released" if wanted["release"] else "draft")
        return str(order["number"])

    def let_go(self, order: Record) -> None:
        order["status"], order["released_at"] = "released", self.now_ms
        self.promise(order["lines"])

    @staticmethod
    def stop(order: Record, why: str, resume: str) -> None:
        order["status"] = "pending_approval" if why == "order_value" else "held"
        order["why"], order["resume"] = why, resume

    # -- steps -------------------------------------------------------------------------------------------------

    def require(self, order: Record, action: str) -> None:
        if order["status"] not in ALLOWED[action]:
            raise No("invalid_transition")

    def step(self, number: str, action: str) -> None:
        order = self.orders[number]
        if self.quirk == "ignore_update" and action == "cancel":
            return
        self.require(order, action)
        if action == "release":
            why = self.at_release(order) or ("stock" if self.lacks_stock(order) else "")
            if why:
                self.stop(order, why, "released")
            else:
                self.let_go(order)
        elif action == "hold":
            self.stop(order, "manual", order["status"])
        elif action == "unhold":
            self.resume(order, "")
        elif action == "approve":
            was, order["approved"] = order["approved"], (*order["approved"], order["why"])
            try:
                on_its_way = order["resume"] == "released" and order["released_at"] is None
                why = self.at_release(order) if on_its_way else ""
            except No:
                order["approved"] = was
                raise
            self.resume(order, why)
        else:
            self.give_up(order)

    def resume(self, order: Record, why: str) -> None:
        """On to where it was going, unless a rule or the stock stops it there."""
        target = order["resume"]
        never = order["released_at"] is None
        if not why and target in ("released", "partly_shipped") and (target != "released" or not never):
            missing = any(self.lacking(line) for line in order["lines"])
            why = "stock" if missing and not self.settings["backorders"] else ""
        elif not why and target == "released" and self.lacks_stock(order):
            why = "stock"
        if why:
            self.stop(order, why, target)
            return
        order["why"] = order["resume"] = ""
        order["status"] = target
        if target == "released" and never:
            self.let_go(order)

    def give_up(self, order: Record) -> None:
        order["why"] = order["resume"] = ""
        if any(line["shipped"] for line in order["lines"]):
            self.give_up_rest(order)
            return
        order["status"] = "cancelled"
        for line in order["lines"]:
            self.leave_queue(line)
        for line in order["lines"]:
            self.give_back(line, line["allocated"])

    def give_up_rest(self, order: Record) -> None:
        for line in order["lines"]:
            if self.still_open(line):
                kept = rounded(self.net(line), line["shipped"], line["quantity"] - line["cancelled"])
                line["discount"] = self.worth(line["item"], line["shipped"], line["price"]) - kept
                line["cancelled"] = line["quantity"] - line["shipped"]
                self.leave_queue(line)
                self.give_back(line, line["allocated"])
                self.tax_line(order, line)
        self.reckon(order)
        self.nothing_more(order)

    def nothing_more(self, order: Record) -> None:
        """What was shipped is all of it. Where no bill to come can even out what was rounded, the order is worth
        its bills."""
        all_billed = all(line["billed"] == line["shipped"] for line in order["lines"])
        if order["billed"] and (all_billed or order["total"] < order["billed"]):
            order["total"], order["tax"] = order["billed"], sum(bill["tax"] for bill in order["bills"])
        order["status"], order["why"], order["resume"] = "shipped", "", ""
        self.to_bill.append(order)

    # -- changes -----------------------------------------------------------------------------------------------

    def update(self, number: str, reference: str | None, changes: list[Record]) -> None:
        order = self.orders[number]
        if self.quirk == "ignore_update":
            return
        self.require(order, "update")
        after: Record = {**order, "lines": [dict(line) for line in order["lines"]]}
        after["reference"] = order["reference"] if reference is None else reference
        for change in changes:
            self.plan(after, change)
        if changes:
            if not any(line["quantity"] > line["cancelled"] for line in after["lines"]):
                raise No("nothing_left")
            self.reckon(after)
        self.taken(after)
        why = self.needs_approval(after) if order["status"] != "draft" else ""
        order["reference"] = after["reference"]
        if changes:
            order["approved"] = ()
            self.become(order, after)
        if not any(self.still_open(line) for line in order["lines"]):
            self.nothing_more(order)
        else:
            self.after_change(order, why)

    def plan(self, after: Record, change: Record) -> None:
        if change["at"] is None:
            after["lines"].append(self.draft_line(change, after))
            return
        if change["at"] >= len(after["lines"]):
            raise No("unknown_line")
        line = after["lines"][change["at"]]
        if line["shipped"]:
            raise No("line_shipped")
        if change["quantity"] == 0:
            line["cancelled"] = line["quantity"]
        else:
            if change["quantity"] is not None:
                line["quantity"], line["cancelled"] = change["quantity"] * line["size"], 0
            if change["price"] is not None:
                if change["price"] % line["size"]:
                    raise No("price_not_divisible")
                line["price"] = change["price"] // line["size"]
            if self.worth(line["item"], line["quantity"], line["price"]) < line["discount"]:
                raise No("discount_exceeds_row")
            self.tax_line(after, line)
        if change["warehouse"]:
            line["row"] = self.rows[line["item"], change["warehouse"]]

    def become(self, order: Record, after: Record) -> None:
        asking = []
        for line, target in zip(order["lines"], after["lines"], strict=False):
            same_place = target["row"] is line["row"]
            wanted = target["quantity"] - target["cancelled"]
            if wanted != line["quantity"] - line["cancelled"] or not same_place:
                asking.append(line)
                self.leave_queue(line)
                surplus = max(0, line["allocated"] - wanted) if same_place else line["allocated"]
                line["quantity"], line["cancelled"] = target["quantity"], target["cancelled"]
                self.give_back(line, surplus)
            line |= {
                name: target[name] for name in ("quantity", "cancelled", "row", "price", "discount", "tax")
            }
        new = after["lines"][len(order["lines"]) :]
        order["lines"].extend(new)
        order["total"], order["tax"] = after["total"], after["tax"]
        if order["released_at"] is not None:
            self.promise(asking + new)

    def after_change(self, order: Record, why: str) -> None:
        missing = order["released_at"] is not None and any(self.lacking(line) for line in order["lines"])
        if not why and missing and not self.settings["backorders"]:
            why = "stock"
        if why and order["status"] not in ("held", "pending_approval"):
            self.stop(order, why, order["status"])

    def substitute(self, number: str, at: int, item: str) -> None:
        order = self.orders[number]
        self.require(order, "substitute")
        line = order["lines"][at]
        if line["shipped"] or not self.still_open(line):
            raise No("line_shipped")
        if (line["item"] in self.settings["quarters"]) != (item in self.settings["quarters"]):
            raise No("other_unit")
        if line["item"] == item:
            raise No("same_item")
        self.leave_queue(line)
        self.give_back(line, line["allocated"])
        line |= {"item": item, "size": 1, "row": self.pick_row(item, self.still_open(line))}
        self.tax_line(order, line)
        self.reckon(order)
        if order["released_at"] is not None:
            self.promise([line])
        self.after_change(order, "")

    def with_round_prices(self, lines: list[Record]) -> list[Record]:
        """Where a price changes, no discount of the order is more than its row any more."""
        prices = [rounded(line["price"], 1, 10) * 10 for line in lines]
        if prices == [line["price"] for line in lines]:
            return lines
        return [
            {
                **line,
                "price": price,
                "discount": min(line["discount"], self.worth(line["item"], line["quantity"], price)),
            }
            for line, price in zip(lines, prices, strict=True)
        ]


def merged(lines: list[Record]) -> list[Record]:
    kept: dict[Any, Record] = {}
    for line in lines:
        key = (line["item"], line["price"], line["warehouse"], line["unit"])
        if key in kept:
            kept[key]["quantity"] += line["quantity"]
            kept[key]["discount"] += line["discount"]
        else:
            kept[key] = dict(line)
    return list(kept.values())
