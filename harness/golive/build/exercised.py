"""What was in force in a run, and how often it met a case and acted.

Rules, quirks, jobs, surprises, systems beside shop and ERP, and budgets.
"""

from __future__ import annotations

from collections.abc import Iterator

from fake_erp.quirks import QUIRKS
from fake_erp.rules import RULES
from golive.build.world import World
from golive.chaos.actions.change_rules import ChangeRules
from golive.judge.history import History
from golive.record.run import Exercised
from golive.scenario import Budgets, Scenario


def exercised(world: World) -> list[Exercised]:
    """Return the counters of all that is in force, what the scenario names itself first."""
    found = [
        *_rules(world),
        *_quirks(world),
        *_jobs(world),
        *_surprises(world),
        *_third_systems(world),
        *budgets_of(world.history, world.scenario.budgets),
    ]
    return sorted(found, key=lambda each: not each.named)


def _rules(world: World) -> Iterator[Exercised]:
    named = {*names_under(world.scenario, "rules"), *_changed(world.scenario)}
    for name, count in world.erp.checks.exercise.items():
        about = RULES[name].about if name in RULES else world.erp.rules[name].about
        yield Exercised("rule", name, name in named, count.cases, count.acts, about)


def _quirks(world: World) -> Iterator[Exercised]:
    named = names_under(world.scenario, "quirks")
    for name, count in world.erp.active_quirks.exercise.items():
        needs = QUIRKS[name].needs if name in QUIRKS else world.erp.quirks[name].needs
        yield Exercised("quirk", name, name in named, count.cases, count.acts, needs)


def _jobs(world: World) -> Iterator[Exercised]:
    """The jobs that the scenario names and has not switched off."""
    erp, jobs = world.erp, world.scenario.erp.others
    for name in names_under(world.scenario, "others"):
        runs = erp.runs.get(name, 0)
        if runs or jobs[name] != type(jobs[name])():
            yield Exercised("job", name, True, runs, runs, "a time or a document in this run")


def _surprises(world: World) -> Iterator[Exercised]:
    shop = world.shop
    acted = {
        **shop.surprised,
        "bulk_shuffled": sum(len(bulk.operations) > 1 for bulk in shop.bulks),
        "integration_bearer": shop.integrations.bearers_used,
    }
    for name in world.scenario.shop.surprises:
        count = acted.get(name, 0)
        yield Exercised("surprise", name, True, count, count, "a call of the shop that meets it")


def _third_systems(world: World) -> Iterator[Exercised]:
    """The systems beside shop and ERP that the scenario has, and their outages."""
    third = world.third
    if third is None:
        return
    if third.wms is not None:
        shipped, late = third.wms.shipped, third.wms.late
        if world.scenario.wms.ships:
            yield Exercised("system", "wms", True, shipped, shipped, "a paid order whose lead time is over")
        if world.scenario.wms.counts.count:
            counted = third.wms.counted
            yield Exercised(
                "system", "wms.counts", True, counted, counted, "an article with stock of its own"
            )
        if world.scenario.wms.outages:
            yield Exercised("system", "wms.outages", True, late, late, "a shipment that is due in an outage")
    if third.pim is not None:
        written = third.pim.written
        yield Exercised(
            "system", "pim", True, written, written, "a simple product, and time between its writes"
        )


def budgets_of(history: History, budgets: Budgets) -> Iterator[Exercised]:
    """Yield the budgets for what the integration keeps and for erasures, with the number of measurements."""
    count = len(history.kept.measured)
    for name, budget in (("records", budgets.records), ("tasks", budgets.tasks)):
        if budget is not None:
            yield Exercised("budget", name, True, count, count, "an integration that is a coroutine function")
    if budgets.erasure_ms is not None:
        looks = len(history.privacy.looks)
        yield Exercised(
            "budget", "erasure", True, looks, looks, "an erasure whose budget ends within the run"
        )


def names_under(scenario: Scenario, section: str) -> list[str]:
    """Return the entries of a section of `erp` that the scenario and its bases write, without its profiles."""
    return [path.partition(" ")[2] for path in scenario.named if path.startswith(f"{section} ")]


def _changed(scenario: Scenario) -> Iterator[str]:
    """The rules that a change of the scenario puts in force."""
    for change in scenario.changes:
        if change.change_class is ChangeRules:
            yield from change.settings["rules"]
