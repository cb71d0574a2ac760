"""Other articles or other units than ordered: left out, cut off, added, booked under another code."""

from __future__ import annotations

from collections import Counter

from golive.judge.causes.content.pair import Pair
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
    if sorted(missing.values()) != sorted(extra.values()) or len(missing) != 1:
        return None
    ((ours, units),), ((theirs, _),) = missing.items(), extra.items()
    if _folded(ours) == _folded(theirs):
        return Cause(
            "code_folded",
            f"{units} x {ours!r} are booked as {theirs!r}: the codes differ in case, blanks or leading zeros",
            "Send the article code exactly as the shop has it; do not trim it, fold its case or read it as a number.",
        )
    bundle = next((each for each in pair.story.bundles if each.sku == theirs), None)
    if bundle is not None:
        return None
    return Cause(
        "other_article",
        f"{units} x {ours} are booked as {theirs}: the article was found by something else than its code",
        "Look articles up by their code, and stop where there is none or more than one.",
    )


def _added(pair: Pair, ours: dict[str, int], extra: dict[str, int]) -> Cause | None:
    names = ", ".join(f"{units} x {sku}" for sku, units in sorted(extra.items()))
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
    names = ", ".join(f"{units} x {sku}" for sku, units in sorted(missing.items()))
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


def _folded(sku: str) -> str:
    return "".join(sku.casefold().split()).lstrip("0")
