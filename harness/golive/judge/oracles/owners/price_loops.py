"""Prices that are written again and again while their owner has one price."""

from __future__ import annotations

from collections.abc import Iterator

from golive.judge.history.records.prices import PriceWrite
from golive.judge.oracles.case import Case
from golive.judge.oracles.owners.price_state import STANDARD, ErpPrices
from golive.record.oracles import AGAINST_OWNER, ECHO_LOOP, OWNERSHIP
from golive.record.run import Cause, Finding

AGAINST = Cause(
    "written_against_owner",
    "the integration writes prices in the system that owns them",
    "Let prices flow from their owner to the other system only.",
)


def price_loops(case: Case, least: int, cause: Cause) -> Iterator[Finding]:
    """Yield a finding per article whose prices are written in a loop, or against their owner."""
    owners, book = case.owners.prices, case.history.prices
    for sku in book.changed:
        writes = book.writes[sku]
        loop = _loop(writes, least) if owners.list_prices != "either" else []
        if loop:
            text = f"the {loop[0].kind} price of {sku} was written {len(loop)} times; its owner had one price"
            evidence = tuple(each.seq for each in loop[:10])
            yield Finding(OWNERSHIP.code, ECHO_LOOP.name, sku, text, evidence, cause)
            continue
        against = [
            each
            for each in writes
            if each.by_client
            and (
                (each.is_erp and owners.list_prices == "erp")
                or (each.kind == "base" and owners.list_prices == "shop" and each.was is not None)
            )
        ]
        if against:
            first = against[0]
            where = "ERP" if first.is_erp else "shop"
            text = f"the price of {sku} was written in the {where}, which owns it: from {first.was} to {first.now}"
            yield Finding(OWNERSHIP.code, AGAINST_OWNER.name, sku, text, (first.seq,), AGAINST)


def _loop(writes: list[PriceWrite], least: int) -> list[PriceWrite]:
    """Return writes of one price without a change at the owner; most of them wrong, or new periods of one price."""
    erp, runs = ErpPrices(), dict[tuple[str, object], list[tuple[PriceWrite, bool]]]()
    for write in writes:
        if write.is_erp:
            erp.apply(write)
            runs.clear()
        elif write.by_client and write.was is not None and write.now is not None:
            is_right = write.kind == "base" and write.now == erp.of(STANDARD, 1, write.at_ms)
            run = runs.setdefault((write.kind, write.place), [])
            run.append((write, is_right))
            wrong = sum(1 for _, right in run if not right)
            if len(run) >= least and 2 * wrong >= len(run) - 1 and wrong >= 2:
                return _whole([each for each, _ in run], writes)
    return []


def _whole(run: list[PriceWrite], writes: list[PriceWrite]) -> list[PriceWrite]:
    """Return the run with the later writes of the same price."""
    last = run[-1]
    later = [
        each
        for each in writes
        if (each.kind, each.place) == (last.kind, last.place) and each.by_client and each.seq > last.seq
    ]
    return [*run, *later]
