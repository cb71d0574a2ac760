"""Questions that are put to every ERP: the fake in each dialect, and a real one.

A question is a function of a `Company` in its first state; it acts, and its answer is a few words.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from golive.candidates.kit import Response
from tests.dialects.contract.company import Company
from tests.dialects.contract.documents import order


@dataclass(frozen=True, slots=True)
class Question:
    """`text` and what the fake answers, in whatever dialect it is asked."""

    text: str
    answer: str
    ask: Callable[[Company], str]

    @property
    def name(self) -> str:
        return self.ask.__name__


Asking = Callable[[Company], str]
QUESTIONS: dict[str, Question] = {}
"""Name to question, in the order in which they are defined."""


def answer(text: str) -> Callable[[Asking], Asking]:
    """What the fake answers to the question that the docstring asks."""

    def note(ask: Asking) -> Asking:
        assert ask.__doc__, ask
        QUESTIONS[ask.__name__] = Question(ask.__doc__, text, ask)
        return ask

    return note


WHOLE = "47.58"
"""The total of the order that `plain` makes."""


# -- steps and words -----------------------------------------------------------------------------------------


def plain(company: Company, /, **changes: Any) -> dict[str, Any]:
    """Two of item A at 19.99 net on account, with top-level fields changed."""
    body = {
        "prices_include_tax": False,
        "shipping": {"amount": "0.00", "method": "Flat Rate - Fixed"},
        "payment": {"method": "purchaseorder", "prepaid": False, "amount": WHOLE},
    }
    return order(company.customer, **{**body, **changes})


def line(item: str = "A", quantity: float = 2, price: str = "19.99") -> list[dict[str, Any]]:
    """The lines of an order of one line."""
    return [{"item": item, "quantity": quantity, "unit_price": price, "discount": "0.00"}]


def ordered(company: Company, /, **changes: Any) -> str:
    """The number of a new order."""
    made = company.port.create_order(plain(company, **changes))
    assert made.ok, made
    return str(made.data["number"])


def drafted(company: Company) -> str:
    """The number of an order that is not released."""
    return company.draft(plain(company))


def shipped(company: Company) -> str:
    """The number of an order that has left the warehouse."""
    number = ordered(company)
    assert company.ship() == 1
    return number


def invoiced(company: Company) -> str:
    """The number of an order that has been shipped and invoiced."""
    number = shipped(company)
    assert company.post_invoices() == 1
    return number


def status(company: Company, number: str) -> str:
    return str(company.port.order(number).data["status"])


def amount(value: Any) -> str:
    return f"{float(value):.2f}"


def said(reply: Response) -> str:
    return "accepted" if reply.ok else "refused"


def attempted(company: Company, body: dict[str, Any]) -> str:
    """Whether an order is accepted, and what a refusal leaves behind."""
    before = company.numbers()
    reply = company.port.create_order(body)
    left = [status(company, number) for number in company.numbers() if number not in before]
    if not reply.ok and left:
        return f"refused, and leaves a {left[0]} order"
    return said(reply)


def every_question() -> dict[str, Question]:
    """Name to question, the modules of the package in a fixed order."""
    for module in ("orders", "goods", "money", "customers", "refusals"):
        import_module(f"{__name__}.{module}")
    return QUESTIONS
