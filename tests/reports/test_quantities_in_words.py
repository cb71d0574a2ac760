"""Facts in words: quantities that facts state in thousandths are said in units."""

from __future__ import annotations

from golive.record.run import Fact
from golive_reports.words.fields import quantity
from golive_reports.words.story_line import describe


def test_thousandths_are_said_in_units_and_other_quantities_as_they_are() -> None:
    assert quantity("CLOTH", 2_750, {"CLOTH"}) == "2.75"
    assert quantity("CLOTH", 2_000, {"CLOTH"}) == "2"
    assert quantity("A", 275, {"CLOTH"}) == "275"
    assert quantity("CLOTH", None, {"CLOTH"}) == quantity("CLOTH", None, ())


def test_lines_reservations_and_stock_of_a_story_are_in_units() -> None:
    shipped = Fact(1, 0, "shop", "shop.order.shipped", {}, {"lines": [["CLOTH", 1_500], ["A", 2]]})
    assert describe(shipped, {"CLOTH"}).text.startswith("1.5 × CLOTH, 2 × A shipped")
    reserved = Fact(2, 0, "shop", "shop.reservation.added", {}, {"rows": [["CLOTH", -250]], "event": ""})
    assert describe(reserved, {"CLOTH"}).text.startswith("0.25 × CLOTH reserved")
    stock = Fact(3, 0, "erp", "erp.stock.changed", {}, {"rows": [["CLOTH", "main", 10_125, 0, 500, 0]]})
    said = describe(stock, {"CLOTH"}).text
    assert "10.125 on hand" in said
    assert "0.5 for others" in said
