"""Upgrades of the shop and the ERP in the middle of a run: what becomes of the orders before and after each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from fake_erp.dialects import registry
from golive.drills.subjects import candidate_of, check_orders
from golive.keys.value_kinds import show_duration
from golive.rehearsal.phases import OLD, CutOver, Phase
from golive.rehearsal.rehearsing import PhaseResult, by_phase
from golive.runner import Plan, carry_out
from golive.scenario import load


@dataclass(frozen=True, slots=True)
class Upgrade:
    """An upgrade: what changes, the entry of `chaos` without its time, and what the scenario needs for it."""

    name: str
    about: str
    entry: str
    sets: tuple[str, ...] = ()


UPGRADES = (
    Upgrade("none", "nothing changes", ""),
    Upgrade(
        "shop-version",
        "the shop is upgraded from Magento 2.4.3 to the newest version",
        "change: upgrade_shop",
        ("shop.version=2.4.3",),
    ),
    Upgrade(
        "shop-events",
        "the shop sends its business events in the next version only",
        "change: upgrade_events",
        ("shop.events.version=1",),
    ),
    Upgrade(
        "shop-events-parallel",
        "the shop sends its business events in both versions for half an hour, then in the next only",
        "change: upgrade_events, parallel: 30m",
        ("shop.events.version=1",),
    ),
    Upgrade(
        "shop-limits",
        "after a release the shop takes at most ten objects in a list",
        "change: limit_input, items: 10",
    ),
    Upgrade(
        "shop-statuses",
        "after a release paid orders have another status in the same state",
        "change: change_order_status, state: processing, status: in_preparation",
    ),
    Upgrade(
        "shop-field",
        "after a release orders of the shop have a field more",
        "fault: patch_answer, field: extension_attributes.delivery_note, how: add, to: none",
    ),
    Upgrade(
        "erp-restart",
        "the ERP is down for ten minutes while a patch is installed",
        "fault: outage, how: maintenance",
    ),
    Upgrade(
        "erp-mandatory-field",
        "after a patch the ERP demands a field that was optional",
        "change: change_rules, rules: {mandatory_fields: [custom.approval_code]}",
    ),
    Upgrade(
        "erp-field-lengths",
        "after a patch the ERP refuses long texts",
        "change: change_rules, rules: {field_lengths: refuse}",
        ("traffic.baskets.awkward=10%",),
    ),
    Upgrade(
        "erp-unknown-fields",
        "after a patch the ERP refuses fields that it does not know",
        "change: change_rules, rules: {unknown_fields: refuse}",
    ),
    Upgrade(
        "erp-limits",
        "after a patch the ERP takes five calls a second",
        "fault: rate_limit, rate: 5/s, burst: 5",
    ),
    Upgrade(
        "erp-references",
        "after a patch the ERP refuses a reference that it has already",
        "change: change_rules, rules: {duplicate_reference: refuse}",
    ),
)
_NEXT_VERSION = Upgrade(
    "erp-version",
    "the ERP is upgraded from the oldest to the newest version of its product",
    "change: upgrade_erp",
)
_OUTAGE_MS = 10 * 60_000


@dataclass(frozen=True, slots=True)
class Upgraded:
    """What an upgrade did: the orders placed before it and after it, and the desk entries and alerts after it."""

    upgrade: str
    about: str
    before: PhaseResult
    after: PhaseResult
    entries: int
    alerts: int

    @property
    def is_survived(self) -> bool:
        """Whether no order was lost, booked twice or wrong; what is at the desk may be."""
        return not any(
            (phase.lost, phase.doubled, phase.wrong) != (0, 0, 0) for phase in (self.before, self.after)
        )

    def as_json(self) -> dict[str, Any]:
        """The result as JSON values."""
        return {**asdict(self), "is_survived": self.is_survived}


def upgrades_of(dialect: str) -> tuple[Upgrade, ...]:
    """All upgrades; that of the ERP itself where its product has several versions."""
    versions = registry.about(dialect).versions
    if len(versions) < 2:
        return UPGRADES
    return (*UPGRADES, replace(_NEXT_VERSION, sets=(f"erp.version={versions[0]}",)))


def rehearse_upgrades(
    scenario_named: str,
    candidate_named: str,
    *,
    seed: int = 1,
    sets: Sequence[str] = (),
    upgrades: Sequence[Upgrade] | None = None,
    say: Callable[[float, str], None] = lambda share, what: None,
) -> list[Upgraded]:
    """Play each upgrade at half of the traffic; without `upgrades`, all that there are for the ERP.

    Raises ScenarioError, UnknownCandidate and CandidateFailed.
    """
    upgrades = upgrades_of(load(scenario_named, sets).erp.dialect) if upgrades is None else upgrades
    found = []
    for done, upgrade in enumerate(upgrades, 1):
        found.append(_played(scenario_named, candidate_named, seed, sets, upgrade))
        say(done / len(upgrades), upgrade.name)
    return found


def _played(
    scenario_named: str, candidate_named: str, seed: int, sets: Sequence[str], upgrade: Upgrade
) -> Upgraded:
    half_ms = load(scenario_named, sets).clock.duration_ms // 2
    at = show_duration(half_ms)
    if upgrade.entry.startswith("fault: outage"):
        at += f"..{show_duration(min(2 * half_ms, half_ms + _OUTAGE_MS))}"
    chaos = f"chaos=[{{{upgrade.entry}, at: {at}}}]" if upgrade.entry else "chaos=[]"
    scenario = load(scenario_named, (*sets, *upgrade.sets, chaos))
    plan = Plan(scenario, candidate_of(candidate_named), scenario_named, candidate_named, seed)
    result = carry_out(plan, None)
    phases = CutOver(upgrade.name, "", (Phase("before", half_ms, OLD), Phase("after", half_ms, OLD)))
    before, after = by_phase(phases, result.orders, result.record)
    check_orders(scenario, min(before.orders, after.orders), 1, "before and after the upgrade")
    told = [
        fact.kind
        for fact in result.ledger
        if fact.at_ms >= after.begin_ms and fact.kind in ("desk.exception", "desk.alert")
    ]
    return Upgraded(
        upgrade.name, upgrade.about, before, after, told.count("desk.exception"), told.count("desk.alert")
    )
