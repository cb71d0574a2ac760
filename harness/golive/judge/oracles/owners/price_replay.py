"""The prices of one article over a run, compared with what their owner had.

A price may lag behind the ERP by the cadence: whatever the ERP had within that time is right. Compared are the prices
that customers pay, not how they are stored: a period of a price list may be a special price with a window in the
shop, or a base price that is written twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from golive.judge.history.records.prices import OPENING, PriceWrite
from golive.judge.oracles.owners.price_state import ALL_GROUPS, STANDARD, ErpPrices, ShopPrices

TOLERANCE_MS = 1_000
"""The shop keeps instants in whole seconds, and ends a day at 23:59:59."""


class Wrong(NamedTuple):
    """A price of an article that was wrong for longer than the cadence allows.

    `shown` is what the shop asked, `expected` what it could have asked, in cents. `write` made the price in the shop;
    `source` is the last change of the owner before. `promotion` is the promotion of the shop that was in force.
    """

    store: int
    group: str
    quantity: int
    since_ms: int
    shown: int
    expected: tuple[int, ...]
    write: PriceWrite
    source: PriceWrite | None
    promotion: PriceWrite | None = None
    off_ms: int = 0
    """How far the period of a special price is off; 0 where that is not what is wrong."""


@dataclass(slots=True)
class Owed:
    """What the owner has had: values with the time from which each held."""

    values: list[tuple[int, int | None]] = field(default_factory=list)

    def note(self, at_ms: int, cents: int | None) -> None:
        """Note the value at an instant."""
        if not self.values or self.values[-1][1] != cents:
            self.values.append((at_ms, cents))

    def within(self, since_ms: int) -> list[int]:
        """Return the values that held at some time after an instant, the present one last."""
        ends = [begin for begin, _ in self.values[1:]] + [None]
        return [
            cents
            for (_, cents), end in zip(self.values, ends, strict=True)
            if cents is not None and (end is None or end > since_ms)
        ]


@dataclass(frozen=True, slots=True)
class Terms:
    """How prices are compared.

    `owner_of` maps a customer group to the owner of its rows in the ERP. `demanded` are the groups for which the
    integration writes prices.
    """

    stores: tuple[int, ...]
    cadence_ms: int
    end_ms: int
    owner_of: Mapping[str, str]
    demanded: frozenset[str] = frozenset()
    promotions_of_shop: bool = True


View = tuple[int, str, int]
"""Store, group and quantity for which a price is asked."""


class Replay:
    """One article. `wrong` is the first wrong price of each view."""

    def __init__(self, writes: Iterable[PriceWrite], terms: Terms) -> None:
        self.wrong: dict[View, Wrong] = {}
        self._writes = sorted(writes, key=lambda write: (write.at_ms, write.seq))
        self._terms = terms
        self._erp, self._shop = ErpPrices(), ShopPrices()
        self._owed: dict[tuple[str, int], Owed] = {}
        self._source: PriceWrite | None = None
        self._suspects: dict[View, Wrong] = {}
        self._ratio = Fraction(1)
        """Prices of the shop divided by those of the ERP when both opened."""

    def run(self) -> list[Wrong]:
        """Go through the instants at which something may change, and return the first wrong price of each view."""
        instants, place = self._instants(), 0
        for number, now_ms in enumerate(instants):
            while place < len(self._writes) and self._writes[place].at_ms <= now_ms:
                self._apply(self._writes[place])
                place += 1
            if number == 0:
                self._ratio = self._opening_ratio()
            until_ms = instants[number + 1] if number + 1 < len(instants) else self._terms.end_ms
            for view in self._views():
                self._compare(view, now_ms, until_ms)
        return list(self.wrong.values())

    def _apply(self, write: PriceWrite) -> None:
        if write.is_erp:
            self._erp.apply(write)
            self._source = write
        else:
            self._shop.apply(write)

    def _instants(self) -> list[int]:
        """Writes, the beginnings and ends of periods, and the instants at which an old value is no longer right."""
        found, turns = set(), set()
        for write in self._writes:
            found.add(write.at_ms)
            if write.is_erp:
                turns.add(write.at_ms)
            if write.kind == "row" and write.now is not None:
                turns |= {write.place[2], write.now[1]}
            if write.kind == "special" and write.now is not None:
                found |= {write.now[1], write.now[2]}
        found |= turns | {turn + self._terms.cadence_ms for turn in turns if turn}
        first = self._writes[0].at_ms
        return sorted(at for at in found if at is not None and first <= at <= self._terms.end_ms)

    def _opening_ratio(self) -> Fraction:
        base = self._shop.regular(0)
        cents = None if base is None or base.by != OPENING else self._erp.of(STANDARD, 1, base.at_ms)
        return Fraction(base.now, cents) if base is not None and cents and base.now else Fraction(1)

    def _views(self) -> list[View]:
        groups: dict[tuple[str, int], None] = {(ALL_GROUPS, 1): None}
        for (quantity, group, _), write in self._shop.tiers.items():
            if write.by_client:
                groups[group, quantity] = None
        for group in sorted(self._terms.demanded):
            groups[group, 1] = None
        stores = self._terms.stores or tuple(sorted({0, *self._shop.base, *self._shop.special}))
        return [(store, group, quantity) for group, quantity in groups for store in stores]

    def _compare(self, view: View, now_ms: int, until_ms: int) -> None:
        """Note a price that is wrong from one instant to the next; one that lasts counts."""
        owed = self._expected(view, now_ms)
        if view in self.wrong:
            return
        wrong = self._wrong(view, owed, now_ms) if owed else self._nothing(view, now_ms)
        if wrong is None:
            self._suspects.pop(view, None)
            return
        suspect = self._suspects.setdefault(view, wrong)
        if until_ms - suspect.since_ms > TOLERANCE_MS:
            self.wrong[view] = suspect

    def _expected(self, view: View, now_ms: int) -> list[int]:
        """Return the prices of the owner within the cadence; nothing where it is not known who owns the price."""
        _, group, quantity = view
        owner = STANDARD if group == ALL_GROUPS else self._terms.owner_of.get(group)
        if owner is None:
            return []
        owed = self._owed.setdefault((owner, quantity), Owed())
        owed.note(now_ms, self._erp.of(owner, quantity, now_ms))
        found = owed.within(now_ms - self._terms.cadence_ms)
        if owner != STANDARD:  # a price above the standard one cannot be shown: the lowest wins
            standard = self._owed.setdefault((STANDARD, 1), Owed())
            standard.note(now_ms, self._erp.of(STANDARD, 1, now_ms))
            found = [
                min(one, other) for one in found for other in standard.within(now_ms - self._terms.cadence_ms)
            ]
        return found if self._ratio == 1 else [*found, *self._as_opened(found)]

    def _as_opened(self, found: list[int]) -> list[int]:
        """Return the prices by the ratio at the opening: the shop may keep net prices and the ERP gross ones."""
        return [near + off for near in (round(each * self._ratio) for each in found) for off in (-1, 0, 1)]

    def _nothing(self, view: View, now_ms: int) -> Wrong | None:
        """Return the price of 0 that the integration wrote for an article without a price in the ERP."""
        store, group, quantity = view
        base = self._shop.regular(store)
        if base is None or base.now or not base.by_client or not base.was or group != ALL_GROUPS:
            return None
        return Wrong(store, group, quantity, now_ms, 0, (), base, self._source)

    def _wrong(self, view: View, owed: list[int], now_ms: int) -> Wrong | None:
        store, group, quantity = view
        base = self._shop.regular(store)
        final = self._shop.final(store, group, quantity, now_ms)
        if base is None or final is None:
            return None
        promotion = self._shop.promotion_now(store, now_ms) if self._terms.promotions_of_shop else None
        expected = [min(one, promotion.now[0]) for one in owed] if promotion is not None else owed
        write = self._responsible(view, final, now_ms) or base
        if final not in expected:
            shown = final
        elif group == ALL_GROUPS and quantity == 1 and base.now not in self._regular(owed, now_ms):
            shown, write = base.now, base
        else:
            return None
        if promotion is not None and self._is_disturbed(promotion):
            last = self._last_special(promotion.place, now_ms)
            write = self._shop.special.get(promotion.place) or last or write
        if not self._is_offence(write):
            return None
        wanted = tuple(dict.fromkeys(reversed(expected)))
        return Wrong(store, group, quantity, now_ms, shown, wanted, write, self._source, promotion)

    def _regular(self, owed: list[int], now_ms: int) -> set[int]:
        """Return what the base price may be while a period of the ERP holds: that price, or the one beside it."""
        values = {*owed, *self._erp.all_values(now_ms)} if self._erp.rows else set(owed)
        return values if self._erp.list_cents is None else {*values, self._erp.list_cents}

    def _responsible(self, view: View, final: int, now_ms: int) -> PriceWrite | None:
        """Return the write that made the price that a customer pays."""
        store, group, quantity = view
        for (least, name, _), tier in self._shop.tiers.items():
            if (least, name) == (quantity, group) and tier.by_client:
                return tier
        base, special = self._shop.regular(store), self._shop.special_now(store, now_ms)
        if special is not None and special.now[0] == final and (base is None or base.now != final):
            return special
        if base is not None and base.now == final:
            return base
        tiers = list(self._shop.tiers_for(group, quantity))
        own = [each for each in tiers if each.by_client]
        return (own or tiers)[-1] if tiers else base

    def _is_disturbed(self, promotion: PriceWrite) -> bool:
        """Whether a promotion of the shop was removed or overwritten."""
        return self._shop.special.get(promotion.place) is not promotion

    def _last_special(self, store: int, now_ms: int) -> PriceWrite | None:
        """Return the integration's last write of a special price that is gone."""
        specials = [write for write in self._writes if write.kind == "special" and write.by_client]
        return next(
            (write for write in reversed(specials) if write.place == store and write.at_ms <= now_ms), None
        )

    def _is_offence(self, write: PriceWrite) -> bool:
        """Whether a wrong price is the integration's: it wrote it, or left it when the ERP changed it."""
        if write.by_client:
            return True
        if write.by_person or self._ratio != 1 or write.kind != "base":
            return False
        return self._source is not None and self._source.by != OPENING and self._has_changed()

    def _has_changed(self) -> bool:
        return any(len(owed.values) > 1 for owed in self._owed.values())
