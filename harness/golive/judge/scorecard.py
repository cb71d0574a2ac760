"""From a finished history to a scorecard: oracles, causes, harm, score, coverage, expectations, verdict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from itertools import groupby

from golive.judge.causes import explain
from golive.judge.cost import PRICED, Prices, oversold_units
from golive.judge.figures import NOT_MEASURED, expectations, figures, percentile
from golive.judge.history import History, Story
from golive.judge.oracles import ORACLES, Budgets, Case
from golive.judge.score import coverage, score
from golive.record.ledger import Ledger, interwoven
from golive.record.run import (
    BROKEN,
    HELD,
    ORDER_VERDICTS,
    UNKNOWN,
    Expectation,
    Fact,
    FaultCount,
    Finding,
    OrderLine,
    Scorecard,
)
from golive.scenario import Scenario

MOST_FINDINGS = 2_000
"""Findings of one kind that are listed; the counts stay complete."""


def judge(
    history: History, ledger: Ledger, scenario: Scenario, candidate: str, seed: int, clock: str, replay: str
) -> tuple[Scorecard, Iterator[OrderLine]]:
    """The scorecard, and one line per order, to be written as they come: there may be a million."""
    budgets = Budgets(scenario.budgets.order_ms, scenario.budgets.surfacing_ms, scenario.budgets.stock_ms)
    case = Case(history, ledger, budgets)
    prices = Prices(scenario.costs)
    found = [finding for oracle in ORACLES.values() for finding in oracle(case)]
    findings, counts = _priced_and_explained(case, found, prices, scenario.clock.start.offset_ms)
    orders = _orders(case)
    stock = _stock(history)
    latencies = sorted(case.latencies.values())
    units = sum(line[1] for story in history.orders.stories.values() for line in story.lines)
    points, score_parts = score(orders, stock, units)
    covered, coverage_parts = coverage(history.faults, _declared(scenario), history.kinds)
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
        latency_ms={
            "p50": percentile(latencies, 0.5),
            "p95": percentile(latencies, 0.95),
            "p99": percentile(latencies, 0.99),
            "max": latencies[-1] if latencies else None,
        },
        erp={
            "calls": history.erp_calls.total,
            "calls_per_order": round(history.erp_calls.total / max(1, orders["total"]), 2),
            "rate_limited": history.erp_calls.rate_limited,
            "peak_rps": history.erp_calls.peak_rps,
            "refused": sum(history.erp_calls.refusals.values()),
            "held": history.erp_calls.held,
        },
        harm=_harm(case, found, prices, scenario),
        faults=history.faults,
        findings=findings,
        expectations=[],
        score_parts=score_parts,
        coverage_parts=coverage_parts,
        counts=counts,
        replay=replay,
        checkout=_checkout(history),
        desk=_desk(history),
    )
    measured = figures(card, _drain_ms(case, scenario))
    card.expectations = expectations(scenario.expect, measured, orders["total"], card.harm["currency"])
    card.verdict, card.reasons = _verdict(card.expectations, history.faults, orders["total"])
    if history.candidate_ended is not None:
        card.reasons.append(f"the candidate ended during the run: {history.candidate_ended[1]}")
    return card, _lines(case)


def _priced_and_explained(
    case: Case, found: list[Finding], prices: Prices, offset_ms: int
) -> tuple[list[Finding], dict[str, int]]:
    stories, oversold = case.history.orders.stories, oversold_units(case.history)
    stopped = {each.seq: [each] for each in case.history.checkouts.stopped}
    certain = not case.history.orders.unattributed
    listed: list[Finding] = []
    priced: set[str] = set()
    counts: dict[str, int] = {}
    for (oracle, kind), group in groupby(found, key=lambda finding: (finding.oracle, finding.kind)):
        same = list(group)
        counts[f"{oracle} {kind}"] = counts.get(f"{oracle} {kind}", 0) + len(same)
        for finding in same[:MOST_FINDINGS]:
            story = stories.get(finding.key)
            if kind == "oversold":
                finding = replace(finding, harm_cents=prices.of_oversold(oversold[finding.evidence[0]]))
            elif kind == "checkout_stopped":
                finding = replace(finding, harm_cents=prices.of_checkouts(stopped[finding.evidence[0]]))
            elif kind == "phantom":
                finding = replace(finding, harm_cents=prices.phantom)
            elif story is not None:
                cause = explain(kind, story, _about(case.ledger, story), certain, offset_ms)
                cents = 0 if story.order in priced else _harm_of(case, kind, story, prices)
                if cents:
                    priced.add(story.order)
                finding = replace(finding, cause=cause, harm_cents=cents)
            listed.append(finding)
    return listed, counts


def _harm_of(case: Case, kind: str, story: Story, prices: Prices) -> int:
    """What a finding about an order adds: an order is repaired once, whatever the number of its findings."""
    word = case.verdicts[story.order].word
    if kind == word or (kind == "captured_differs" and not prices.of_order(word, story)):
        return prices.of_order(kind, story)
    return 0


def _about(ledger: Ledger, story: Story) -> list[Fact]:
    """The facts about an order by any name it goes by, and what befell the candidate meanwhile, oldest first."""
    facts = ledger.about(story.order)
    if story.also_known_as:
        by_seq = {fact.seq: fact for fact in facts}
        by_seq |= {fact.seq: fact for name in story.also_known_as for fact in ledger.about(name)}
        facts = [by_seq[seq] for seq in sorted(by_seq)]
    return interwoven(facts, ledger.lives())


def _orders(case: Case) -> dict[str, int]:
    counts = {word: case.count(word) for word in ORDER_VERDICTS}
    counts["phantom"] = len(case.history.orders.phantoms)
    return {"total": len(case.verdicts), **counts}


def _stock(history: History) -> dict[str, float]:
    skus = history.stock.skus.values()
    return {
        "oversold_units": history.stock.oversold,
        "residual_units": sum(abs(stock.unexplained) for stock in skus),
        "unexplained_unit_hours": round(sum(stock.unit_ms for stock in skus) / 3_600_000, 2),
        "lost_sale_minutes": round(sum(stock.lost_sale_ms for stock in skus) / 60_000, 1),
        "worst_units": max((abs(stock.worst) for stock in skus), default=0),
        "negative": history.stock.negative,
        "refused_checkouts": history.refused_checkouts,
    }


def _checkout(history: History) -> dict[str, int | None]:
    """Nobody failed where nobody was asked; how long nobody waited is not a figure."""
    waits = sorted(history.checkouts.waits_ms)
    shares = {"p50": 0.5, "p95": 0.95, "p99": 0.99}
    return {
        **{name: percentile(waits, share) for name, share in shares.items()},
        "failed": len(history.checkouts.stopped),
    }


def _desk(history: History) -> dict[str, object]:
    desk = history.desk
    spans, counts = sorted(desk.spans_ms), desk.counts
    return {
        "entries": desk.entries,
        "open_at_end": desk.still_open,
        "time_to_repair": {"p50": percentile(spans, 0.5), "p95": percentile(spans, 0.95)},
        "minutes": round(desk.work_ms / 60_000, 1),
        **{did: counts.get(did, 0) for did in ("repaired", "retried", "rekeyed", "handed_on", "called")},
        "rows": [asdict(row) for row in desk.rows],
    }


def _harm(case: Case, found: list[Finding], prices: Prices, scenario: Scenario) -> dict[str, object]:
    """Every order is priced once, by its verdict or a wrong capture; stock and phantoms come on top."""
    stories, captured = case.history.orders.stories, "captured_differs"
    by_kind = {
        captured: sum(
            _harm_of(case, captured, stories[finding.key], prices)
            for finding in found
            if finding.kind == captured
        )
    }
    for word in PRICED:
        by_kind[word] = sum(prices.of_order(word, story) for story, _ in case.with_verdict(word))
    by_kind["phantom"] = prices.phantom * len(case.history.orders.phantoms)
    by_kind["oversold"] = prices.of_oversold(case.history.stock.oversold)
    minutes = sum(stock.lost_sale_ms for stock in case.history.stock.skus.values()) / 60_000
    by_kind["checkout_stopped"] = prices.of_checkouts(case.history.checkouts.stopped)
    by_kind["desk_work"] = prices.of_work(case.history.desk.work_ms)
    by_kind["lost_sales"] = prices.of_lost_sales(minutes)
    by_kind = {kind: cents for kind, cents in by_kind.items() if cents}
    currency = scenario.costs.hourly_wage.currency
    return {"currency": currency, "total": sum(by_kind.values()), "by_kind": by_kind}


def _declared(scenario: Scenario) -> list[str]:
    """The kinds of orders the scenario says will come."""
    customers, life = scenario.traffic.customers, scenario.traffic.life
    shares = {
        "guest": customers.guests,
        "returning": customers.returning,
        "b2b": customers.b2b,
        "coupon": scenario.traffic.baskets.coupons,
        "cancelled": life.cancelled,
        "edited": life.edited,
        "late_paid": life.late_paid,
    }
    return [kind for kind, share in shares.items() if share > 0]


def _drain_ms(case: Case, scenario: Scenario) -> int | None:
    """From the end of the traffic to the last order that became live; None while some are still missing."""
    heal_ms = scenario.clock.traffic_end_ms
    last = 0
    for order, story in case.history.orders.stories.items():
        if story.due_ms is None or story.ended_ms is not None:
            continue
        latency = case.latencies.get(order)
        if latency is None:
            if not story.is_shown:
                return None
            continue
        last = max(last, story.due_ms + latency - heal_ms)
    return max(0, last)


def _verdict(found: list[Expectation], faults: list[FaultCount], total: int) -> tuple[str, list[str]]:
    """Broken when any expectation is; unknown when one is, when a fault had no effect, or nothing happened."""
    broken = [
        f"{each.metric}: expected {each.expected}, was {each.actual}"
        for each in found
        if each.verdict == BROKEN
    ]
    unknown = [each for each in found if each.verdict == UNKNOWN]
    doubts = [
        f"{each.metric} could not be measured"
        if each.actual == NOT_MEASURED
        else f"{each.metric}: expected {each.expected}, was {each.actual}"
        for each in unknown
    ]
    for fault in faults:
        if not fault.effective:
            what = "changed nothing" if fault.hit else "never hit"
            doubts.append(f"fault {fault.id} {what}, so it proves nothing")
    if not total:
        doubts.append("no order was placed, so nothing was tested")
    if broken:
        return BROKEN, [*broken, *doubts]
    return (UNKNOWN, doubts) if doubts else (HELD, [])


def _lines(case: Case) -> Iterator[OrderLine]:
    for order, each in case.verdicts.items():
        story = case.history.orders.stories[order]
        yield OrderLine(
            order,
            each.word,
            story.placed_ms,
            story.money.total,
            story.money.currency,
            case.latencies.get(order),
            tuple(doc.number for doc in story.erp),
            each.why,
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
