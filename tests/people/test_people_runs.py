"""Whole runs with people at the desk: what they save, what they spoil, and for whom."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from golive import scenario
from golive.candidates import naive, reference
from golive.candidates.coroutine import InProcess, Integrate
from golive.candidates.kit import Kit
from golive.record.ledger import StoredLedger
from golive.record.run import BROKEN, HELD, LEDGER_FILE, ORDERS_FILE, SCORECARD_FILE, Fact, Scorecard
from golive.runner import Plan, execute
from tests.commands import elsewhere, run_command
from tests.depth import only_deep
from tests.runs import Runs

CLERKS = ("people.clerks.desk_every=5m", "people.clerks.hours=always", "people.clerks.count=3")
AWAY = "chaos=[{fault: outage, on: erp, at: 10m..60m, how: refused}]"
SHORT = ("clock.duration=80m", "clock.settle=80m", "budgets.order=2h")
LATE_CREDIT = (
    "people.clerks.desk_every=10m",
    "traffic.orders.base=40/h",
    "clock.duration=2h",
    "erp.rules.credit_limit.credit=2000 EUR",
)


def play(
    folder: Path, name: str, integrate: Integrate, *sets: str, seed: int = 1
) -> tuple[Scorecard, list[Fact]]:
    folder.mkdir(parents=True, exist_ok=True)
    plan = Plan(
        scenario.load(name, sets), InProcess("candidate", integrate), name, "candidate", seed, sets=sets
    )
    return execute(plan, folder), list(StoredLedger(folder / LEDGER_FILE))


def of_kind(facts: Iterable[Fact], kind: str) -> list[Fact]:
    return [fact for fact in facts if fact.kind == kind]


NIGHT = "black-friday-2am"


class TestTheNightOfBlackFriday:
    @pytest.mark.parametrize("seed", [1, *only_deep(2, 3, 4)])
    def test_the_reference_holds_without_a_developer(self, runs: Runs, seed: int) -> None:
        played = runs(NIGHT, "reference", seed=seed)
        card, facts = played.card, played.facts
        assert card.verdict == HELD, card.reasons
        assert card.findings == []
        assert [fact.data["code"] for fact in of_kind(facts, "clerk.repaired")] == ["customer_blocked"]
        assert of_kind(facts, "desk.alert"), "no alert said that stock stood still"

    def test_the_naive_candidate_reports_nothing_so_no_clerk_can_help(self, runs: Runs) -> None:
        played = runs(NIGHT, "naive")
        card, facts = played.card, played.facts
        assert card.verdict == BROKEN
        assert card.orders["lost"] > 100
        assert not [fact for fact in facts if fact.actor == "clerk"]

    def test_a_clerk_on_call_saves_the_night(self, runs: Runs) -> None:
        by_day = runs(NIGHT, "reference").card
        played = runs(NIGHT, "reference", "people.clerks.on_call=30m")
        called, facts = played.card, played.facts
        assert len(of_kind(facts, "clerk.called")) == 1
        assert called.latency_ms["p95"] < by_day.latency_ms["p95"] / 10
        assert called.desk["time_to_repair"]["p95"] < by_day.desk["time_to_repair"]["p95"] / 10


def test_the_credit_of_a_business_is_raised_and_its_orders_go_on(runs: Runs) -> None:
    """Without people they stay on the desk; with them each is released after a clerk's work, late or in time."""
    alone = runs("credit-limit", "reference", *LATE_CREDIT[1:]).card
    played = runs("credit-limit", "reference", *LATE_CREDIT)
    helped, facts = played.card, played.facts
    assert alone.orders["stuck_visible"] > 10
    assert helped.orders["stuck_visible"] == 0
    assert helped.orders["exact"] + helped.orders["late"] == helped.orders["total"] == alone.orders["total"]
    assert {fact.data["code"] for fact in of_kind(facts, "clerk.repaired")} == {"credit_limit"}
    assert helped.desk["open_at_end"] == 0
    assert helped.harm["by_kind"]["desk_work"] == round(helped.desk["minutes"] * 3800 / 60)


def test_orders_that_people_delete_are_shown_and_sent_again_at_a_press_of_retry(runs: Runs) -> None:
    alone = runs("orders-deleted", "reference", "people.clerks.desk_every=off")
    assert (alone.card.orders["stuck_visible"], alone.card.orders["lost"]) == (3, 0)
    helped = runs("orders-deleted", "reference")
    assert (helped.card.orders["stuck_visible"], helped.card.orders["lost"]) == (0, 0)
    deleted = [fact for fact in of_kind(helped.facts, "erp.order.status") if fact.data["to"] == "cancelled"]
    again = [fact.keys["ref"] for fact in of_kind(helped.facts, "erp.order.created")]
    assert len(deleted) == 3
    assert all(again.count(fact.keys["ref"]) == 2 for fact in deleted)


def test_without_clerks_the_desk_is_not_read_and_costs_nothing(runs: Runs) -> None:
    played = runs("credit-limit", "reference", *LATE_CREDIT[1:])
    card, facts = played.card, played.facts
    assert not [fact for fact in facts if fact.actor == "clerk"]
    assert card.desk["minutes"] == 0
    assert card.desk["open_at_end"] == card.desk["entries"] == card.orders["stuck_visible"]
    assert "desk_work" not in card.harm["by_kind"]


class TestTypedInByHand:
    """The interface is down, people type; then it comes back and sends what it has."""

    @pytest.mark.parametrize("seed", [1, 2])
    @pytest.mark.parametrize("taken", ["accept", "refuse"])
    def test_with_the_number_as_reference_the_reference_finds_it(
        self, tmp_path: Path, seed: int, taken: str
    ) -> None:
        sets = (*SHORT, *CLERKS, AWAY, "people.clerks.rekeys=100%", "people.clerks.with_reference=100%")
        rule = f"erp.rules.duplicate_reference={taken}"
        card, facts = play(tmp_path, "calm", reference.integrate, *sets, rule, seed=seed)
        assert len(of_kind(facts, "clerk.rekeyed")) >= 5
        assert card.orders["exact"] + card.orders["late"] == card.orders["total"]
        assert card.desk["open_at_end"] == 0

    def test_without_it_each_is_there_twice_and_the_cause_is_named(self, tmp_path: Path) -> None:
        sets = (*SHORT, *CLERKS, AWAY, "people.clerks.rekeys=100%", "people.clerks.with_reference=0%")
        card, facts = play(tmp_path, "calm", reference.integrate, *sets)
        typed = {fact.keys["order"] for fact in of_kind(facts, "clerk.rekeyed")}
        twice = [finding for finding in card.findings if finding.kind == "duplicated"]
        assert {finding.key for finding in twice} == typed
        assert {finding.cause.code for finding in twice} == {"entered_by_hand"}
        assert card.orders["phantom"] == 0


class Careless:
    """Shows what it cannot send, as it should; on retry it sends at once, under a new reference each time."""

    def __init__(self, kit: Kit, answers: bool) -> None:
        self._naive = naive.Naive(kit)
        self._kit = kit
        self._entities: dict[str, str] = {}
        self._times = 0
        if answers:
            kit.on_retry(self.on_retry)

    async def on_event(self, event: dict[str, Any]) -> int:
        value = event["data"]["value"]
        if value.get("_isNew"):
            self._entities[value["increment_id"]] = value["entity_id"]
            self._kit.desk.exception(value["increment_id"], "not sent", "it waits for a clerk", "press retry")
        return 200

    async def on_retry(self, order: str) -> str:
        self._times += 1
        kit, erp = self._kit, self._naive._erp
        shop_order = (await self._naive._shop.get(f"/rest/V1/orders/{self._entities[order]}")).data
        body = naive.mapping.order_body(shop_order, await self._naive._guest_account(), "web", True)
        body["external_reference"] = f"{order}/{self._times}"
        reply = await erp.create_order(body)
        kit.desk.resolved(order)
        return str(reply.status)


def careless(answers: bool = True) -> Integrate:
    async def integrate(kit: Kit) -> None:
        kit.on_webhook(Careless(kit, answers).on_event)
        await asyncio.Event().wait()

    return integrate


QUARTER = ("clock.duration=15m", "clock.settle=1h", "erp.rules.duplicate_reference=accept")


def test_who_sends_on_retry_without_looking_doubles_what_is_pressed_twice(tmp_path: Path) -> None:
    once, _ = play(tmp_path / "once", "calm", careless(), *QUARTER, *CLERKS, "people.clerks.impatient=0%")
    twice, _ = play(tmp_path / "twice", "calm", careless(), *QUARTER, *CLERKS, "people.clerks.impatient=100%")
    assert once.orders["duplicated"] == 0
    assert twice.orders["duplicated"] == twice.orders["total"] > 0


def test_who_does_not_hear_retry_leaves_its_orders_stuck_but_visible(tmp_path: Path) -> None:
    card, facts = play(tmp_path, "calm", careless(answers=False), *QUARTER, *CLERKS)
    assert card.orders["stuck_visible"] == card.orders["total"] > 0
    assert card.desk["handed_on"] == card.orders["total"]
    assert {fact.data["status"] for fact in of_kind(facts, "clerk.heard")} == {None}


def test_a_handler_that_throws_is_told_as_500_and_the_run_goes_on(tmp_path: Path) -> None:
    async def integrate(kit: Kit) -> None:
        kit.on_webhook(Careless(kit, False).on_event)
        kit.on_retry(lambda order: 1 // 0)
        await asyncio.Event().wait()

    _, facts = play(tmp_path, "calm", integrate, *QUARTER, *CLERKS)
    heard = of_kind(facts, "clerk.heard")
    assert {fact.data["status"] for fact in heard} == {500}
    assert "ZeroDivisionError" in heard[0].data["said"]


@pytest.mark.slow
def test_another_process_with_another_hash_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    sets = (*SHORT, *CLERKS, AWAY, "people.clerks.rekeys=50%", "people.clerks.with_reference=50%")
    for hash_seed in ("0", "4242"):
        elsewhere(hash_seed, run_command(tmp_path / hash_seed, "calm", sets=sets))
    for file in (LEDGER_FILE, ORDERS_FILE, SCORECARD_FILE):
        one, other = ((tmp_path / seed / file).read_bytes() for seed in ("0", "4242"))
        assert one == other
    assert "clerk.rekeyed" in (tmp_path / "0" / LEDGER_FILE).read_text()
