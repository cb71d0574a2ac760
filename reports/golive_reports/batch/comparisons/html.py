"""`compare.html`: a comparison in one file that needs no network and runs no script."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from golive.record.batch import COMPARE_PAGE, FAILED, Comparison, Difference, Variant
from golive.record.run import ORDER_VERDICTS
from golive_reports.batch import words
from golive_reports.batch.comparisons.content import RIGHT, Group, contests, groups, rows
from golive_reports.batch.page import beside_runs, report, report_of_order, seeds, verdict, write_page
from golive_reports.batch.results import sentence
from golive_reports.words.local_time import Wall
from golive_reports.words.text import clean, counted, money, number
from golive_reports.words.verdicts import LOOKS, summary

_STYLES = ("base.css", "sections.css", "batch.css", "compare.css")
_MOST_GROUPS = 100
_MOST_ORDERS = 100
_THINNEST = 0.9


def write_comparison(comparison: Comparison, folder: Path) -> Path:
    """Write the page into the folder of the comparison and return its path."""
    return write_page(folder / COMPARE_PAGE, "compare.html.j2", _STYLES, _page(comparison))


def _page(comparison: Comparison) -> dict[str, Any]:
    """Return the variables of the template; all texts are clean, none is markup."""
    found = groups(comparison)
    return {
        "scenario": clean(comparison.scenario, 80),
        "seeds": seeds(comparison.seeds),
        "golive": clean(comparison.golive, 40),
        "command": clean(comparison.command, 2000),
        "verdict": verdict(comparison.verdict),
        "variants": [_variant(each) for each in comparison.variants],
        "rows": rows(comparison),
        "looks": LOOKS,
        "paired": counted(comparison.paired, "order"),
        "same_number": number(comparison.same_number),
        "moved": number(comparison.paired - comparison.same_number)
        if comparison.paired > comparison.same_number
        else "",
        "lone": [
            (clean(each.name, 60), number(each.unpaired)) for each in comparison.variants if each.unpaired
        ],
        "contests": _contests(comparison),
        "different": counted(len(comparison.differences), "order"),
        "groups": [_group(each, comparison) for each in found[:_MOST_GROUPS]],
        "groups_left_out": number(len(found) - _MOST_GROUPS) if len(found) > _MOST_GROUPS else "",
        "runs": _runs(comparison),
        "notes": words.left_out(comparison),
        **beside_runs(comparison),
    }


def _variant(variant: Variant) -> dict[str, Any]:
    counts = {name: variant.orders[name] for name in ORDER_VERDICTS}
    return {
        "name": clean(variant.name, 60),
        "candidate": clean(variant.candidate, 60),
        "sets": [clean(each, 200) for each in variant.sets],
        "verdict": verdict(variant.verdict),
        "headline": summary(counts, variant.harm_cents, clean(variant.currency, 8)),
        "bar": _bar(counts),
    }


def _bar(counts: dict[str, int]) -> list[dict[str, str]]:
    """Return the verdicts that occurred with their widths in the bar, in per cent."""
    judged = sum(counts.values())
    widths = {name: max(count * 100 / judged, _THINNEST) for name, count in counts.items() if count}
    scale = 100 / sum(widths.values()) if widths else 0.0
    stretches, x = [], 0.0
    for name, width in widths.items():
        stretches.append(
            {
                "verdict": name,
                "label": LOOKS[name].label,
                "count": number(counts[name]),
                "x": f"{x:.3f}",
                "width": f"{width * scale:.3f}",
            }
        )
        x += width * scale
    return stretches


def _contests(comparison: Comparison) -> list[dict[str, str]]:
    """Return two bars per pair of variants, for the orders that only one of them has right."""
    found = contests(comparison)
    largest = max((max(one, other) for _, _, one, other in found), default=0) or 1
    return [
        {
            "one": clean(one, 60),
            "other": clean(other, 60),
            "only_one": number(only_one),
            "only_other": number(only_other),
            "left": f"{50 - only_one * 49 / largest:.2f}",
            "left_width": f"{only_one * 49 / largest:.2f}",
            "right_width": f"{only_other * 49 / largest:.2f}",
        }
        for one, other, only_one, only_other in found
    ]


def _group(group: Group, comparison: Comparison) -> dict[str, Any]:
    names = [clean(variant.name, 60) for variant in comparison.variants]
    return {
        "count": number(len(group.orders)),
        "several": len(group.orders) > 1,
        "sides": [
            {"name": name, "verdict": verdict, "label": _label(verdict), "right": verdict in RIGHT}
            for name, verdict in zip(names, group.verdicts, strict=True)
        ],
        "whys": [
            {
                "name": names[place],
                "order": clean(side.order, 80),
                "why": clean(side.why, 400),
                "fix": clean(side.fix, 600),
            }
            for place, side in group.wrong
        ],
        "orders": [_order(each) for each in group.orders[:_MOST_ORDERS]],
        "left_out": number(len(group.orders) - _MOST_ORDERS) if len(group.orders) > _MOST_ORDERS else "",
    }


def _label(verdict: str) -> str:
    return LOOKS[verdict].label if verdict in LOOKS else clean(verdict, 40)


def _order(each: Difference) -> dict[str, Any]:
    wall = Wall()
    return {
        "seed": str(each.seed),
        "placed": wall.stamp(each.placed_ms),
        "worth": money(each.total_cents, clean(each.currency, 8)),
        "sides": [
            {
                "order": clean(side.order, 80),
                "link": report_of_order(side.run, side.order),
                "label": _label(side.verdict),
                "verdict": side.verdict if side.verdict in LOOKS else "indeterminate",
                "why": clean(side.why, 400),
            }
            for side in each.sides
        ],
    }


def _runs(comparison: Comparison) -> list[dict[str, Any]]:
    return [
        {
            "variant": clean(run.variant, 60),
            "seed": str(run.seed),
            "verdict": verdict(run.verdict),
            "result": sentence(run),
            "link": "" if run.verdict == FAILED else report(run.folder),
            "command": clean(run.command, 2000),
        }
        for run in comparison.runs
    ]
