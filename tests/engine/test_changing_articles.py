"""Articles that get another SKU, go or come back during a run: the reference follows, whichever system changes them."""

from __future__ import annotations

from random import Random

import pytest

from fake_erp.builder import new_erp
from fake_erp.erp import Erp
from fake_magento.shop import Shop
from golive.candidates.coroutine import InProcess
from golive.candidates.reference import integrate
from golive.chaos.actions.articles.delete_items import DeleteItems
from golive.chaos.actions.articles.rename_items import RenameItems
from golive.chaos.actions.articles.reuse_skus import ReuseSkus
from golive.record.run import Scorecard
from golive.runner import Plan, carry_out
from golive.scenario import load

FOLLOWS = "shop.stock.follows_catalog=on"
HOUR = ("clock.duration=1h", "clock.settle=50m", "traffic.orders.base=60/h")


def played(*changes: str, sets: tuple[str, ...] = ()) -> Scorecard:
    chaos = ", ".join(f"{{change: {each}}}" for each in changes)
    loaded = load("calm", [*HOUR, *sets, f"chaos=[{chaos}]"])
    return carry_out(Plan(loaded, InProcess("reference", integrate), "calm", "reference", 1), None).scorecard


@pytest.mark.parametrize(
    ("changes", "sets"),
    [
        (("rename_items, at: 20m, count: 3",), ()),
        (("rename_items, at: 20m, count: 3, where: erp",), ("erp.finance.renamed_items=alias",)),
        (("rename_items, at: 20m, count: 3, where: shop",), (FOLLOWS,)),
        (("delete_items, at: 20m, count: 2, where: shop", "reuse_skus, at: 30m, stock: 40"), ()),
        (("rename_items, at: 20m, count: 2", "reuse_skus, at: 40m, count: 2, stock: 90"), (FOLLOWS,)),
    ],
    ids=["both", "erp", "shop", "used again", "renamed and used again"],
)
def test_the_reference_holds(changes: tuple[str, ...], sets: tuple[str, ...]) -> None:
    card = played(*changes, sets=sets)
    assert card.verdict == "held", (card.reasons, card.findings[:3])
    assert all(each.effective for each in card.faults)


def systems() -> tuple[Shop, Erp]:
    shop = Shop(lambda: 0, Random(1), lambda kind, keys, data: None)
    erp = new_erp(lambda: 0, Random(1), lambda kind, keys, data: None)
    for sku in ("A", "B", "C"):
        shop.catalog.add(sku, sku, 1000)
        shop.stock.open(sku, "default", 10)
        erp.items.add(sku, sku, 1000, 19)
        erp.stock.open(sku, erp.stock.warehouses[0], 10)
    shop.stock.reserve([("A", -2)], "order_placed", "1")
    return shop, erp


def skus(shop: Shop, erp: Erp) -> list[list[str]]:
    return [sorted(each.sku for each in shop.catalog), sorted(erp.items.by_sku)]


@pytest.mark.parametrize(
    ("where", "in_shop", "in_erp"),
    [
        ("both", ["A", "B-N1", "C"], ["A", "B-N1", "C"]),
        ("shop", ["A", "B-N1", "C"], ["A", "B", "C"]),
        ("erp", ["A", "B", "C"], ["A-N1", "B", "C"]),
    ],
)
def test_articles_with_reservations_keep_their_sku_where_these_could_not_follow(
    where: str, in_shop: list[str], in_erp: list[str]
) -> None:
    shop, erp = systems()
    assert RenameItems(1, where).begin(erp, shop).what
    assert skus(shop, erp) == [in_shop, in_erp]


def test_deleted_articles_stay_in_the_erp_under_an_archive_sku_and_their_skus_are_used_first() -> None:
    shop, erp = systems()
    DeleteItems(1, "both").begin(erp, shop)
    assert skus(shop, erp) == [["B", "C"], ["A-ARCHIVE1", "B", "C"]]
    assert ReuseSkus(2, 5).begin(erp, shop).what == "new articles under A, B"
    assert skus(shop, erp) == [["A", "B", "C"], ["A", "A-ARCHIVE1", "B", "B-ARCHIVE1", "C"]]
    assert shop.salable("B") == 10, "what the former article left"
