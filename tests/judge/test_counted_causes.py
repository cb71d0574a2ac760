"""Causes that follow from counts: alerts per attempt, and customers per order."""

from __future__ import annotations

from golive.record.run import Finding
from tests.judge.ledgers import MINUTE_MS, Book, findings


def alerts(texts: list[str]) -> Finding:
    book = Book().at("10:00")
    for text in texts:
        book.after(MINUTE_MS // 2).alert(text)
    (found,) = [each for each in findings(book.end(), "O12") if each.kind == "alert_storm"]
    return found


def test_the_same_failures_alerted_again_and_again() -> None:
    cause = alerts(["order 1 was refused", "order 2 was refused"] * 20).cause
    assert cause.code == "alert_per_attempt"
    assert cause.what == "40 alerts report 2 failure(s): each is reported at every attempt"


def test_an_alert_for_each_record() -> None:
    assert alerts([f"order {number} was refused" for number in range(40)]).cause.code == "alert_per_record"


def customers(orders: int, accounts: int) -> list[str]:
    book = Book().at("10:00")
    for number in range(accounts):
        data = {"email": "ann@example.com", "ref": f"O{number}", "by": "shop-integration"}
        book.say("erp", "erp.customer.created", {"customer": f"C{number}"}, data)
    for number in range(orders):
        book.bought(str(number), email="ann@example.com").created(f"SO{number}", str(number))
    found = [each for each in findings(book.end(), "O2") if each.kind == "duplicated_customer"]
    assert len(found) == accounts - 1
    return [each.cause.code for each in found]


def test_a_customer_for_each_order_of_an_address() -> None:
    assert customers(orders=3, accounts=3) == ["customer_per_order"] * 2


def test_one_customer_too_many_says_nothing_about_each_order() -> None:
    assert customers(orders=5, accounts=2) == [""]
