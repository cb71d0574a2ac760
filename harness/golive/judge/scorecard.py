"""The scorecard of a finished history: findings, score, coverage, expectations, verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from golive.judge import tallies
from golive.judge.claims.vocabulary import Stated, tested
from golive.judge.cost import Prices
from golive.judge.figures import expectations, figures
from golive.judge.findings import look
from golive.judge.harm.summary import first_failure_ms, harm
from golive.judge.history import History
from golive.judge.history.documents import LOST
from golive.judge.oracles import Budgets, Case
from golive.judge.run_verdict import run_verdict
from golive.judge.score import coverage, score
from golive.judge.silences import response
from golive.record.ledger import Ledger
from golive.record.oracles import kinds_of
from golive.record.run import UNKNOWN, OrderLine, Scorecard
from golive.scenario import Result, Scenario


def judge(
    history: History,
    ledger: Ledger,
    scenario: Scenario,
    candidate: str,
    seed: int,
    clock: str,
    replay: str,
    load: Mapping[str, Any] = MappingProxyType({}),
    claims: Sequence[Stated] = (),
) -> tuple[Scorecard, Iterator[OrderLine]]:
    """Return the scorecard and one line per order. The lines are an iterator, since there may be a million.

    `load` is the result of `--load` as JSON, `claims` are those of the candidate.
    """
    limits = scenario.budgets
    budgets = Budgets(
        limits.order_ms,
        limits.surfacing_ms,
        limits.stock_ms,
        limits.shipment_ms,
        limits.credentials_ms,
        limits.refund_ms,
        limits.acknowledgement_ms,
        limits.prices_ms,
        limits.return_ms,
        limits.records,
        limits.tasks,
    )
    case = Case(
        history,
        ledger,
        budgets,
        scenario.clock.start.offset_ms,
        scenario.judge,
        scenario.owners,
        scenario.judge.privacy.never,
    )
    judging = scenario.judge
    found = look(case, Prices(scenario.costs), [named.value for named in judging.oracles])
    kinds = kinds_of(judging.all_oracles)
    orders, stock = tallies.orders(case), tallies.stock(history)
    points, score_parts = score(
        orders,
        stock,
        tallies.units_sold(history),
        found.by_kind,
        kinds,
        read=tallies.read_on_desk(case),
        hours=(scenario.clock.end_ms - scenario.clock.start_ms) / 3_600_000,
    )
    covered, coverage_parts = coverage(
        history.faults, tallies.declared_kinds(scenario), history.kinds, history.exercised
    )
    answered = response(history, budgets)
    card = Scorecard(
        scenario=scenario.name,
        candidate=candidate,
        seed=seed,
        clock=clock,
        verdict=UNKNOWN,
        score=points,
        coverage=covered,
        orders=orders,
        stock=stock,
        latency_ms=tallies.latencies(case),
        erp={**tallies.calls(history, orders["total"]), **tallies.use(case)},
        harm=harm(
            case,
            found.amounts,
            scenario.costs.hourly_wage.currency,
            scenario.clock.end_ms - scenario.clock.start_ms,
            first_failure_ms(case, found.first, answered["begin_ms"]),
        ),
        faults=history.faults,
        findings=found.listed,
        expectations=[],
        score_parts=score_parts,
        coverage_parts=coverage_parts,
        counts=found.counts,
        replay=replay,
        checkout=tallies.checkout(history),
        desk=tallies.desk(history, scenario),
        exercised=history.exercised,
        response=answered,
        lag=tallies.lags(case),
        error_classes=tallies.error_classes(history),
        retries=tallies.retries(history),
        oracles=list(judging.all_oracles),
    )
    measured = figures(
        Result(card, tallies.drain_ms(case, scenario), case, tallies.recovery_ms(case, scenario), load),
        judging.all_metrics,
    )
    card.expectations = expectations(
        scenario.expect, measured, orders["total"], card.harm["currency"], kinds.values()
    )
    card.claims = tested(claims, case, card)
    card.verdict, card.reasons, card.doubts = run_verdict(card, case)
    return card, _lines(case)


def _lines(case: Case) -> Iterator[OrderLine]:
    stories, latencies = case.history.orders.stories, case.latencies
    for order, each in case.verdicts.items():
        story = stories[order]
        yield OrderLine(
            order,
            each.word,
            story.placed_ms,
            story.money.total,
            story.money.currency,
            latencies.get(order),
            tuple([doc.number for doc in story.erp if doc.status != LOST]),
            each.why,
            story.is_shown,
        )
    for doc in case.history.orders.phantoms:
        yield OrderLine(
            doc.ref or doc.number,
            "phantom",
            doc.created_ms,
            doc.money.total,
            doc.money.currency,
            None,
            (doc.number,),
            "no shop order explains it",
        )
