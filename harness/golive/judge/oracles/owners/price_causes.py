"""Causes of wrong prices, from the writes of both sides. The most specific comes first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from golive.judge.history.records.prices import OPENING, PriceBook, PriceWrite
from golive.judge.oracles.owners.price_replay import TOLERANCE_MS, Wrong
from golive.judge.oracles.owners.price_state import ALL_GROUPS
from golive.keys.value_kinds import DAY_MS, HOUR_MS, MINUTE_MS
from golive.record.run import Cause

LEAST_BEHIND_A_PAGE = 3
PAGES = (5, 10, 20, 25, 30, 40, 50, 75, 100, 200, 250, 500, 1000)


@dataclass(frozen=True, slots=True)
class Scene:
    """What causes are read from. `page` is the number of articles behind which all wrong prices lie, 0 for none."""

    book: PriceBook
    offset_ms: int
    page: int


def cause_of(sku: str, wrong: Wrong, scene: Scene) -> Cause:
    """Return the cause of a wrong price; an empty one where it is not established."""
    writes = scene.book.writes[sku]
    for pattern in (_zero, _window, _promotion, _scope, _other_list, _stale_write, _rewritten):
        found = pattern(wrong, writes, scene)
        if found is not None:
            return found
    return _not_sent(wrong, writes, scene) or Cause("", "")


def _zero(wrong: Wrong, writes: Sequence[PriceWrite], scene: Scene) -> Cause | None:
    if wrong.shown or not wrong.write.by_client:
        return None
    return Cause(
        "price_zero",
        "the integration wrote a price of 0, which the owner does not have",
        "Leave a price as it is, and report the article, where the owner has no price for it.",
    )


def _window(wrong: Wrong, writes: Sequence[PriceWrite], scene: Scene) -> Cause | None:
    off = wrong.off_ms
    if not off:
        return None
    way = "late" if off > 0 else "early"
    if scene.offset_ms and abs(abs(off) - abs(scene.offset_ms)) <= TOLERANCE_MS:
        return Cause(
            "window_in_other_zone",
            f"the period of the special price is off by {_span(off)}, the offset of local time from UTC",
            "Send instants in UTC; the shop keeps and compares them in UTC.",
        )
    if abs(off) % DAY_MS in (0, DAY_MS - TOLERANCE_MS, TOLERANCE_MS):
        return Cause(
            "window_off_by_days",
            f"the period of the special price is {_span(off)} {way}",
            "Take over the end as it is: a price holds until before the end in the ERP, not until the end of that day.",
        )
    if abs(off) <= MINUTE_MS:
        return Cause(
            "window_drifts",
            f"the period of the special price is {_span(off)} {way}",
            "Write the instants of the owner, and compare with them, not with what was read back.",
        )
    return Cause(
        "window_differs",
        f"the period of the special price is {_span(off)} {way}",
        "Take over beginning and end of the period from the owner.",
    )


def _promotion(wrong: Wrong, writes: Sequence[PriceWrite], scene: Scene) -> Cause | None:
    promotion, write = wrong.promotion, wrong.write
    if promotion is None or not write.by_client:
        return None
    if write.kind == "base" and write.now == promotion.now[0]:
        return Cause(
            "promotion_as_base_price",
            "the price of a running promotion was written as the base price",
            "Read and write the base price, never the price that customers pay.",
        )
    if write.kind != "special" or write.seq <= promotion.seq:
        return None
    return Cause(
        "promotion_removed",
        f"a price update {'removed' if write.now is None else 'overwrote'} a promotion that the shop had set",
        "Write base prices alone, and leave special prices to their owner.",
    )


def _scope(wrong: Wrong, writes: Sequence[PriceWrite], scene: Scene) -> Cause | None:
    """Find the right price at another scope of the article."""
    last = {write.place: write for write in writes if write.kind == "base" and write.at_ms <= wrong.since_ms}
    others = {
        place: write
        for place, write in last.items()
        if write is not wrong.write and write.now in wrong.expected and write.by_client
    }
    everywhere = last.get(0)
    owned = {write.now for write in writes if write.kind == "list"}
    own = (
        wrong.write.kind == "base"
        and wrong.write.place != 0
        and wrong.write.by_client
        and (wrong.write.now in owned or (everywhere is not None and everywhere.now in wrong.expected))
    )
    if wrong.group != ALL_GROUPS or not (others or own):
        return None
    if own:
        what = f"the price of store {wrong.write.place} masks the price of all stores"
    else:
        what = f"the new price was written for store {next(iter(others))} alone"
    return Cause(
        "wrong_scope",
        f"{what}; store {wrong.store} shows another one",
        "Write list prices for all stores (store 0), and delete prices of single stores.",
    )


def _other_list(wrong: Wrong, writes: Sequence[PriceWrite], scene: Scene) -> Cause | None:
    if not wrong.write.by_client:
        return None
    if wrong.write.kind == "tier" and wrong.group != ALL_GROUPS:
        standard = [write.now for write in writes if write.kind == "list" and write.at_ms <= wrong.since_ms]
        if wrong.shown in standard or wrong.write.now is None:
            return Cause(
                "price_list_overwritten",
                f"the price of the group {wrong.group} was overwritten by the standard price",
                "Write the one list that changed, and leave the prices of other groups as they are.",
            )
        return None
    rows = [w for w in writes if w.kind == "row" and w.now is not None and w.at_ms <= wrong.since_ms]
    owner = next(
        (w.place[0] for w in rows if w.now[0] == wrong.shown and w.place[0] != "list:standard"), None
    )
    if owner is None:
        return None
    return Cause(
        "price_of_other_list",
        f"the shop shows the price of {owner.replace(':', ' ')} to all customers",
        "Ask for the standard price, without a customer or a price list.",
    )


def _stale_write(wrong: Wrong, writes: Sequence[PriceWrite], scene: Scene) -> Cause | None:
    """Find a price that the ERP had before and that was written after it had another one."""
    if not wrong.write.by_client or wrong.write.kind != "base":
        return None
    before = [w for w in writes if w.kind == "list" and w.at_ms <= wrong.write.at_ms]
    if len(before) < 2 or before[-1].now == wrong.write.now:
        return None
    if wrong.write.now not in [w.now for w in before[:-1]]:
        return None
    return Cause(
        "stale_price_written",
        "the integration wrote a price that the ERP had no more",
        "Read the price just before it is written, and drop updates that are older than the last one.",
    )


def _rewritten(wrong: Wrong, writes: Sequence[PriceWrite], scene: Scene) -> Cause | None:
    if not wrong.write.by_client:
        return None
    scaled = {round(cents * 1.19) for cents in wrong.expected} | {
        round(cents / 1.19) for cents in wrong.expected
    }
    if wrong.shown in scaled:
        return Cause(
            "net_for_gross",
            "the price differs by the tax of 19 %",
            "Check on both sides whether prices contain the tax, and convert once.",
        )
    if any(wrong.shown in (cents * 100, cents * 10, cents // 100, cents // 10) for cents in wrong.expected):
        return Cause(
            "decimal_point", "the price differs by a power of ten", "Parse amounts as decimals, not as texts."
        )
    return Cause(
        "own_price",
        "the integration wrote a price that its owner never had",
        "Take prices from their owner alone.",
    )


def _not_sent(wrong: Wrong, writes: Sequence[PriceWrite], scene: Scene) -> Cause | None:
    """Explain a price that was not updated after the ERP had changed it."""
    if wrong.write.by not in (OPENING,) and not wrong.write.by_client:
        return None
    if not scene.book.client_writes:
        return Cause(
            "prices_not_sent",
            "prices changed in the ERP, and the integration wrote none in the shop",
            "Read changed prices from the ERP by a schedule, and write them to the shop.",
        )
    if scene.page:
        return Cause(
            "first_page_only",
            f"the first {scene.page} changed prices were updated, and none behind them",
            "Follow the pages of the list to its end.",
        )
    return None


def page_of(order: Sequence[str], wrong: set[str], right: set[str]) -> int:
    """Return behind how many articles of a list all wrong prices lie; 0 where they are not separated like that."""
    places = {sku: place for place, sku in enumerate(order)}
    if len(wrong) < LEAST_BEHIND_A_PAGE or not right or not places.keys() >= wrong | right:
        return 0
    last_right, first_wrong = max(places[sku] for sku in right), min(places[sku] for sku in wrong)
    if last_right >= first_wrong:
        return 0
    page = next((size for size in PAGES if last_right < size <= first_wrong), 0)
    return page or (last_right + 1 if len(right) >= LEAST_BEHIND_A_PAGE else 0)


def _span(off_ms: int) -> str:
    off = abs(off_ms)
    for size, name in ((DAY_MS, "day"), (HOUR_MS, "hour"), (MINUTE_MS, "minute"), (1000, "second")):
        if off >= size:
            count = round(off / size, 1)
            return f"{count:g} {name}{'' if count == 1 else 's'}"
    return f"{off} ms"
