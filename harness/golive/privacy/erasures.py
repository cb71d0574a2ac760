"""After each erasure in the shop: whether the customer is still in the ERP when the budget has passed, and at the end.

Emits `privacy.erasure` for each look, with the number of the ERP's customer and the fields that still hold the data.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

from fake_erp.erp import Erp
from fake_erp.model import Customer
from fake_magento.model.customer import Erased
from fake_magento.shop import Shop
from golive.keys.value_kinds import MINUTE_MS
from golive.record.ledger import Emit
from golive.sim import Environment

BUDGET, END = "budget", "end"
LOOK_EVERY_MS = MINUTE_MS


@dataclass(frozen=True, slots=True)
class Copy:
    """The customer records that the ERP had of a person when the shop erased them."""

    erased: Erased
    numbers: tuple[str, ...]


class Erasures:
    """Compares the customers of the ERP with what was erased in the shop."""

    def __init__(self, erp: Erp, shop: Shop, budget_ms: int, emit: Emit) -> None:
        self._erp = erp
        self._shop = shop
        self._budget_ms = budget_ms
        self._emit = emit
        self._open: list[Copy] = []
        self._all: list[Copy] = []

    def run(self, env: Environment) -> Generator[Any, Any, None]:
        """Look once a minute until the run ends."""
        while True:
            yield env.timeout(LOOK_EVERY_MS)
            self._take_up()
            due = [each for each in self._open if env.now_ms() - each.erased.at_ms >= self._budget_ms]
            for each in due:
                self._open.remove(each)
                self._look(each, BUDGET)

    def conclude(self) -> None:
        """Look once more at those whose budget has passed: the data may have come back."""
        for each in self._all:
            if each not in self._open:
                self._look(each, END)

    def _take_up(self) -> None:
        for erased in self._shop.customers.erased[len(self._all) :]:
            numbers = tuple(each.number for each in self._erp.customers.with_email(erased.email))
            copy = Copy(erased, numbers)
            self._all.append(copy)
            self._open.append(copy)

    def _look(self, copy: Copy, when: str) -> None:
        customers = self._erp.customers
        again = (each.number for each in customers.with_email(copy.erased.email))
        numbers = dict.fromkeys([*copy.numbers, *again])
        left = {number: left_of(copy.erased, customers.get(number)) for number in numbers}
        changed = [number for number in numbers if customers.get(number).changed_at_ms > copy.erased.at_ms]
        self._emit(
            "privacy.erasure",
            {"customer": str(copy.erased.customer_id)},
            {
                "when": when,
                "left": {number: fields for number, fields in left.items() if fields},
                "known": len(copy.numbers),
                "changed": changed,
            },
        )


def left_of(erased: Erased, customer: Customer) -> list[str]:
    """The fields of a customer of the ERP that still hold what was erased."""
    found = {
        "email": customer.email.lower() == erased.email.lower(),
        "name": customer.name.casefold() == erased.name.casefold(),
        "phone": _digits(customer.phone) in {_digits(each) for each in erased.phones} - {""},
        "street": customer.address.get("street", "").casefold()
        in {each.casefold() for each in erased.streets},
    }
    return [name for name, is_left in found.items() if is_left]


def _digits(text: str) -> str:
    return "".join(each for each in text if each.isdigit())
