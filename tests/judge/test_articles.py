"""An article that gets another SKU stays the same article, and one that gets the SKU of another is a new one."""

from __future__ import annotations

import pytest

from golive.judge.history.records.articles import ERP, NONE, SHOP, Articles

from .ledgers import Book, word_of
from .test_stock_causes import cause, found, opened, sent


def renamed(book: Book, was: str, now: str, system: str = "both", stock: bool = True) -> Book:
    if system != SHOP:
        book.say("erp", "erp.item.renamed", {}, {"from": was, "to": now})
    if system != ERP:
        keys = {"from": was, "to": now, "stock": stock, "by": "admin"}
        book.say("shop", "shop.product.renamed", {"sku": now}, keys)
    return book


def deleted(book: Book, sku: str) -> Book:
    return book.say("shop", "shop.product.deleted", {"sku": sku}, {"by": "admin", "was": {}})


def added(book: Book, sku: str, system: str = "both") -> Book:
    if system != SHOP:
        book.say("erp", "erp.item.added", {"item": sku}, {"name": "", "price_cents": 1, "by": "clerk"})
    if system != ERP:
        saved = {"by": "admin", "created": True, "was": {}, "now": {}}
        book.say("shop", "shop.product.saved", {"sku": sku}, saved)
    return book


def articles(book: Book) -> Articles:
    found = Articles()
    for fact in book.facts:
        if fact.kind in found.readers:
            found.readers[fact.kind](fact)
    return found


class TestArticles:
    def test_every_sku_is_its_own_article_at_first(self) -> None:
        assert articles(added(Book(), "NEW")).of(SHOP, "NEW") == "NEW"
        assert not articles(added(Book(), "NEW")).changed

    def test_a_renamed_article_is_the_same(self) -> None:
        found = articles(renamed(renamed(Book(), "A", "B"), "B", "C"))
        assert [found.of(system, "C") for system in (ERP, SHOP)] == ["A", "A"]
        assert [found.of(SHOP, sku) for sku in ("A", "B")] == [NONE, NONE]
        assert [change.now for change in found.renamed["A"]] == ["B", "B", "C", "C"]

    @pytest.mark.parametrize("order", [(ERP, SHOP), (SHOP, ERP)])
    def test_a_sku_used_again_is_one_new_article_in_both_systems(self, order: tuple[str, str]) -> None:
        book = renamed(Book(), "A", "B")
        for system in order:
            added(book, "A", system)
        found = articles(book)
        assert [found.of(system, "A") for system in (ERP, SHOP)] == ["A (2)", "A (2)"]
        assert [found.of(system, "B") for system in (ERP, SHOP)] == ["A", "A"]

    def test_a_product_deleted_and_created_again_is_the_item_that_the_erp_kept(self) -> None:
        assert articles(added(deleted(Book(), "A"), "A", SHOP)).of(SHOP, "A") == "A"

    def test_orders_from_before_keep_their_article(self) -> None:
        book = renamed(deleted(Book(), "A"), "A", "A-OLD", ERP)
        before = len(book.facts)
        found = articles(added(book, "A"))
        assert found.of(SHOP, "A") == "A (2)"
        assert [found.of_order("A", seq) for seq in (before, len(book.facts))] == ["A", "A (2)"]

    def test_an_order_from_before_has_its_article_under_the_new_sku_too(self) -> None:
        found = articles(renamed(Book(), "A", "B"))
        assert [found.of_order(sku, 0) for sku in ("A", "B", "C")] == ["A", "A", "C"]


def stock_of(book: Book) -> list[tuple[str, str]]:
    return [(each.key, each.cause.code) for each in found(book)]


class TestStockOfRenamedArticles:
    def renamed(self, stock: bool) -> Book:
        book = renamed(opened("A", "B").at("10:00"), "A", "N", stock=stock)
        book.erp_stock("A", 0, why="renamed").erp_stock("N", 100, why="renamed")
        return book.shop_stock("N", 100, why="renamed") if stock else book

    def test_an_article_with_its_stock_is_right_at_once(self) -> None:
        assert stock_of(self.renamed(stock=True)) == []

    def test_an_article_without_it_is_right_once_it_is_written(self) -> None:
        assert stock_of(sent(self.renamed(stock=False).at("10:20"), ("N", 100))) == []

    def test_the_erp_alone_may_have_another_sku(self) -> None:
        book = renamed(opened("A").at("10:00"), "A", "N", ERP)
        book.erp_stock("A", 0, why="renamed").erp_stock("N", 100, why="renamed")
        assert [key for key, _ in stock_of(book.at("11:00").erp_stock("N", 60))] == ["A"]

    def test_the_erp_alone_may_have_another_sku_and_the_same_stock(self) -> None:
        book = renamed(opened("A").at("10:00"), "A", "N", ERP)
        assert stock_of(book.erp_stock("A", 0, why="renamed").erp_stock("N", 100, why="renamed")) == []

    def test_stock_that_stands_still_since_is_explained(self) -> None:
        book = self.renamed(stock=True).at("11:00").erp_stock("N", 60).erp_stock("B", 50)
        found = cause(sent(book.at("11:05"), ("B", 50)))
        assert found.code == "sku_changed"
        assert "became N in the shop" in found.what

    def test_not_where_it_was_written_under_the_new_sku(self) -> None:
        book = self.renamed(stock=True).at("11:00").erp_stock("N", 60).erp_stock("B", 50)
        assert cause(sent(book.at("11:05"), ("B", 50), ("N", 61))).code != "sku_changed"

    def test_not_where_nothing_else_was_written(self) -> None:
        book = self.renamed(stock=True).at("11:00").erp_stock("N", 60)
        assert cause(book.at("11:05")).code != "sku_changed"

    def test_an_open_order_is_counted_for_the_article(self) -> None:
        book = opened("A").at("09:30").bought("1", [("A", 3, 1000)]).created("SO1", "1")
        renamed(book.at("10:00"), "A", "N").erp_stock("N", 100, own=3)
        book.at("10:30").erp_stock("N", 97).delivered("SO1", [("N", 3)], ref="1")
        assert book.case().history.stock.skus["A"].expected == 97


class TestStockOfFormerArticles:
    def reused(self) -> Book:
        book = renamed(deleted(opened("A", "B").at("10:00"), "A"), "A", "A-OLD", ERP)
        return added(book.at("12:00"), "A").erp_stock("A", 0, why="opening")

    def test_a_deleted_article_is_not_compared(self) -> None:
        assert stock_of(deleted(opened("A").at("10:00"), "A").erp_stock("A", 5)) == []

    def test_units_of_the_one_before_are_explained(self) -> None:
        found = cause(self.reused(), "A (2)")
        assert found.code == "stock_of_former_article"
        assert "100 units at main" in found.what

    def test_an_order_sold_from_them_is_too(self) -> None:
        (sold,) = found(self.reused().at("12:10").bought("1", [("A", 2, 1000)]), "oversold")
        assert sold.cause.code == "stock_of_former_article"

    def test_not_where_they_were_removed_before(self) -> None:
        book = renamed(deleted(opened("A", "B").at("10:00"), "A"), "A", "A-OLD", ERP)
        book.at("11:00").shop_stock("A", 0, in_stock=False, why="unassigned")
        assert stock_of(added(book.at("12:00"), "A").erp_stock("A", 0, why="opening")) == []

    def test_not_where_the_new_article_was_written_since(self) -> None:
        assert stock_of(sent(self.reused().at("12:05"), ("A", 0))) == []
        assert cause(sent(self.reused().at("12:05"), ("A", 7)), "A (2)").code != "stock_of_former_article"


def test_an_order_of_a_deleted_article_that_left_after_its_sku_was_used_again_is_right() -> None:
    book = Book().at("09:00").bought("1", [("A", 2, 1000)]).created("SO1", "1")
    renamed(deleted(book.at("09:10"), "A"), "A", "A-OLD", ERP)
    added(book.at("09:20"), "A").at("10:00").delivered("SO1", [("A-OLD", 2)], ref="1")
    assert word_of(book.at("10:05").shipped("1", [("A", 2)])) == "exact"


class TestContentOfOrders:
    def test_an_order_for_the_new_article_sent_as_the_one_before_differs(self) -> None:
        book = renamed(Book().at("10:00"), "A", "N")
        added(book.at("11:00"), "A").bought("1", [("A", 1, 1000)])
        book.created("SO1", "1", lines=[["N", 1, 1000, 0]])
        assert word_of(book) == "wrong_content"

    def test_an_order_from_before_means_the_one_before(self) -> None:
        book = Book().at("09:00").bought("1", [("A", 1, 1000)])
        renamed(book.at("09:02"), "A", "N").created("SO1", "1", lines=[["N", 1, 1000, 0]])
        added(book.at("11:00"), "A")
        assert word_of(book) == "exact"

    def test_an_article_that_only_the_shop_renamed_is_the_same(self) -> None:
        book = renamed(Book().at("10:00"), "A", "N", SHOP)
        book.bought("1", [("N", 1, 1000)]).created("SO1", "1", lines=[["A", 1, 1000, 0]])
        assert word_of(book) == "exact"


class TestDeliveredAsAnother:
    def ledger(self, *, shipped: int, tried: bool = True) -> Book:
        book = Book().at("09:00").bought("1", [("A", 2, 1000), ("B", 1, 1000)]).created("SO1", "1")
        renamed(book.at("10:00"), "A", "N").at("11:00")
        book.delivered("SO1", [("N", 2), ("B", 1)], ref="1")
        if tried:
            book.at("11:05").call("shop.order.ship", "1", status=200)
            book.shipped("1", [("B", 1), ("A", 2)][:shipped])
        return book

    def code(self, book: Book) -> list[str]:
        return [each.cause.code for each in found(book, "wrong_state")]

    def test_fits_where_the_renamed_rows_are_missing(self) -> None:
        assert self.code(self.ledger(shipped=1)) == ["sku_changed"]

    def test_not_where_no_shipment_was_tried(self) -> None:
        assert self.code(self.ledger(shipped=0, tried=False)) not in ([], ["sku_changed"])

    def test_not_where_the_skus_are_those_of_the_order(self) -> None:
        book = Book().at("09:00").bought("1", [("A", 2, 1000), ("B", 1, 1000)]).created("SO1", "1")
        book.at("11:00").delivered("SO1", [("A", 2), ("B", 1)], ref="1")
        book.at("11:05").call("shop.order.ship", "1", status=200).shipped("1", [("B", 1)])
        assert self.code(book) not in ([], ["sku_changed"])
