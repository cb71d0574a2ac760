"""The shop asks the prices that their owner has, within the declared cadence: per store, group, quantity and period."""

from __future__ import annotations

from golive.judge.history.records.prices import PriceBook
from golive.judge.oracles.case import Case
from golive.judge.oracles.owners.price_causes import Scene, cause_of, page_of
from golive.judge.oracles.owners.price_replay import Replay, Terms, Wrong
from golive.judge.oracles.owners.price_state import ALL_GROUPS
from golive.judge.oracles.owners.price_writes import wrong_writes
from golive.record.oracles import PRICES, WRONG_PRICE
from golive.record.run import Finding


def prices(case: Case) -> list[Finding]:
    """Return one finding per article with a wrong price; the first wrong price is described."""
    book = case.history.prices
    if case.owners.prices.list_prices != "erp" or not book.changed:
        return []
    wrong: dict[str, list[Wrong]] = {}
    right: set[str] = set()
    for sku in book.changed:
        found = _wrong_of(case, book, sku)
        if found:
            wrong[sku] = found
        else:
            right.add(sku)
    scene = Scene(book, case.offset_ms, _page(book, set(wrong), right))
    return [_finding(sku, found, scene) for sku, found in wrong.items()]


def _wrong_of(case: Case, book: PriceBook, sku: str) -> list[Wrong]:
    writes, terms = book.writes[sku], _terms(case, book, sku)
    found = [*wrong_writes(writes, terms), *Replay(writes, terms).run()]
    if case.owners.prices.contract != "erp":
        found = [each for each in found if each.group == ALL_GROUPS]
    return sorted(found, key=lambda each: (each.off_ms == 0, each.since_ms, each.store, each.quantity))


def _terms(case: Case, book: PriceBook, sku: str) -> Terms:
    owners: dict[str, str] = {}
    groups: set[str] = set()
    rows = {write.place[0] for write in book.writes[sku] if write.kind == "row"}
    by_name = {owner.partition(":")[2].casefold(): owner for owner in sorted(rows)}
    for write in book.writes[sku]:
        if write.kind == "tier" and write.by_client:
            group = write.place[1]
            groups.add(group)
            if group.casefold() in by_name:
                owners[group] = by_name[group.casefold()]
    return Terms(
        tuple(sorted(book.stores)),
        case.budgets.prices_ms,
        case.history.last_ms,
        owners,
        frozenset(owners) & frozenset(groups),
        case.owners.prices.promotion == "shop",
    )


def _page(book: PriceBook, wrong: set[str], right: set[str]) -> int:
    """Return the number of articles of the ERP's list behind which all prices are wrong."""
    changed = dict.fromkeys(sku for sku, _ in book.erp_changes())
    right = {sku for sku in right if sku in changed}
    by_place = sorted(book.places, key=lambda sku: book.places[sku])
    return page_of(list(changed), wrong, right) or page_of(by_place, wrong, right)


def _finding(sku: str, found: list[Wrong], scene: Scene) -> Finding:
    first = found[0]
    evidence = sorted({first.write.seq, *([first.source.seq] if first.source else [])})
    return Finding(
        PRICES.code,
        WRONG_PRICE.name,
        sku,
        _sentence(first, found),
        tuple(evidence),
        cause_of(sku, first, scene),
    )


def _sentence(wrong: Wrong, found: list[Wrong]) -> str:
    where = f"store {wrong.store}" if wrong.store else "the shop"
    group = "" if wrong.group == ALL_GROUPS else f" for the group {wrong.group}"
    many = f" from {wrong.quantity} units on" if wrong.quantity > 1 else ""
    more = f", and {len(found) - 1} more wrong prices of the article" if len(found) > 1 else ""
    if wrong.off_ms:
        return f"the special price {_money(wrong.shown)}{group} does not begin or end as its owner says{more}"
    wanted = " or ".join(_money(cents) for cents in wrong.expected[:3]) or "no price"
    author = "written by the integration" if wrong.write.by_client else "not updated"
    return f"{where} asks {_money(wrong.shown)}{group}{many}, its owner has {wanted}; {author}{more}"


def _money(cents: int) -> str:
    return f"{cents / 100:.2f}"
