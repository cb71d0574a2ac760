"""The life of an order as a table: in which state which action leads to which other state.

What is not in the table changes no state: a call is refused, a run of the company passes the order over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from .company import Company
from .differences import TRYTON
from .questions import WHOLE, drafted, status

Move = tuple[str, str]
"""A state and an action."""

MOVES: dict[Move, str] = {
    ("draft", "release"): "released",
    ("draft", "cancel"): "cancelled",
    ("released", "cancel"): "cancelled",
    ("released", "ship"): "shipped",
    ("shipped", "invoice"): "invoiced",
    ("invoiced", "pay"): "closed",
}
"""Of the fake. It has other states (`held`, `pending_approval`, `partly_shipped`) for rules that Tryton has not."""

DIFFERENT_MOVES: tuple[tuple[str, Move, str, str], ...] = (
    (
        TRYTON,
        ("released", "cancel"),
        "released",
        "a sale in `processing` has no `cancel`; people cancel its shipment",
    ),
    (TRYTON, ("cancelled", "reopen"), "draft", "the button `draft` takes a cancelled sale up again"),
)
"""ERP, move, where it leads there, and why."""


def moves_of(erp: str) -> dict[Move, str]:
    """The table of an ERP."""
    own = {move: to for name, move, to, _ in DIFFERENT_MOVES if name == erp}
    return {move: to for move, to in {**MOVES, **own}.items() if to != move[0]}


def _pay(company: Company, number: str) -> None:
    if company.invoices_of(number):
        company.pay(number, WHOLE)


ACTIONS: dict[str, Callable[[Company, str], object]] = {
    "release": lambda company, number: company.release(number),
    "change": lambda company, number: company.port.change_order(
        number, {"lines": [{"line": 1, "quantity": 2}]}
    ),
    "cancel": lambda company, number: company.port.cancel_order(number),
    "reopen": lambda company, number: company.reopen(number),
    "ship": lambda company, number: company.ship(),
    "invoice": lambda company, number: company.post_invoices(),
    "pay": _pay,
}
STATES = ("draft", "released", "shipped", "invoiced", "closed", "cancelled")


def every_move(moves: dict[Move, str]) -> list[list[str]]:
    """Walks from the draft that try every action in every state that can be reached."""
    ways = {"draft": list[str]()}
    for (state, action), to in moves.items():  # in the order of an order's life
        ways.setdefault(to, [*ways[state], action])
    walks = []
    for state, way in ways.items():
        idle = [action for action in ACTIONS if (state, action) not in moves]
        leading = [action for action in ACTIONS if (state, action) in moves]
        walks += [[*way, *idle, *leading[:1]], *([*way, action] for action in leading[1:])]
    return walks


def walk_at_random(seed: int, length: int) -> list[str]:
    return Random(seed).choices(list(ACTIONS), k=length)


def followed(company: Company, walk: list[str]) -> Iterator[str]:
    """The states of a new order, before the walk and after each of its actions."""
    number = drafted(company)
    yield status(company, number)
    for action in walk:
        ACTIONS[action](company, number)
        yield status(company, number)


def foreseen(moves: dict[Move, str], walk: list[str]) -> Iterator[str]:
    """The states that a table foresees for a walk."""
    state = "draft"
    yield state
    for action in walk:
        state = moves.get((state, action), state)
        yield state
