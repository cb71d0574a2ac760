"""Why there are so many calls, by what most of them are."""

from __future__ import annotations

import pytest

from golive.judge.causes.operation.alerts import alert_storm
from golive.judge.causes.operation.many_calls import many_calls
from golive.judge.causes.operation.retries import retries
from golive.judge.history import History
from golive.judge.history.watch.calls import CallWatch, Flood, RateRefusals, Storm


def watch(calls: dict[str, int], repeats: int = 0, most: int = 0) -> CallWatch:
    """Calls to the ERP by operation, so many of them repeats, one call up to `most` times."""
    found = History(0).call_watch
    found.hours = {operation: {0: count} for operation, count in calls.items()}
    found.systems["erp"].calls, found.systems["erp"].repeats = sum(calls.values()), repeats
    if most:
        found.storms["erp.order.create"] = Storm(1, most, (), "1", "422")
    return found


@pytest.mark.parametrize(
    ("calls", "repeats", "most", "expected"),
    [
        ({"erp.order.create": 1000}, 900, 900, "retries_without_limit"),
        ({"erp.order.read": 1000, "erp.order.create": 900}, 800, 800, "retries_without_limit"),
        ({"erp.order.read": 1000, "erp.order.create": 90}, 60, 60, "polled_one_by_one"),
        ({"erp.stock.list": 1000}, 0, 0, "polls_too_often"),
        ({"erp.customer.update": 1000}, 0, 0, "written_one_by_one"),
    ],
)
def test_many_calls(calls: dict[str, int], repeats: int, most: int, expected: str) -> None:
    found = watch(calls, repeats, most)
    assert many_calls("erp", found.systems["erp"], found).code == expected


@pytest.mark.parametrize(("most", "expected"), [(400, "retries_without_limit"), (4, "no_back_off")])
def test_retries_name_the_call(most: int, expected: str) -> None:
    found = retries("erp.order.create", Storm(1, most, (), "000000007", "422"), Flood())
    assert found.code == expected
    assert "000000007" in found.what


@pytest.mark.parametrize(
    ("records", "each", "expected"),
    [
        (30, 6, "rate_not_limited"),
        (4, 500, "no_back_off"),
        (60, 1, "no_back_off"),
    ],
)
def test_many_records_refused_for_their_rate_again_and_again(records: int, each: int, expected: str) -> None:
    refusals = RateRefusals()
    for turn in range(each):
        for record in range(records):
            refusals.note(60_000 + turn * 1_000 % 60_000, ("erp.order.create", str(record)))
    storm = Storm(records, 6, (), "1", "429")
    assert retries("erp.order.create", storm, refusals.worst).code == expected


def test_refusals_of_several_minutes_are_counted_apart() -> None:
    refusals = RateRefusals()
    for minute, records in ((1, 3), (2, 5), (3, 2)):
        for record in range(records):
            refusals.note(minute * 60_000, ("erp.order.create", str(record)))
    assert refusals.worst == Flood(120_000, 5, 5)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([f"order 000000001 failed, attempt {each}" for each in range(40)], "alert_per_attempt"),
        ([f"order {each:09} was refused with 422" for each in range(40)], "alert_per_record"),
        (["ERP down"] * 40, "alert_per_attempt"),
    ],
)
def test_alerts(texts: list[str], expected: str) -> None:
    assert alert_storm(texts).code == expected
