"""What the ERP should do with money that comes before its order, written anew in plain dicts."""

from __future__ import annotations

from .goods_model import No, Record
from .sales_model import Sales
from .terms_model import MILLION


class Deposits(Sales):
    """Deposits are dicts: `order` is the one that each was applied to, `back` whether it was paid back."""

    def __init__(self, settings: Record, now_ms: int) -> None:
        super().__init__(settings, now_ms)
        self.deposits: dict[str, Record] = {}

    def deposit(self, cents: int, currency: str, reference: str) -> str:
        if reference and any(each["reference"] == reference for each in self.deposits.values()):
            raise No("duplicate_reference")
        if self.is_closed(self.now_ms, "ledger"):
            raise No("period_closed")
        number = self.number("DP")
        self.deposits[number] = {"cents": cents, "currency": currency, "reference": reference}
        self.deposits[number] |= {"order": None, "back": False, "rate": self.rates.get(currency, MILLION)}
        return number

    def deposit_status(self, number: str) -> str:
        each = self.deposits[number]
        if each["back"]:
            return "refunded"
        order = each["order"]
        return "open" if order is None or order["status"] == "cancelled" else "applied"

    def apply_deposit(self, number: str, order: Record) -> str:
        each = self.deposits[number]
        if self.deposit_status(number) != "open" or order["status"] == "cancelled":
            raise No("invalid_transition")
        if order["currency"] != each["currency"]:
            raise No("wrong_currency")
        if self.is_closed(self.now_ms, "ledger"):
            raise No("period_closed")
        each["order"] = order
        return number

    def refund_deposit(self, number: str) -> str:
        if self.deposit_status(number) != "open":
            raise No("invalid_transition")
        if self.is_closed(self.now_ms, "ledger"):
            raise No("period_closed")
        self.deposits[number]["back"] = True
        return number

    def deposited(self, is_applied: bool) -> int:
        """What is left of deposits that were applied to an order, or of the others, in the home currency."""
        return sum(
            self.home(each["cents"], each["rate"])
            for each in self.deposits.values()
            if not each["back"] and (each["order"] is not None) is is_applied
        )
