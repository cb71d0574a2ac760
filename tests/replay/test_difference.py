"""Where two ledgers part."""

from __future__ import annotations

from typing import Any

from golive.record.ledger import MemoryLedger
from golive.record.run import Fact
from golive.replay.difference import SHARED, first_decision, first_difference

ORDER, OTHER = "000000001", "000000002"

Row = tuple[int, str, str, dict[str, str], dict[str, Any]]


def ledger(*rows: Row) -> MemoryLedger:
    return MemoryLedger(Fact(number, *row) for number, row in enumerate(rows, 1))


def placed(at_ms: int, order: str = ORDER) -> Row:
    return at_ms, "shop", "shop.order.placed", {"order": order}, {"total_cents": 100}


def sent(at_ms: int, status: int, order: str = ORDER, x: str = "1") -> Row:
    data = {"op": "erp.order.create", "attempt": 1, "sent_ms": at_ms - 5, "status": status}
    return at_ms, "wire", "exchange.answered", {"x": x, "key": order}, data


def created(at_ms: int, number: str, order: str = ORDER) -> Row:
    return at_ms, "erp", "erp.order.created", {"order": number, "ref": order}, {"status": "released"}


def started(name: str, **more: Any) -> Row:
    return 0, "candidate", "candidate.started", {}, {"name": name, **more}


def test_equal_ledgers_do_not_part() -> None:
    rows = placed(1), sent(2, 201)
    assert first_difference(ledger(*rows), ledger(*rows)) is None
    assert first_decision(ledger(*rows), ledger(*rows)) is None


def test_the_first_fact_that_differs_comes_with_both_sides_and_what_was_shared() -> None:
    shared = [placed(at_ms, f"{at_ms}") for at_ms in range(SHARED + 2)]
    found = first_difference(ledger(*shared, sent(9, 201)), ledger(*shared, sent(9, 500), sent(9, 201)))
    assert found is not None
    assert [fact.seq for fact in found.before] == [3, 4, 5]
    assert (found.one is not None, found.other is not None) == (True, True)
    assert found.fields() == [("data.status", "201", "500")]


def test_a_ledger_that_ends_early_differs_there() -> None:
    found = first_difference(ledger(placed(1), sent(2, 201)), ledger(placed(1)))
    assert found is not None
    assert found.other is None
    assert found.one == Fact(2, 2, *sent(2, 201)[1:])
    assert found.fields() == []
    assert found.at_ms == 2


def test_facts_of_two_kinds_have_no_fields_to_compare() -> None:
    found = first_difference(ledger(placed(1)), ledger(sent(1, 201)))
    assert found is not None
    assert found.fields() == []


def test_the_name_of_a_candidate_is_no_difference_and_its_start_is_one() -> None:
    assert first_difference(ledger(started("a")), ledger(started("b"))) is None
    assert first_difference(ledger(started("a")), ledger(started("b", start=2))) is not None


def test_times_and_numbers_are_no_decisions() -> None:
    one = ledger(placed(1), sent(2, 201, x="7"), created(3, "SO1"))
    other = ledger(placed(11), sent(12, 201, x="9"), created(13, "SO2"))
    assert first_difference(one, other) is not None
    assert first_decision(one, other) is None


def test_the_order_that_was_treated_differently_first_is_named() -> None:
    both = [placed(1), placed(2, OTHER)]
    one = ledger(*both, sent(3, 201, OTHER), sent(5, 201))
    other = ledger(*both, sent(4, 500, OTHER), sent(9, 500))
    found = first_decision(one, other)
    assert found is not None
    order, parting = found
    assert order == OTHER
    assert [fact.kind for fact in parting.before] == ["shop.order.placed"]
    assert parting.one is not None
    assert parting.one.data["status"] == 201
    assert parting.at_ms == 3


def test_an_order_whose_story_goes_on_on_one_side_only_was_treated_differently() -> None:
    found = first_decision(ledger(placed(1), sent(2, 201)), ledger(placed(1)))
    assert found is not None
    assert found[1].other is None


def test_facts_about_no_order_of_the_shop_are_no_treatment() -> None:
    assert first_decision(ledger(placed(1), created(2, "SO1", "PO-7")), ledger(placed(1))) is None
