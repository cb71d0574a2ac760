"""Which orders of two variants are the same one, and over which the variants part."""

from __future__ import annotations

from golive.record.run import OrderLine
from golive.sweep.pairing import pairs, pairs_in_sequence


def line(order: str, placed_ms: int, verdict: str = "exact", cents: int = 1000) -> OrderLine:
    return OrderLine(order, verdict, placed_ms, cents, "EUR", None, ())


def test_an_order_is_the_same_by_its_instant_and_worth_whatever_its_number() -> None:
    """The first shop turned the second customer away, so its later orders have other numbers."""
    one = [line("1", 10), line("2", 30), line("3", 40)]
    other = [line("1", 10), line("2", 20), line("3", 30), line("4", 40)]
    found = pairs([one, other])
    assert [[each.order for each in same] for same in found.same] == [["1", "1"], ["2", "3"], ["3", "4"]]
    assert (found.same_number, found.unpaired) == (1, (0, 1))


def test_orders_of_one_instant_are_kept_apart() -> None:
    one = [line("1", 10), line("2", 10), line("3", 10, cents=5)]
    found = pairs([one, [line("1", 10), line("2", 10)]])
    assert [[each.order for each in same] for same in found.same] == [["1", "1"], ["2", "2"]]
    assert found.unpaired == (1, 0)


def test_only_right_against_wrong_is_a_difference() -> None:
    """Both wrong is none, and what is not decided yet says nothing."""
    verdicts = [
        ("exact", "lost"), ("exact", "compensated"), ("lost", "duplicated"), ("indeterminate", "lost"),
        ("exact", "indeterminate"), ("late", "exact"),
    ]  # fmt: skip
    one = [line(str(at), at, left) for at, (left, _) in enumerate(verdicts)]
    other = [line(str(at), at, right) for at, (_, right) in enumerate(verdicts)]
    different = [(left.verdict, right.verdict) for left, right in pairs([one, other]).different]
    assert different == [("exact", "lost"), ("late", "exact")]


def test_a_phantom_belongs_to_no_customer_and_is_never_paired() -> None:
    phantom = line("SO1", 10, "phantom")
    found = pairs([[phantom], [phantom]])
    assert (found.same, found.unpaired) == ((), (0, 0))


def test_in_sequence_an_order_is_the_same_some_milliseconds_later() -> None:
    one = [line("1", 10, cents=5), line("2", 20, cents=7), line("3", 30, cents=9)]
    other = [line("1", 14, cents=5), line("2", 37, cents=9)]
    assert pairs([one, other]).same == ()
    found = pairs_in_sequence([one, other])
    assert [[each.order for each in same] for same in found.same] == [["1", "1"], ["3", "2"]]
    assert found.unpaired == (1, 0)
