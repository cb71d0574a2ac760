"""Owners: when an alert reaches the one whom it concerns, and what the report says of it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_erp.schedules import Hours
from golive.candidates.kit import Desk
from golive.candidates.reference.board import Board
from golive.judge.escalation.reaching import reach
from golive.judge.history.watch.troubles import WINDOW_MS, Troubles
from golive.record.run import BROKEN, HELD, Fact
from golive.runner import run
from golive.scenario.model.staff.roles import ROLES, Role, Roles

MINUTE, HOUR = 60_000, 3_600_000
MONDAY = 4 * 24 * HOUR  # 1970-01-05
OFFICE = Hours(8 * HOUR, 18 * HOUR, (0, 1, 2, 3, 4))
ROLES_OF_A_COMPANY = Roles(
    technical=Role(reaction_ms=15 * MINUTE, hours=Hours()),
    business=Role(reaction_ms=30 * MINUTE, hours=OFFICE),
    erp=Role(reaction_ms=HOUR, hours=Hours()),
    forwarding_ms=20 * MINUTE,
    escalation_ms=2 * HOUR,
)


def after(
    to: str, concerns: str, at_ms: int = MONDAY + 9 * HOUR, roles: Roles = ROLES_OF_A_COMPANY
) -> int | None:
    way = reach(at_ms, to, concerns, roles, 0)
    return None if way.at_ms is None else way.at_ms - at_ms


def test_the_right_owner_takes_the_reaction_time_and_the_wrong_one_costs_more() -> None:
    assert after("erp", "erp") == HOUR
    assert after("technical", "erp") == (15 + 20) * MINUTE + HOUR
    assert reach(0, "technical", "erp", ROLES_OF_A_COMPANY, 0).told == ("technical", "erp")


def test_reaction_times_run_in_office_hours_only() -> None:
    friday_evening = MONDAY + 4 * 24 * HOUR + 17 * HOUR + 45 * MINUTE
    on_monday = 3 * 24 * HOUR - 9 * HOUR - 45 * MINUTE + 15 * MINUTE
    assert after("business", "business", friday_evening) == on_monday
    assert after("business", "business", friday_evening - 30 * MINUTE) == 30 * MINUTE


def test_without_a_reaction_the_next_owner_is_told_and_finds_the_right_one() -> None:
    saturday = MONDAY + 5 * 24 * HOUR
    way = reach(saturday, "business", "erp", ROLES_OF_A_COMPANY, 0)
    assert way.told == ("business", "technical", "erp")
    assert way.escalated
    assert way.at_ms == saturday + 2 * HOUR + (15 + 20) * MINUTE + HOUR


def test_an_owner_who_never_looks_is_never_reached() -> None:
    alone = Roles(technical=Role(reaction_ms=MINUTE, hours=Hours()), escalation_ms=HOUR)
    assert after("erp", "erp", roles=alone) is None
    assert after("erp", "technical", roles=alone) == HOUR + MINUTE


def role_of(reaction: int | None, hours: Hours) -> Role:
    return Role(reaction_ms=reaction, hours=hours)


A_ROLE = st.builds(role_of, st.none() | st.integers(1, 12 * HOUR), st.sampled_from([Hours(), OFFICE]))


@given(
    st.builds(
        lambda roles, forwarding, escalation: Roles(
            **dict(zip(ROLES, roles, strict=True)), forwarding_ms=forwarding, escalation_ms=escalation
        ),
        st.tuples(A_ROLE, A_ROLE, A_ROLE),
        st.integers(0, HOUR),
        st.none() | st.integers(1, 6 * HOUR),
    ),
    st.integers(0, 14 * 24 * HOUR),
    st.sampled_from(ROLES),
    st.sampled_from(ROLES),
)
def test_the_right_address_is_never_slower_than_another(
    roles: Roles, at_ms: int, to: str, concerns: str
) -> None:
    right, other = reach(at_ms, concerns, concerns, roles, 0), reach(at_ms, to, concerns, roles, 0)
    assert len(set(other.told)) == len(other.told)
    assert other.told[0] == to
    if other.at_ms is not None:
        assert right.at_ms is not None
        assert at_ms < right.at_ms <= other.at_ms


def told(*facts: tuple[int, str, dict[str, Any]]) -> list[str]:
    troubles = Troubles()
    for seq, (at_ms, kind, data) in enumerate(facts, 1):
        troubles.readers[kind](Fact(seq, at_ms, "wire", kind, {}, data))
    return [each.concerns for each in troubles.raised]


def call(at_ms: int, op: str, status: int | None) -> tuple[int, str, dict[str, Any]]:
    return at_ms, "exchange.answered", {"op": op, "status": status, "how": "timeout"}


@pytest.mark.parametrize(
    ("calls", "concerns"),
    [
        ([], ""),
        ([call(1, "erp.order.create", 503)], "erp"),
        ([call(1, "erp.order.create", None)], "erp"),
        ([call(1, "erp.token.create", 401)], "erp"),
        ([call(1, "shop.stock.write", 503)], "technical"),
        ([call(1, "erp.order.create", 422)], "business"),
        ([call(1, "shop.stock.write", 400)], "business"),
        ([call(1, "erp.order.create", 201)], ""),
        (
            [
                call(1, "shop.stock.write", 503),
                call(2, "erp.stock.list", 503),
                call(3, "erp.stock.list", 503),
            ],
            "erp",
        ),
    ],
)
def test_an_alert_concerns_the_owner_of_most_calls_that_failed(
    calls: list[tuple[int, str, dict[str, Any]]], concerns: str
) -> None:
    assert told(*calls, (10, "desk.alert", {"text": "help"})) == [concerns]
    assert told(*calls, (10 + WINDOW_MS, "desk.alert", {"text": "help"})) == [""]


def test_an_alert_to_an_unknown_owner_is_refused_with_the_owners_there_are() -> None:
    with pytest.raises(ValueError, match="expected one of technical, business, erp as `to`, got 'boss'"):
        Desk(lambda kind, keys, data: None).alert("help", "boss")


def test_the_owner_of_an_alert_is_recorded_only_where_there_are_owners() -> None:
    facts: list[dict[str, Any]] = []
    for has_roles in (False, True):
        Desk(lambda kind, keys, data: facts.append(data), has_roles=has_roles).alert("help", "erp")
    assert facts == [{"text": "help"}, {"text": "help", "to": "erp"}]


SETS = ("traffic.orders.base=6/h", "shop.catalog.skus=20")


def test_alerts_without_an_address_go_to_the_wrong_owner_first(monkeypatch: pytest.MonkeyPatch) -> None:
    right = run("alerts-to-owners", "reference", sets=SETS).scorecard
    monkeypatch.setattr(Board, "alert", lambda self, text, to="": self._desk.alert(text))
    wrong = run("alerts-to-owners", "reference", sets=SETS).scorecard
    assert (right.verdict, right.desk["owners"]["misdirected"]) == (HELD, 0)
    assert (wrong.verdict, wrong.desk["owners"]["misdirected"] > 0) == (BROKEN, True)
    assert wrong.desk["owners"]["max"] > right.desk["owners"]["max"]
    assert [row["told"][0] for row in wrong.desk["owners"]["rows"]].count("erp") == 0


def test_without_owners_nothing_is_said_of_them() -> None:
    card = run("calm", "reference", sets=("clock.duration=10m", "clock.settle=10m", *SETS)).scorecard
    assert "owners" not in card.desk
