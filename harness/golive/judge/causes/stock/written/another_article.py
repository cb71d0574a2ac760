"""The quantity of another article was written: the codes of shop and ERP are mapped wrongly."""

from __future__ import annotations

from collections import Counter

from golive.judge.causes.skus.sku_reader import StockRecord
from golive.judge.causes.skus.sku_trail import SkuTrail, Write
from golive.judge.causes.stock.wrong_quantity import READ_MS, WrongQuantity, is_right, last_writes
from golive.record.run import Cause

FEWEST = 2
"""Different quantities that must be those of the same other article."""
MOST = 0.7


def another_article(wrong: WrongQuantity) -> Cause | None:
    """Fits where the last write and most others of the article have the right quantity of one other article then.

    Most of the other articles that were written wrongly must have such a counterpart as well.
    """
    write, record = wrong.write, wrong.record
    assert write is not None
    found = _counterpart(record, wrong.trail, 1)
    if found is None or not _is_usual(record) or found not in _with_quantity(record, write, wrong.trail.sku):
        return None
    right = wrong.trail.level(write.source, write.at_ms).right
    return Cause(
        "quantity_of_another_article",
        f"{wrong.written}: that is what the ERP had of another article ({found}), it had {right} of this article",
        "Look the article of the shop up by its code, in one table for all jobs, and check that no two articles "
        "have the same counterpart.",
    )


def _is_usual(record: StockRecord) -> bool:
    """Whether most articles with several wrong quantities have a counterpart, or the only one has several."""
    if record.mixed_up is None:
        several = [
            trail
            for trail in record.trails.values()
            if len({each.offered for each in _wrong(record, trail)}) >= FEWEST
        ]
        fitting = [trail for trail in several if _counterpart(record, trail, FEWEST) is not None]
        record.mixed_up = bool(fitting) and len(fitting) >= MOST * len(several)
    return record.mixed_up


def _counterpart(record: StockRecord, trail: SkuTrail, least: int) -> str | None:
    """Return the other article whose quantities were written for this one; None where there is none."""
    writes = _wrong(record, trail)
    quantities: dict[str, set[int]] = {}
    counted: Counter[str] = Counter()
    for each in writes:
        for sku in _with_quantity(record, each, trail.sku):
            counted[sku] += 1
            quantities.setdefault(sku, set()).add(each.offered)
    fitting = [
        sku for sku, count in counted.items() if count >= MOST * len(writes) and len(quantities[sku]) >= least
    ]
    return max(fitting, key=lambda sku: (len(quantities[sku]), counted[sku]), default=None)


def _wrong(record: StockRecord, trail: SkuTrail) -> list[Write]:
    return [each for each in last_writes(record, trail) if not is_right(trail, each)]


def _with_quantity(record: StockRecord, write: Write, own: str) -> set[str]:
    """Return the other articles of which the ERP had this quantity for the shop shortly before the write."""
    spans = _spans(record).get((write.source, write.offered), ())
    return {
        sku
        for sku, from_ms, to_ms in spans
        if sku != own and from_ms <= write.at_ms and to_ms >= write.at_ms - READ_MS
    }


def _spans(record: StockRecord) -> dict[tuple[str, int], list[tuple[str, int, int]]]:
    """Return when each article had each quantity, by source and quantity."""
    if record.spans is None:
        record.spans = {}
        for sku, trail in record.trails.items():
            for source, levels in trail.levels.items():
                ends = [*[each.at_ms for each in levels[1:]], record.last_ms]
                for level, end_ms in zip(levels, ends, strict=True):
                    if level.right:
                        record.spans.setdefault((source, level.right), []).append((sku, level.at_ms, end_ms))
    return record.spans
