"""Writes of one article's prices that are wrong in themselves: periods that no price of the owner has, other lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from golive.judge.history.records.prices import OPENING, PriceWrite
from golive.judge.oracles.owners.price_replay import TOLERANCE_MS, Terms, Wrong
from golive.judge.oracles.owners.price_state import ALL_GROUPS, ErpPrices, ShopPrices, tier_cents

Window = tuple[int | None, int | None]


def wrong_writes(writes: Iterable[PriceWrite], terms: Terms) -> Iterator[Wrong]:
    """Yield the integration's writes of special and tier prices that the owner has no price for."""
    erp, shop = ErpPrices(), ShopPrices()
    source: PriceWrite | None = None
    valid: list[tuple[int, set[int]]] = []
    for write in sorted(writes, key=lambda each: (each.at_ms, each.seq)):
        if write.is_erp:
            valid.append((write.at_ms, erp.all_values(write.at_ms)))
            erp.apply(write)
            source = write
            continue
        if write.by_client and write.kind == "special" and write.now is not None:
            yield from _special(write, erp, shop, source)
        if write.by_client and write.kind == "tier":
            kept = [values for at_ms, values in valid if at_ms > write.at_ms - terms.cadence_ms]
            yield from _tier(write, erp, shop, source, set().union(*kept), terms)
        shop.apply(write)


def _special(
    write: PriceWrite, erp: ErpPrices, shop: ShopPrices, source: PriceWrite | None
) -> Iterator[Wrong]:
    """Compare the period of a special price with those of the same price in the ERP, or of the shop's promotion."""
    cents, *window = write.now
    promotion = shop.promotions.get(write.place)
    owed: list[Window] = list(erp.windows(cents))
    if promotion is not None and promotion.now[0] == cents:
        owed.append((promotion.now[1], promotion.now[2]))
    off = [_off(window[0], window[1], each, write.at_ms) for each in owed]
    if off and all(off):
        least = min(off, key=abs)
        yield Wrong(
            write.place, ALL_GROUPS, 1, write.at_ms, cents, (cents,), write, source, promotion, off_ms=least
        )


def _off(from_ms: int | None, to_ms: int | None, owed: Window, now_ms: int) -> int:
    """Return how far a period is off, 0 if it fits. An end that is left open can be written later."""
    begins, ends = owed
    if to_ms is not None and ends is not None and abs(to_ms - ends) > TOLERANCE_MS:
        return to_ms - ends
    begin, wanted = from_ms or 0, begins or 0
    if abs(begin - wanted) > TOLERANCE_MS and max(begin, wanted) > now_ms:
        return begin - wanted
    return 0


def _tier(
    write: PriceWrite,
    erp: ErpPrices,
    shop: ShopPrices,
    source: PriceWrite | None,
    before: set[int],
    terms: Terms,
) -> Iterator[Wrong]:
    """Find tiers of groups without a list of their own that the owner has no price for, and overwritten ones."""
    quantity, group, _ = write.place
    if group == ALL_GROUPS or group in terms.owner_of:
        return
    base = shop.regular(0)
    regular = 0 if base is None else base.now
    held = shop.tiers.get(write.place)
    values = erp.all_values(write.at_ms) | before
    lost = None if held is None else tier_cents(held.now, regular)
    if held is not None and not held.by_client and (lost in values or held.by == OPENING or held.by_person):
        shown = regular if write.now is None else tier_cents(write.now, regular)
        if lost is not None and shown not in (lost, *erp.values_of_lists(write.at_ms)):
            yield Wrong(0, group, quantity, write.at_ms, shown, (lost,), write, source)
    elif write.now is not None and values and tier_cents(write.now, regular) not in values:
        expected = tuple(sorted(values))
        yield Wrong(0, group, quantity, write.at_ms, tier_cents(write.now, regular), expected, write, source)
