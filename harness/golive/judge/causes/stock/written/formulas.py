"""Quantities computed by a wrong formula: own orders deducted, others not deducted, parcels left out, warehouses mixed.

A formula explains a quantity when it gives exactly that number from the ERP's figures of that time, the right formula
does not, and it does so for most of the candidate's writes in which the two differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from golive.judge.causes.skus.sku_reader import StockRecord
from golive.judge.causes.skus.sku_trail import Level, SkuTrail, Write
from golive.judge.causes.stock.old_figure import old_share
from golive.judge.causes.stock.written.formula_sentences import SENTENCES
from golive.judge.causes.stock.wrong_quantity import WrongQuantity, last_writes, wrong_writes
from golive.record.run import Cause

LAG_MS = 300_000
"""How old the ERP's figures may be that a formula is checked with."""
MOST, SOME = 0.6, 0.25
"""The share of the writes that a formula must explain; less for one that takes turns with the right one."""

Value = Callable[[SkuTrail, str, Level, int], int | None]
"""The quantity from the trail, the warehouse, its state, and the time; None where the formula does not apply."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A wrong way to compute the quantity of a source; `code` is the cause that it stands for."""

    code: str
    value: Value
    most: float = MOST
    """The share of the writes that it must explain, where not all writes are made by it."""


def _everywhere(base: Callable[[Level], int]) -> Value:
    def value(trail: SkuTrail, warehouse: str, level: Level, at_ms: int) -> int | None:
        if len(trail.levels) < 2:
            return None
        return sum(
            max(0, base(level if each == warehouse else trail.level(each, at_ms))) for each in trail.levels
        )

    return value


def _elsewhere(place: int) -> Value:
    """The quantity of the other warehouse at this place in the alphabet."""

    def value(trail: SkuTrail, warehouse: str, level: Level, at_ms: int) -> int | None:
        others = sorted(each for each in trail.levels if each != warehouse)
        return trail.level(others[place], at_ms).right if place < len(others) else None

    return value


def _plain(base: Callable[[Level], int], applies: Callable[[Level], int]) -> Value:
    return lambda trail, warehouse, level, at_ms: base(level) if applies(level) else None


def _open(base: Callable[[Level], int], sign: int) -> Value:
    def value(trail: SkuTrail, warehouse: str, level: Level, at_ms: int) -> int | None:
        units = trail.open_at(at_ms)
        return base(level) + sign * units if units else None

    return value


def _free(level: Level) -> int:
    return level.free


def _right(level: Level) -> int:
    return level.right


def _held_back(level: Level) -> int:
    return level.others + level.safety


TWICE, IGNORED, ADDED, SUMMED = (
    "orders_deducted_twice",
    "held_back_ignored",
    "orders_added_back",
    "warehouses_added_up",
)
FORMULAS: tuple[Formula, ...] = (
    Formula("parcels_left_out", _plain(_free, lambda level: level.transit)),
    Formula(TWICE, _plain(lambda level: level.free - level.own, lambda level: level.own)),
    Formula(TWICE, _plain(lambda level: level.right - level.own, lambda level: level.own)),
    Formula(TWICE, _open(_free, -1)),
    Formula(TWICE, _open(_right, -1)),
    Formula(IGNORED, _plain(lambda level: level.on_hand, _held_back)),
    Formula(IGNORED, _plain(lambda level: level.on_hand + level.transit, _held_back)),
    Formula(IGNORED, _plain(lambda level: level.on_hand - level.safety, lambda level: level.others)),
    Formula(IGNORED, _plain(lambda level: level.right + level.others, lambda level: level.others)),
    Formula(IGNORED, _plain(lambda level: level.on_hand - level.others, lambda level: level.safety)),
    Formula(IGNORED, _plain(lambda level: level.right + level.safety, lambda level: level.safety)),
    Formula(IGNORED, _plain(lambda level: level.free - level.own + level.others, lambda level: level.others)),
    Formula(ADDED, _open(_free, 1)),
    Formula(ADDED, _open(_right, 1)),
    Formula(ADDED, _plain(lambda level: level.right + level.own, lambda level: level.own)),
    Formula(ADDED, _plain(lambda level: level.free + level.own, lambda level: level.own)),
    Formula(SUMMED, _everywhere(_right)),
    Formula(SUMMED, _everywhere(_free)),
    Formula(SUMMED, _everywhere(lambda level: level.on_hand)),
    Formula(SUMMED, _everywhere(lambda level: level.free - level.own)),
    *[Formula("other_warehouse", _elsewhere(place), SOME) for place in range(3)],
    Formula("negative_as_stock", _plain(lambda level: -level.free, lambda level: level.free < 0)),
)
"""Of formulas that explain equally many writes, the first counts."""


def wrong_formula(wrong: WrongQuantity) -> Cause | None:
    """Fits where the last write has the quantity that one wrong formula gives, as most other writes do."""
    write = wrong.write
    assert write is not None
    votes = _votes(wrong.record)
    best: tuple[float, int, int] | None = None
    for place, formula in enumerate(FORMULAS):
        level = fitting(wrong.trail, write, formula)
        fits, asked = votes[place]
        if level is None or not asked or fits / asked < formula.most or (fits == 1 and not write.offered):
            continue
        if formula.most < MOST and _coverage(wrong.record, place) < MOST:
            continue
        rank = (round(_coverage(wrong.record, place), 2), fits, -place)
        best = rank if best is None or rank > best else best
    if best is None:
        return None
    formula = FORMULAS[-best[2]]
    if best[0] < old_share(wrong.record):
        return None
    level = fitting(wrong.trail, write, formula)
    assert level is not None
    wrong.evidence.insert(0, level.seq)
    return SENTENCES[formula.code](wrong, write, level)


def fitting(trail: SkuTrail, write: Write, formula: Formula) -> Level | None:
    """Return the state of the ERP from which the formula gives the quantity and the right formula does not."""
    for level, at_ms in _states(trail, write):
        value = formula.value(trail, write.source, level, at_ms)
        if value is not None and max(0, value) == write.offered != level.right:
            return level
    return None


def _differs(trail: SkuTrail, write: Write, formula: Formula) -> bool:
    """Whether the formula gives another quantity than the right one, at the time of the write."""
    level = trail.level(write.source, write.at_ms)
    value = formula.value(trail, write.source, level, write.at_ms)
    return value is not None and max(0, value) != level.right


def _states(trail: SkuTrail, write: Write) -> Iterator[tuple[Level, int]]:
    to_ms = write.at_ms
    for level in trail.during(write.source, write.at_ms - LAG_MS, write.at_ms):
        yield level, to_ms
        if level.at_ms < to_ms:
            yield level, level.at_ms
        to_ms = level.at_ms


def _votes(record: StockRecord) -> list[tuple[int, int]]:
    """Return for each formula how many writes it explains, and in how many it differs from the right one."""
    if record.votes is None:
        votes = [[0, 0] for _ in FORMULAS]
        wrong = {write.seq for _, write in wrong_writes(record)}
        for trail in record.trails.values():
            for write in last_writes(record, trail):
                for vote, formula in zip(votes, FORMULAS, strict=True):
                    if _differs(trail, write, formula):
                        vote[1] += 1
                        vote[0] += write.seq in wrong and fitting(trail, write, formula) is not None
        record.votes = [(fits, asked) for fits, asked in votes]
    return record.votes


def _coverage(record: StockRecord, place: int) -> float:
    """Return the share of all wrong quantities that a formula explains."""
    wrong = wrong_writes(record)
    return record.votes[place][0] / len(wrong) if wrong and record.votes else 0.0
