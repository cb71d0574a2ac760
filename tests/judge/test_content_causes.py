"""Why the content of an order is wrong is read off the numbers: each kind of mistake gives its own."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest

from golive.judge.cost import Prices
from golive.judge.findings import look
from golive.record.run import Cause
from golive.scenario import load

from .ledgers import Book, Line, content

LINES: list[Line] = [("A", 2, 1190, 190), ("B", 1, 2380)]
DAY = 86_400_000
IN_DOLLARS: list[Line] = [("A", 2, 1000), ("B", 1, 3000)]
ELSEWHERE = ["Ada Byron", "Old Road 7", "Bonn", "53111", "DE"]
SHIP_TO = ["Ada Byron", "Long Street 5, 3rd floor", "Berlin", "10115", "DE"]


def cause(book: Book, order: str = "1") -> Cause:
    case = book.end("20:00").case()
    listed = look(case, Prices(load("calm").costs)).listed
    (finding,) = [each for each in listed if each.kind == "wrong_content" and each.key == order]
    return finding.cause


def booked(lines: list[Line], shop: list[Line] = LINES, shipping: int = 0, **more: Any) -> Book:
    """An order with shipping of 4.90 and its ERP order with these lines."""
    book = Book().at("10:00").bought("1", shop, shipping=490, ship_to=SHIP_TO)
    amounts = content(lines, 490 + shipping)
    return book.at("10:01").created("SO1", "1", **{**amounts, **more})


def code(lines: list[Line], shop: list[Line] = LINES, shipping: int = 0, **more: Any) -> str:
    return cause(booked(lines, shop, shipping, **more)).code


def with_discount(cents: int) -> list[Line]:
    return [("A", 2, 1190, cents), ("B", 1, 2380)]


class TestTaxRates:
    def untaxed(self, tax_cents: int, ref: str = "1") -> Book:
        book = Book().at("10:00").bought("1", [("A", 2, 1190)])
        book.say("erp", "erp.line.untaxed", {"ref": ref}, {"line": 1, "item": "A", "rate": "19.02"})
        return book.created("SO1", "1", tax_cents=tax_cents)

    def test_a_line_that_was_booked_without_a_tax_code(self) -> None:
        found = cause(self.untaxed(0))
        assert (found.code, "19.02 %" in found.what) == ("tax_rate_unknown", True)

    def test_not_where_it_happened_to_another_order(self) -> None:
        assert cause(self.untaxed(0, "2")).code != "tax_rate_unknown"


class TestDiscount:
    @pytest.mark.parametrize(
        ("cents", "way"),
        [
            (0, "not sent"),
            (380, "taken twice"),
            (226, "times 1.19"),
            (160, "divided by 1.19"),
            (191, "split"),
        ],
    )
    def test_fits(self, cents: int, way: str) -> None:
        found = cause(booked(with_discount(cents)))
        assert found.code == "discount_wrong"
        assert way in found.what

    def test_not_with_an_unrelated_amount(self) -> None:
        assert code(with_discount(100)) == ""

    def test_not_where_a_price_differs_as_well(self) -> None:
        assert code([("A", 2, 1200, 0), ("B", 1, 2380)]) == ""


class TestShipping:
    def test_not_sent(self) -> None:
        assert code(LINES, shipping=-490) == "shipping_wrong"

    def test_its_tax_added_once_more(self) -> None:
        assert code(LINES, shipping=93) == "shipping_wrong"

    def test_its_discount_not_subtracted(self) -> None:
        book = Book().at("09:00").bought("2", [("C", 1, 500)], shipping=990).created("SO2", "2")
        book.at("10:00").bought("1", LINES, shipping=0)
        book.at("10:01").created("SO1", "1", **content(LINES, 990))
        assert "the discount on it was not subtracted" in cause(book).what

    def test_not_with_an_unrelated_amount(self) -> None:
        assert code(LINES, shipping=77) == ""


class TestTaxMode:
    def test_prices_with_tax_sent_as_prices_without(self) -> None:
        gross: list[Line] = [("A", 2, 1416), ("B", 1, 2832)]
        assert code(gross, [("A", 2, 1190), ("B", 1, 2380)]) == "tax_mode"

    def test_prices_without_tax_sent_as_prices_with(self) -> None:
        net: list[Line] = [("A", 2, 1000), ("B", 1, 2000)]
        assert code(net, [("A", 2, 1190), ("B", 1, 2380)]) == "tax_mode"

    def test_not_where_one_price_is_off_by_another_factor(self) -> None:
        assert code([("A", 2, 1416), ("B", 1, 2500)], [("A", 2, 1190), ("B", 1, 2380)]) == ""


class TestTextsOfPrices:
    SHOP: ClassVar[list[Line]] = [("A", 1, 123_450), ("B", 1, 2380)]

    @pytest.mark.parametrize(
        ("shop", "read"), [(123_450, 100), (123_450, 123), (1250, 125_000), (1250, 1200)]
    )
    def test_a_separator_that_was_misread(self, shop: int, read: int) -> None:
        assert code([("A", 1, read), ("B", 1, 2300)], [("A", 1, shop), ("B", 1, 2300)]) == "separator_misread"

    def test_not_where_only_one_of_two_prices_fits(self) -> None:
        assert code([("A", 1, 100), ("B", 1, 2381)], self.SHOP) == ""


class TestConvertedPrices:
    SHOP: ClassVar[list[Line]] = [("A", 3, 1099), ("B", 1, 649)]

    def converted(self, total: int) -> str:
        net: list[Line] = [("A", 3, 924), ("B", 1, 545)]
        paid = {"payment": ["card", 4436, True], "shipping_method": "", "net": True}
        return code(net, self.SHOP, shipping=-78, total_cents=total, **paid)

    def test_a_total_that_is_off_by_cents(self) -> None:
        assert self.converted(4435) == "prices_converted"

    def test_not_a_total_that_is_off_by_more(self) -> None:
        assert self.converted(4635) != "prices_converted"


class TestBaseCurrency:
    def test_amounts_of_another_currency(self) -> None:
        assert code([("A", 2, 920), ("B", 1, 2760)], IN_DOLLARS, shipping=-39) == "base_currency"

    def test_the_code_of_another_currency(self) -> None:
        assert code(IN_DOLLARS, IN_DOLLARS, currency="USD") == "base_currency"

    def test_not_where_shipping_is_off_by_another_factor(self) -> None:
        assert code([("A", 2, 920), ("B", 1, 2760)], IN_DOLLARS) == ""


class TestVoucher:
    def shop(self) -> Book:
        book = Book().at("10:00").bought("1", LINES, shipping=490)
        placed = next(fact for fact in book.facts if fact.kind == "shop.order.placed")
        placed.data["gift_cents"] = 500
        return book.at("10:01")

    def test_taken_as_a_discount(self) -> None:
        assert cause(self.shop().created("SO1", "1", **content(with_discount(690), 490))).code == "voucher"

    def test_not_another_amount(self) -> None:
        assert cause(self.shop().created("SO1", "1", **content(with_discount(600), 490))).code == ""


class TestPriceList:
    def test_fits_the_price_that_others_pay(self) -> None:
        book = Book().at("09:00").bought("2", [("A", 1, 1500)]).created("SO2", "2")
        book.at("10:00").bought("1", [("A", 1, 1200)])
        book.at("10:01").created("SO1", "1", **content([("A", 1, 1500)]))
        assert cause(book).code == "erp_price_list"

    def test_not_a_price_that_no_one_pays(self) -> None:
        assert code([("A", 2, 1300, 190), ("B", 1, 2380)]) == ""


class TestArticles:
    def test_left_out(self) -> None:
        assert code([("B", 1, 2380)]) in ("lines_left_out", "lines_cut_off")

    def test_cut_off_after_as_many_lines_as_any_order_has(self) -> None:
        many: list[Line] = [("A", 1, 100), ("B", 1, 200), ("C", 1, 300)]
        found = cause(booked(many[:2], many))
        assert found.code == "lines_cut_off"

    def test_several_codes_without_zeros_and_blanks(self) -> None:
        shop: list[Line] = [("0041", 1, 100), ("A 2", 2, 200)]
        assert code([("41", 1, 100), ("A2", 2, 200)], shop) == "code_folded"

    def test_a_code_with_more_zeros_is_another_article(self) -> None:
        assert code([("0041", 1, 100)], [("41", 1, 100)]) == "other_article"

    def bundles(self, second: tuple[str, str]) -> Book:
        book = Book().at("09:00").bought("2", [("A", 1, 100), ("B", 2, 200)], bundles=self.of("A", "B"))
        book.created("SO2", "2").at("10:00")
        book.bought("1", [("C", 1, 100), ("D", 2, 200)], bundles=self.of("C", "D"))
        first, other = second
        return book.at("10:01").created("SO1", "1", **content([(first, 1, 100), (other, 2, 200)]))

    def of(self, first: str, second: str) -> list[list[Any]]:
        return [["SET", 1, 500, [[first, 1, 100], [second, 2, 400]]]]

    def test_the_parts_of_a_bundle_that_another_order_has(self) -> None:
        assert cause(self.bundles(("A", "B"))).code == "parts_of_another_choice"

    def test_parts_that_no_order_has_are_other_articles(self) -> None:
        assert cause(self.bundles(("X", "Y"))).code == "other_article"

    def test_cut_off_within_the_rows_of_one_article(self) -> None:
        rows: list[Line] = [("A", 1, 100), ("B", 1, 200), ("A", 1, 100), ("B", 1, 200)]
        assert code(rows[:2], rows) == "lines_cut_off"

    def test_not_cut_off_where_a_row_has_fewer_units(self) -> None:
        assert code([("A", 2, 100), ("B", 1, 200)], [("A", 3, 100), ("B", 1, 200)]) == "units_cut"

    def test_not_cut_off_where_another_order_has_more_lines(self) -> None:
        many: list[Line] = [("A", 1, 100), ("B", 1, 200), ("C", 1, 300)]
        book = Book().at("09:00").bought("2", many).created("SO2", "2")
        book.at("10:00").bought("1", many).at("10:01").created("SO1", "1", **content(many[:2]))
        assert cause(book).code == "lines_left_out"

    def test_fewer_units(self) -> None:
        assert code([("A", 1, 1190, 95), ("B", 1, 2380)]) == "units_cut"

    def test_the_row_of_a_part_as_well(self) -> None:
        assert code([*LINES, ("B", 1, 0, 0)]) == "parent_and_parts"

    def test_a_row_twice(self) -> None:
        assert code([*LINES, ("B", 1, 2380)]) == "lines_added"

    def test_another_article(self) -> None:
        assert code([("A", 2, 1190, 190), ("C", 1, 2380)]) == "other_article"

    def test_not_another_number_of_units(self) -> None:
        assert code([("A", 2, 1190, 190), ("C", 2, 1190)]) == ""


class TestAddresses:
    def at(self, **parts: str) -> str:
        names = ("name", "street", "city", "postcode", "country")
        ship_to = [parts.get(name, text) for name, text in zip(names, SHIP_TO, strict=True)]
        return code(LINES, ship_to=ship_to)

    def test_cut(self) -> None:
        assert self.at(street="Long Street 5, 3") == "text_cut"

    @pytest.mark.parametrize("theirs", ["Anna Long-\ufffd", "Anna Long-"])
    def test_cut_in_the_middle_of_a_character(self, theirs: str) -> None:
        book = Book().at("10:00").bought("1", LINES, ship_to=["Anna Long-渡辺", *SHIP_TO[1:]])
        book.at("10:01").created("SO1", "1", ship_to=[theirs, *SHIP_TO[1:]])
        assert cause(book).code == "text_cut"

    @pytest.mark.parametrize(("ours", "theirs"), [("कुमारी", "कमर"), ("ปิ่น", "ปน")])
    def test_lost_vowels_are_lost_characters(self, ours: str, theirs: str) -> None:
        book = Book().at("10:00").bought("1", LINES, ship_to=[ours, *SHIP_TO[1:]])
        book.at("10:01").created("SO1", "1", ship_to=[theirs, *SHIP_TO[1:]])
        assert cause(book).code == "characters_lost"

    def test_characters_lost(self) -> None:
        book = Book().at("10:00").bought("1", LINES, ship_to=["渡辺 Anna", *SHIP_TO[1:]])
        book.at("10:01").created("SO1", "1", ship_to=["?? Anna", *SHIP_TO[1:]])
        assert cause(book).code == "characters_lost"

    def test_not_another_text(self) -> None:
        assert self.at(street="Short Street 7") == ""


@pytest.mark.parametrize(("days", "expected"), [(3, "dated_at_import"), (1, "")])
def test_the_date_of_the_entry(days: int, expected: str) -> None:
    """Entered three days later; dated on that day, or on another day in between."""
    book = Book().at("10:00").bought("1", LINES)
    placed_ms = book.now_ms
    book.after(3 * DAY).created("SO1", "1", ordered_ms=placed_ms + days * DAY)
    case = book.say("run", "run.phase", {}, {"phase": "end"}).case()
    listed = look(case, Prices(load("calm").costs)).listed
    assert [each.cause.code for each in listed if each.kind == "wrong_content"] == [expected]


def test_what_the_erp_saved_otherwise_is_not_the_integrations_mistake() -> None:
    book = Book().at("10:00").bought("1", LINES, shipping=490).at("10:01")
    book.say("erp", "erp.quirk", {"ref": "1"}, {"quirk": "drop_fields", "what": "lines.0.discount"})
    assert cause(book.created("SO1", "1", **content(with_discount(0), 490))).code == "saved_otherwise"


class TestArticleCodes:
    @pytest.mark.parametrize(("theirs", "ours"), [("a-07", "A-07"), ("12", "0012")])
    def test_folded(self, theirs: str, ours: str) -> None:
        found = cause(booked([(theirs, 2, 1190)], [(ours, 2, 1190)]))
        assert found.code == "code_folded"

    def test_not_of_another_article(self) -> None:
        assert code([("A-08", 2, 1190)], [("A-07", 2, 1190)]) == "other_article"


class TestBothAddresses:
    BILL_TO = ("Grace Hopper", "Short Street 1", "Hamburg", "20095", "DE")

    def ledger(self, ship_to: object, bill_to: object) -> Book:
        book = Book().at("10:00").bought("1", LINES, ship_to=SHIP_TO, bill_to=list(self.BILL_TO))
        return book.at("10:01").created("SO1", "1", **content(LINES), ship_to=ship_to, bill_to=bill_to)

    def test_the_one_in_the_place_of_the_other(self) -> None:
        assert cause(self.ledger(list(self.BILL_TO), list(self.BILL_TO))).code == "addresses_mixed_up"

    def test_not_an_address_that_is_none_of_both(self) -> None:
        other = ["Alan Turing", "Side Street 9", "Bremen", "28195", "DE"]
        assert cause(self.ledger(other, list(self.BILL_TO))).code == ""

    def test_a_part_of_one_left_out(self) -> None:
        ship_to = [SHIP_TO[0], "", *SHIP_TO[2:]]
        assert cause(self.ledger(ship_to, list(self.BILL_TO))).code == "field_not_sent"


class TestTheHead:
    def ledger(self, payment: list[Any], lines: list[Line] = LINES) -> Book:
        book = Book().at("10:00").bought("1", LINES, store="", shipping_method="")
        more = {"payment": payment, "shipping_method": "", "channel": "web"}
        return book.at("10:01").created("SO1", "1", **{**content(lines), **more})

    def test_unpaid_although_it_is_paid(self) -> None:
        assert cause(self.ledger(["card", 0, False])).code == "prepaid_wrong"

    def test_another_amount_paid(self) -> None:
        assert cause(self.ledger(["card", 100, True])).code == "payment_amount_wrong"

    def test_not_where_the_rows_differ_as_well(self) -> None:
        found = cause(self.ledger(["card", 100, True], [("A", 2, 1190, 190)]))
        assert found.code == "lines_left_out"

    def test_another_customer(self) -> None:
        book = Book().at("10:00").bought("1", LINES, email="a@example.com")
        book.bought("2", LINES, email="b@example.com").created("SO2", "2")
        book.at("10:01").created("SO1", "1", email="b@example.com", customer="C2")
        assert cause(book).code == "wrong_customer"


class TestChangesAfterwards:
    def ledger(self, by: str, first: list[Line] = LINES) -> Book:
        book = Book().at("10:00").bought("1", LINES)
        book.at("10:01").created("SO1", "1", **content(first))
        return book.at("10:30").changed("SO1", "1", [("A", 1, 1190, 190)], by=by)

    @pytest.mark.parametrize(
        ("by", "expected"), [("integration", "changed_by_integration"), ("clerk:anna", "changed_in_erp")]
    )
    def test_of_a_right_order(self, by: str, expected: str) -> None:
        assert cause(self.ledger(by)).code == expected

    @pytest.mark.parametrize(("first", "expected"), [(SHIP_TO, "changed_by_integration"), (ELSEWHERE, "")])
    def test_of_the_address_of_a_right_order(self, first: list[str], expected: str) -> None:
        book = Book().at("10:00").bought("1", LINES, ship_to=SHIP_TO)
        book.at("10:01").created("SO1", "1", ship_to=first)
        book.at("10:30").changed(
            "SO1", "1", LINES, ship_to=["Ada Byron", "New Road 9", "Kiel", "24103", "DE"]
        )
        assert cause(book).code == expected

    def test_not_of_an_order_that_was_wrong_before(self) -> None:
        found = cause(self.ledger("clerk:anna", [("A", 1, 1190, 190), ("B", 2, 2380)]))
        assert not found.code.startswith("changed")
