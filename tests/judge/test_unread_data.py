"""Every field of a fact that is read is read by the judge, or listed with the reason why it is not."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from golive.judge.history import History
from golive.judge.scorecard import judge
from golive.judge.unread import UNREAD, UNREAD_DATA
from golive.record.ledger import read
from golive.record.run import LEDGER_FILE, Fact
from golive.scenario import Scenario
from tests.runs import Runs

from .conftest import CANDIDATES, RUN
from .ledgers import Book
from .papers import repaid
from .watched import WatchedLedger

Fields = dict[str, set[str]]


def fields_of(facts: Iterable[Fact]) -> Fields:
    """The fields of the data of facts, by kind."""
    found: Fields = {}
    for fact in facts:
        found.setdefault(fact.kind, set()).update(fact.data)
    return found


def fields_read(facts: Iterable[Fact], scenario: Scenario) -> Fields:
    """The fields that judging these facts looks at, by kind."""
    ledger = WatchedLedger(facts)
    history = History.of(ledger, scenario.budgets.stock_ms)
    _, lines = judge(history, ledger, scenario, "c", 1, "virtual", "golive run")
    for _ in lines:
        pass
    return ledger.seen


def unread(emitted: Fields, seen: Fields) -> list[str]:
    return sorted(
        f"{kind} {name}"
        for kind, names in emitted.items()
        if kind not in UNREAD
        for name in names - seen.get(kind, set())
    )


@pytest.fixture(scope="module")
def played(runs: Runs) -> tuple[Fields, Fields]:
    """The fields that rich runs emit, and those that are read of them."""
    emitted: Fields = {}
    seen: Fields = {}
    rich = [runs("black-friday", who, *RUN, seed=3) for who in CANDIDATES]
    rich.append(runs("all-sorts", "reference", "clock.duration=2h"))
    for each in rich:
        facts = list(read(each.folder / LEDGER_FILE))
        for found, of in ((emitted, fields_of(facts)), (seen, fields_read(facts, each.scenario))):
            for kind, names in of.items():
                found.setdefault(kind, set()).update(names)
    books = repaid().came_back("SO1").payment("SO1", 2000).credited("SO1", 1000).end()
    for kind, names in fields_read(books.facts, rich[0].scenario).items():
        seen.setdefault(kind, set()).update(names)
    return emitted, seen


def test_every_field_is_read_or_listed_as_unread(played: tuple[Fields, Fields]) -> None:
    left = [name for name in unread(*played) if name not in UNREAD_DATA]
    assert not left, f"read them in golive.judge.history, or add reasons to UNREAD_DATA: {', '.join(left)}"


def test_only_facts_that_are_read_have_fields_listed() -> None:
    assert [name for name in UNREAD_DATA if name.partition(" ")[0] in UNREAD] == []
    assert all(UNREAD_DATA.values())


def test_canary_a_field_that_is_not_read_is_noticed(runs: Runs) -> None:
    book = Book().at("10:00").bought("1").end()
    fact = book.facts[1]
    spoilt = [*book.facts[:1], fact._replace(data={**fact.data, "brand_new": 1}), *book.facts[2:]]
    plan = runs("all-sorts", "reference", "clock.duration=2h").scenario
    assert f"{fact.kind} brand_new" in unread(fields_of(spoilt), fields_read(spoilt, plan))
