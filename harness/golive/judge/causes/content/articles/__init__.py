"""Other articles or other units than ordered: left out, cut off, added, booked under another code."""

from __future__ import annotations

from collections import Counter

from golive.judge.causes.content.pair import Pair
from golive.judge.history.records.decimals import named
from golive.record.run import Cause

_LEAST_CUT = 2


def articles(pair: Pair) -> Cause | None:
    """Fits where units are missing or added, by where they are."""
    if not pair.differs("lines"):
        return None
    ours, theirs = pair.units
    missing = {sku: units - theirs.get(sku, 0) for sku, units in ours.items() if units > theirs.get(sku, 0)}
    extra = {sku: units - ours.get(sku, 0) for sku, units in theirs.items() if units > ours.get(sku, 0)}
    if missing and extra:
        return _other_article(pair, missing, extra)
    if extra:
        return _added(pair, ours, extra)
    if missing:
        return _left_out(pair, theirs, missing)
    return None


def _other_article(pair: Pair, missing: dict[str, int], extra: dict[str, int]) -> Cause | None:
    """Return the cause where each missing article stands there under one other code."""
    selected = _other_choice(pair, missing, extra)
    if selected is not None:
        return selected
    swapped = _swapped(missing, extra)
    if not swapped:
        return None
    (ours, theirs), *others = swapped
    what = f"{missing[ours]} x {ours!r} are booked as {theirs!r}"
    if others:
        what += f", and {len(others)} more articles under other codes"
    if all(_is_folded(ours, theirs) for ours, theirs in swapped):
        return Cause(
            "code_folded",
            f"{what}: the codes differ in case, blanks or leading zeros",
            "Send the article code exactly as the shop has it; do not trim it, fold its case or read it as a number.",
        )
    if any(each.sku in extra for each in pair.story.bundles):
        return None
    return Cause(
        "other_article",
        f"{what}: the article was found by something else than its code",
        "Look articles up by their code, and stop where there is none or more than one.",
    )


def _other_choice(pair: Pair, missing: dict[str, int], extra: dict[str, int]) -> Cause | None:
    """Return the cause where parts of bundles are missing, and as many that other orders have of the same bundles."""
    bundles = pair.story.bundles
    parts = {sku for bundle in bundles for sku, *_ in bundle.parts}
    known = {sku for bundle in bundles for sku in pair.usual.parts[bundle.sku]}
    if not (parts >= missing.keys() and known >= extra.keys()) or sum(missing.values()) != sum(
        extra.values()
    ):
        return None
    names = " and ".join(dict.fromkeys(bundle.sku for bundle in bundles))
    return Cause(
        "parts_of_another_choice",
        f"{pair.names} has {_listed(pair, extra)} instead of {_listed(pair, missing)}: "
        f"parts of {names} that another order has",
        "Send the parts that the order has; a bundle with options has as many recipes as there are choices.",
    )


def _listed(pair: Pair, units: dict[str, int]) -> str:
    return ", ".join(named(count, sku, pair.story.decimals) for sku, count in sorted(units.items()))


def _swapped(missing: dict[str, int], extra: dict[str, int]) -> list[tuple[str, str]]:
    """Return pairs of the codes in shop and ERP, by units and then by likeness; none where they do not match."""
    left, found = dict(extra), []
    for ours, units in sorted(
        missing.items(), key=lambda row: (_folded(row[0]) not in map(_folded, extra), row[0])
    ):
        fitting = [sku for sku, count in left.items() if count == units]
        if not fitting:
            return []
        theirs = min(fitting, key=lambda sku: (_folded(sku) != _folded(ours), sku))
        found.append((ours, theirs))
        del left[theirs]
    return [] if left else found


def _added(pair: Pair, ours: dict[str, int], extra: dict[str, int]) -> Cause | None:
    names = _listed(pair, extra)
    ended = pair.story.reduced.units if pair.story.reduced is not None else {}
    if all(units <= ended.get(sku, 0) for sku, units in extra.items()):
        return Cause(
            "cancelled_units_sent",
            f"{pair.names} has {names} too many: these units were cancelled in the shop",
            "Send the ordered units of each row less those that were cancelled (`qty_canceled`).",
        )
    parents = [each.sku for each in pair.story.bundles if each.sku in extra]
    free = {sku for sku, _, price, _ in pair.doc.lines if not price and sku in extra}
    if parents or set(extra) <= free:
        what = "the row of the whole and the rows of its parts were both sent"
        return Cause(
            "parent_and_parts",
            f"{pair.names} has {names} too many: {what}",
            "Of a configurable article send one row, of a bundle either its parts or itself: skip the rows that repeat "
            "their parent.",
        )
    if all(sku in ours and not units % ours[sku] for sku, units in extra.items()):
        return Cause(
            "lines_added",
            f"{pair.names} has {names} too many: these rows were sent more than once",
            "Send each row of the order once; look for rows that are listed as parent and as variant.",
        )
    return None


def _left_out(pair: Pair, theirs: dict[str, int], missing: dict[str, int]) -> Cause | None:
    rows, usual = len(pair.doc.lines), pair.usual
    names = _listed(pair, missing)
    gone = [sku for sku in missing if sku not in theirs]
    if rows == usual.most_rows >= _LEAST_CUT and len(pair.story.lines) > rows and _has_whole_rows(pair):
        return Cause(
            "lines_cut_off",
            f"{pair.names} has {rows} lines, as many as any ERP order, of {len(pair.story.lines)}; missing: {names}",
            "Read all pages of the lines of an order before it is sent.",
        )
    if len(gone) == len(missing):
        always = [sku for sku in gone if 1 < usual.with_article[sku] == usual.without_article[sku]]
        where = (
            f"; {always[0]} is missing in all {usual.with_article[always[0]]} orders that have it"
            if always
            else ""
        )
        return Cause(
            "lines_left_out",
            f"{pair.names} was sent without {names}{where}",
            "Do not send an order without a row that could not be mapped: report it by name, with the article.",
        )
    return Cause(
        "units_cut",
        f"{pair.names} was sent with fewer units: missing {names}",
        "Send the ordered units of each row, less what was cancelled, without rounding.",
    )


def _has_whole_rows(pair: Pair) -> bool:
    """Whether each row of the ERP is a row of the order, with all its units."""
    return Counter(row[:2] for row in pair.doc.lines) <= Counter(row[:2] for row in pair.story.lines)


def _is_folded(ours: str, theirs: str) -> bool:
    """Whether the ERP's code is the shop's without blanks or leading zeros, or in another case."""
    return _folded(ours) == _folded(theirs) and len(theirs) <= len(ours)


def _folded(sku: str) -> str:
    return "".join(sku.casefold().split()).lstrip("0")
