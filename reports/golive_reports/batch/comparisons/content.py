"""The content of a comparison for page and terminal: figures side by side, and orders in groups."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from golive.record.batch import Comparison, Difference, Side, Variant
from golive.record.run import HELD, ORDER_VERDICTS
from golive_reports.batch.rates import limit
from golive_reports.words.text import clean, duration, money, number, share
from golive_reports.words.verdicts import LOOKS, WORST_FIRST

RIGHT = ("exact", "compensated")
_SEVERITY = (*WORST_FIRST, "compensated", "exact")


@dataclass(frozen=True, slots=True)
class Row:
    """One figure for every variant. `best` marks the variants with the best value, if they differ."""

    label: str
    cells: tuple[str, ...]
    best: tuple[bool, ...]
    verdict: str = ""
    """The order verdict that the row counts, if it does."""


@dataclass(slots=True)
class Group:
    """Orders with the same verdicts in all variants and the same causes."""

    verdicts: tuple[str, ...]
    sides: tuple[Side, ...]
    """The results of the first of them."""
    orders: list[Difference] = field(default_factory=list)

    @property
    def wrong(self) -> list[tuple[int, Side]]:
        """The variants in which the orders are wrong, with their positions."""
        return [(place, side) for place, side in enumerate(self.sides) if side.verdict not in RIGHT]


Least = Callable[[Variant], float | None]


def rows(comparison: Comparison) -> list[Row]:
    """Return the figures in reading order; verdicts without orders in any variant are left out."""
    variants = comparison.variants
    least = ", minimum over seeds" if len(comparison.seeds) > 1 else ""
    some = [verdict for verdict in ORDER_VERDICTS if any(variant.orders[verdict] for variant in variants)]
    return [
        _row("orders", variants, lambda each: number(each.orders["total"])),
        *(_verdict_row(verdict, variants) for verdict in some),
        *(
            _title_row(title, variants)
            for title in dict.fromkeys(t for v in variants for t in v.beside_orders)
        ),
        _row(
            "harm",
            variants,
            lambda each: money(each.harm_cents, clean(each.currency, 8)),
            lambda each: each.harm_cents,
        ),
        *(
            _row(
                f"paid to booked, {name}",
                variants,
                lambda each, name=name: duration(each.latency_ms[name]),  # type: ignore[misc]
                lambda each, name=name: _of_held(each, each.latency_ms[name]),  # type: ignore[misc]
            )
            for name in ("p50", "p95")
        ),
        _row(
            "ERP calls per order",
            variants,
            lambda each: number(each.calls_per_order),
            lambda each: _of_held(each, each.calls_per_order),
        ),
        _row(
            "stock deviation at the end",
            variants,
            lambda each: f"{number(each.drift_units)} units",
            lambda each: each.drift_units,
        ),
        _row(
            "stock deviation, unexplained",
            variants,
            lambda each: f"{number(each.drift_unit_hours)} unit-hours",
            lambda each: each.drift_unit_hours,
        ),
        _row(
            f"score{least}",
            variants,
            lambda each: number(each.score, 1),
            lambda each: -each.score,
        ),
        _row(
            f"coverage{least}",
            variants,
            lambda each: share(each.coverage),
            lambda each: -each.coverage,
        ),
        *_limits(variants),
    ]


def _title_row(title: str, variants: Sequence[Variant]) -> Row:
    """Return the number of findings of a kind that is no verdict of an order."""
    return _row(
        f"{title[:1].lower()}{clean(title[1:], 80)}",
        variants,
        lambda each: number(each.beside_orders.get(title, 0)),
        lambda each: each.beside_orders.get(title, 0),
    )


def _row(
    label: str, variants: Sequence[Variant], text: Callable[[Variant], str], least: Least | None = None
) -> Row:
    values = [None if least is None else least(each) for each in variants]
    known = [value for value in values if value is not None]
    differ = len(set(known)) > 1
    return Row(
        label,
        tuple(map(text, variants)),
        tuple(differ and value is not None and value == min(known) for value in values),
    )


def _of_held(variant: Variant, value: float | None) -> float | None:
    """Return the value if all expectations held: a variant that skips the difficult orders is fast and cheap."""
    return value if variant.verdict == HELD else None


def _verdict_row(verdict: str, variants: Sequence[Variant]) -> Row:
    sign = -1 if verdict == "exact" else 1
    least: Least | None = lambda each: sign * each.orders[verdict]  # noqa: E731
    if verdict in ("compensated", "indeterminate"):  # neither more nor less of them is better
        least = None
    elif verdict in ("late", "stuck_visible"):
        least = lambda each: _of_held(each, each.orders[verdict])  # noqa: E731
    row = _row(LOOKS[verdict].label, variants, lambda each: number(each.orders[verdict]), least)
    return Row(row.label, row.cells, row.best, verdict)


def _limits(variants: Sequence[Variant]) -> list[Row]:
    """Return the bounds of the two worst verdicts over all orders hit by a fault."""
    bounds = [{bound.kind: bound for bound in each.bounds} for each in variants]
    if not any(bound.orders for each in bounds for bound in each.values()):
        return []
    met = Row(
        "orders hit by a fault",
        tuple(number(next((bound.orders for bound in each.values()), 0)) for each in bounds),
        (False,) * len(variants),
    )
    kinds = [kind for kind in ("lost", "duplicated") if all(kind in each for each in bounds)]
    return [
        met,
        *(
            Row(
                f"of these {LOOKS[kind].label}, at 95 %",
                tuple(limit(each[kind]) for each in bounds),
                (False,) * len(variants),
            )
            for kind in kinds
        ),
    ]


def groups(comparison: Comparison) -> list[Group]:
    """Return the differences in groups: the worst verdict first, then the largest group."""
    found: dict[tuple[tuple[str, str], ...], Group] = {}
    for each in comparison.differences:
        where = tuple((side.verdict, "" if side.verdict in RIGHT else side.cause) for side in each.sides)
        group = found.setdefault(where, Group(tuple(side.verdict for side in each.sides), each.sides))
        group.orders.append(each)
    return sorted(found.values(), key=lambda group: (_severity(group), -len(group.orders), group.verdicts))


def _severity(group: Group) -> int:
    return min(
        _SEVERITY.index(verdict) if verdict in _SEVERITY else len(_SEVERITY) for verdict in group.verdicts
    )


def contests(comparison: Comparison) -> list[tuple[str, str, int, int]]:
    """Return for each two variants how many orders only the first has right, and only the second."""
    names = [variant.name for variant in comparison.variants]
    found = []
    for one, other in combinations(range(len(names)), 2):
        sides = [
            (each.sides[one].verdict in RIGHT, each.sides[other].verdict in RIGHT)
            for each in comparison.differences
            if "indeterminate" not in (each.sides[one].verdict, each.sides[other].verdict)
        ]
        found.append((names[one], names[other], sides.count((True, False)), sides.count((False, True))))
    return found
