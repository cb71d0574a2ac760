"""The page `docs/real-erp.md`, made from the tables that the tests go by."""

from __future__ import annotations

import inspect
from collections.abc import Iterable

from fake_erp.dialects.registry import about

from .differences import DIFFERENCES, TRYTON
from .moves import ACTIONS, DIFFERENT_MOVES, MOVES, STATES, moves_of
from .questions import every_question
from .tryton import test_json_rpc
from .tryton.installed import TRYTON as INSTALLED
from .tryton.states import PROCESSING, STATES_OF_TRYTON

INTRODUCTION = """<!-- made by `make docs` -->
# Measured against a real ERP

The contract of the fake ERP is a list of questions about orders, goods, money, customers and refusals. They are put to
the fake in every dialect, and to [Tryton](https://www.tryton.org), a real ERP. `make clients` installs Tryton, starts
it with SQLite, and calls it over JSON-RPC as an integration does. Tests demand every answer on this page, the
differing ones too.

Tryton is one ERP. Where it differs, other products behave as the fake does; an integration cannot expect either of
every ERP.

Measured with {packages}.
"""

LIFE = """## The life of an order

Every action is tried in every state, and in random order. An empty cell changes no state: a call is refused, and
warehouse, accounting and customer (`ship`, `invoice`, `pay`) pass the order over.
"""

STATE_WORDS = """
The states of a sale in the words of the fake:
"""


def page() -> str:
    questions = every_question()
    differing = {each.question: each for each in DIFFERENCES if each.erp == TRYTON}
    alike = [each for name, each in questions.items() if name not in differing]
    packages = ", ".join(
        package.replace("==", " ") for package in INSTALLED.packages if package.startswith("tryton")
    )
    return "\n".join(
        [
            INTRODUCTION.format(packages=packages),
            "## Where Tryton differs",
            "",
            f"{len(differing)} of {len(questions)} questions:",
            "",
            *_table(
                ("question", "the fake", "Tryton", "why", "setting that makes the fake answer so"),
                (
                    (questions[name].text, questions[name].answer, each.answer, each.why, _code(each.setting))
                    for name, each in differing.items()
                ),
            ),
            LIFE,
            *_table(
                ("state", *ACTIONS),
                ((state, *(_cell(state, action) for action in ACTIONS)) for state in STATES),
            ),
            *(
                f"- {erp.title()}, {action} in `{state}`: {why}."
                for erp, (state, action), _, why in DIFFERENT_MOVES
            ),
            STATE_WORDS,
            *_table(("state in Tryton", "shipment", "invoice", "state of the fake"), _states()),
            "## What else an integration meets in Tryton",
            "",
            *(f"- {text}" for text in _interface()),
            "",
            "## Where both agree",
            "",
            *_table(("question", "answer"), ((each.text, each.answer) for each in alike)),
            "## Where a dialect differs",
            "",
            "The fake follows the product whose dialect it speaks:",
            "",
            *_table(
                ("dialect", "question", "usually", "here", "why"),
                (
                    (
                        about(each.erp).product,
                        questions[each.question].text,
                        questions[each.question].answer,
                        each.answer,
                        each.why,
                    )
                    for each in DIFFERENCES
                    if each.erp != TRYTON
                ),
            ),
        ]
    )


def _interface() -> list[str]:
    """What the tests of the interface say that they show."""
    tests = [each for name, each in vars(test_json_rpc).items() if name.startswith("test_")]
    return [inspect.getdoc(each) or "" for each in tests]


def _code(setting: str) -> str:
    return f"`erp.{setting}`" if setting else ""


def _cell(state: str, action: str) -> str:
    """Where an action leads; with both answers where Tryton's is another one."""
    fake, real = MOVES.get((state, action), ""), moves_of(TRYTON).get((state, action), "")
    if fake == real:
        return fake
    return f"fake: {fake or '-'}; Tryton: {real or '-'}"


def _states() -> Iterable[tuple[str, ...]]:
    yield from ((own, "", "", word) for own, word in STATES_OF_TRYTON.items())
    yield from (("processing", shipment, invoice, word) for shipment, invoice, word in PROCESSING)


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return [*(f"| {' | '.join(line)} |" for line in lines), ""]
