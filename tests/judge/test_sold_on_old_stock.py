"""Why units were oversold is read off the figures of that moment."""

from __future__ import annotations

from golive.judge.causes.lifecycle.sold_on_old_stock import sold_on_old_stock
from golive.judge.history.stock import Stock

CADENCE_MS = 1_800_000


def a_shop_that_shows(on_hand_later: int, sold_after_ms: int) -> Stock:
    """Ten on both sides at the start; later the ERP has fewer and the shop is not told; then six are sold."""
    stock = Stock(CADENCE_MS)
    stock.erp_changed(0, "A", "main", 10, 0, 0)
    stock.source_changed(0, "A", "main", 10)
    stock.erp_changed(60_000, "A", "main", on_hand_later, 0, 0)
    stock.reserved(60_000 + sold_after_ms, "A", -6)
    stock.sold(60_000 + sold_after_ms, "A", 6, "000000001", 7)
    return stock


def test_others_took_them_within_the_cadence() -> None:
    stock = a_shop_that_shows(on_hand_later=2, sold_after_ms=CADENCE_MS - 1)
    assert [(sale.units, sale.shown, sale.left) for sale in stock.oversales] == [(4, 10, 2)]
    cause = sold_on_old_stock(stock.oversales)
    assert cause.code == "sold_within_cadence"
    assert cause.what.startswith("the shop offered 10 x A, the ERP had 2 left")


def test_a_figure_older_than_declared_is_the_integrations_doing() -> None:
    stock = a_shop_that_shows(on_hand_later=2, sold_after_ms=CADENCE_MS)
    assert sold_on_old_stock(stock.oversales).code == "sold_on_old_stock"


def test_what_is_there_is_not_oversold() -> None:
    assert a_shop_that_shows(on_hand_later=6, sold_after_ms=CADENCE_MS).oversales == []
