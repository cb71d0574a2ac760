"""Clerks at their desk, minute by minute: when they look, what they do, how long it takes."""

from __future__ import annotations

import pytest

from fake_magento import Cart
from fake_magento.model.composites import Choice
from fake_magento.model.custom_option import CustomOption
from golive.people.desk import RetryAnswer

from .company import HOME, HOUR_MS, MINUTE_MS, NINE_MS, Company


def test_an_entry_is_read_at_the_next_look_and_retry_is_pressed() -> None:
    company = Company()
    order = company.bought().increment_id
    company.after(1).show(order)
    company.after(30)
    assert company.did() == ["opened", "retried", "heard", "done"]
    assert company.of_kind("clerk.opened")[0][0] == NINE_MS + 10 * MINUTE_MS
    assert [retry.order for _, retry in company.presses] == [order]
    assert company.of_kind("clerk.heard")[0][3]["said"] == "it is being sent"
    assert company.of_kind("clerk.done")[0][3]["ms"] == 30_000


def test_a_cause_is_repaired_once_and_the_entries_after_it_only_take_a_look() -> None:
    company = Company()
    company.erp.customers.set_blocked(company.customer.number, True)
    for _ in range(3):
        company.show(
            company.bought().increment_id,
            f"422 customer_blocked: customer {company.customer.number} is blocked",
        )
    company.after(30)
    assert len(company.of_kind("clerk.repaired")) == 1
    assert not company.customer.blocked
    assert [fact[3]["ms"] for fact in company.of_kind("clerk.done")] == [
        5 * MINUTE_MS + 30_000,
        30_000,
        30_000,
    ]
    assert len(company.presses) == 3


def test_no_clerk_comes_before_the_hours_begin_and_work_rests_overnight() -> None:
    company = Company(start_ms=NINE_MS - 7 * HOUR_MS)  # two at night
    company.show(company.bought().increment_id)
    company.after(6 * 60 - 1)
    assert company.did() == []
    company.after(2)
    assert company.did()[:1] == ["opened"]
    late = Company(start_ms=NINE_MS + 9 * HOUR_MS - 12 * MINUTE_MS)  # 17:48; the look is at 17:58
    late.erp.customers.set_blocked(late.customer.number, True)
    late.show(late.bought().increment_id, f"customer_blocked: {late.customer.number}")
    late.after(14 * 60)
    assert late.of_kind("clerk.repaired") == []
    late.after(20)
    assert (
        late.of_kind("clerk.repaired")[0][0] == NINE_MS + 23 * HOUR_MS + 210_000
    )  # 30 s and 90 s before six


def test_each_clerk_does_one_thing_at_a_time_and_two_do_two() -> None:
    spans = {}
    for count in (1, 2):
        company = Company(count=count, look_ms=10 * MINUTE_MS, desk_every_ms=MINUTE_MS)
        for _ in range(4):
            company.show(company.bought().increment_id)
        company.after(120)
        spans[count] = company.of_kind("clerk.done")[-1][0] - NINE_MS
        assert company.outcomes() == ["retried"] * 4
    assert spans[1] > 40 * MINUTE_MS > spans[2] > 20 * MINUTE_MS


def test_impatient_people_press_twice_within_seconds() -> None:
    company = Company(impatient=1.0)
    company.show(company.bought().increment_id)
    company.after(20)
    first, second = (at_ms for at_ms, _ in company.presses)
    assert 2_000 <= second - first <= 9_000
    assert [fact[3]["press"] for fact in company.of_kind("clerk.heard")] == [1, 2]


def test_a_button_that_does_nothing_is_pressed_at_three_looks_and_then_the_entry_is_handed_on() -> None:
    company = Company()
    company.answer = None
    company.show(company.bought().increment_id)
    company.after(120)
    assert company.outcomes() == ["no answer to retry"] * 3 + ["handed on"]
    assert [fact[3]["status"] for fact in company.of_kind("clerk.heard")] == [None] * 3
    looks = [fact[0] - NINE_MS for fact in company.of_kind("clerk.opened")]
    assert looks == [10 * MINUTE_MS, 20 * MINUTE_MS, 30 * MINUTE_MS, 40 * MINUTE_MS]


def test_a_candidate_that_is_gone_does_not_answer() -> None:
    company = Company()
    company.line.disconnect()
    company.show(company.bought().increment_id)
    company.after(15)
    assert company.presses == []
    assert company.of_kind("clerk.heard")[0][3]["status"] is None


def test_what_was_refused_again_is_looked_at_again_at_once() -> None:
    company = Company()
    order = company.bought().increment_id
    company.on_press = lambda retry: company.show(order, "422 not_available: only 1 left")
    company.show(order)
    company.after(15)
    assert company.outcomes() == ["retried", "handed on"]
    assert company.of_kind("clerk.handed_on")[0][3]["why"] == "not_available: the goods are not available"


def test_an_entry_taken_off_while_it_is_read_is_left_alone() -> None:
    company = Company(look_ms=5 * MINUTE_MS)
    order = company.bought().increment_id
    company.show(order)
    company.after(12).resolve(order)
    company.after(30)
    assert company.outcomes() == ["already resolved"]
    assert company.presses == []


class TestOnCall:
    NIGHT_MS = NINE_MS - 7 * HOUR_MS

    def test_an_alert_at_night_calls_one_of_them(self) -> None:
        company = Company(start_ms=self.NIGHT_MS, on_call_ms=30 * MINUTE_MS)
        company.show(company.bought().increment_id)
        company.alert()
        company.after(40)
        assert company.of_kind("clerk.called")[0][3] == {"text": "stock is not moving"}
        assert company.of_kind("clerk.opened")[0][0] == self.NIGHT_MS + 30 * MINUTE_MS
        assert company.of_kind("clerk.opened")[0][3]["clerk"] == "clerk:on call"

    def test_an_entry_alone_calls_no_clerk_nor_does_an_alert_without_the_rule(self) -> None:
        company = Company(start_ms=self.NIGHT_MS, on_call_ms=30 * MINUTE_MS)
        company.show(company.bought().increment_id)
        assert company.after(120).did() == []
        other = Company(start_ms=self.NIGHT_MS)
        other.alert()
        assert other.after(120).did() == []

    def test_an_alert_by_day_calls_no_clerk(self) -> None:
        company = Company(on_call_ms=30 * MINUTE_MS)
        company.alert()
        assert company.after(60).of_kind("clerk.called") == []

    def test_two_alerts_call_one(self) -> None:
        company = Company(start_ms=self.NIGHT_MS, on_call_ms=30 * MINUTE_MS)
        company.alert()
        company.after(5).alert()
        assert len(company.after(60).of_kind("clerk.called")) == 1

    def test_they_stay_until_the_desk_is_empty(self) -> None:
        company = Company(start_ms=self.NIGHT_MS, on_call_ms=30 * MINUTE_MS)
        first, second = company.bought().increment_id, company.bought().increment_id
        company.show(first)
        company.alert()
        company.after(60).show(second)
        company.after(15)
        assert len(company.presses) == 2
        company.resolve(first)
        company.resolve(second)
        company.after(20).show(company.bought().increment_id)
        assert len(company.after(60).presses) == 2


class TestTypedIn:
    @pytest.mark.parametrize("share", [0.0, 1.0])
    def test_the_order_is_typed_off_the_shops_screen_and_the_entry_taken_off(self, share: float) -> None:
        company = Company(rekeys=1.0, with_reference=share)
        shop_order = company.bought()
        company.show(shop_order.increment_id)
        company.after(20)
        order = next(iter(company.erp.orders.by_number.values()))
        assert order.external_reference == (shop_order.increment_id if share else "")
        assert (order.total_cents, order.status) == (shop_order.ordered.total, "released")
        party = {"name": "Ines Møller", **order.customer.address, "phone": shop_order.ship_to.telephone}
        assert order.ship_to == party
        created = company.of_kind("erp.order.created")[0]
        assert created[3]["by"] == "clerk:1"
        assert created[0] == NINE_MS + 15 * MINUTE_MS + 30_000
        assert company.of_kind("clerk.rekeyed")[0][2]["number"] == order.number
        assert company.of_kind("desk.resolved")
        assert (company.presses, company.outcomes()) == ([], ["entered manually"])

    def test_custom_options_are_typed_as_a_remark_and_the_article_without_suffixes(self) -> None:
        company = Company(rekeys=1.0)
        engraving = CustomOption(1, "Engraving", "field", sku="engraved")
        company.shop.catalog.get("A").options = (engraving,)
        cart = Cart(
            "default", "i@example.com", "I", "M", None, [Choice("A", 1, custom=((1, "ANN"),))], ship_to=HOME
        )
        shop_order = company.shop.checkout(cart)
        company.shop.capture(shop_order)
        assert shop_order.lines[0].sku == "A-engraved"
        company.show(shop_order.increment_id)
        company.after(20)
        order = next(iter(company.erp.orders.by_number.values()))
        assert [line.item.sku for line in order.lines] == ["A"]
        assert order.custom["options_1"] == "ANN"

    def test_what_has_come_meanwhile_is_not_typed(self) -> None:
        company = Company(rekeys=1.0, look_ms=MINUTE_MS)
        shop_order = company.bought()
        company.show(shop_order.increment_id)
        company.after(12)  # a clerk is typing
        company.sent(shop_order)
        company.after(20)
        assert len(company.erp.orders.by_number) == 1
        assert company.of_kind("clerk.rekeyed") == []
        assert (len(company.presses), company.outcomes()) == (1, ["retried"]), "an entry was left unreported"

    @pytest.mark.parametrize("share", [0.0, 1.0])
    def test_an_order_is_typed_once_however_often_and_by_whatever_name_it_is_shown(
        self, share: float
    ) -> None:
        company = Company(rekeys=1.0, with_reference=share, count=3)
        number = company.bought().increment_id
        for _ in range(5):
            company.show(number)
            company.show(f"order {number}")
            company.after(30)
        assert len(company.of_kind("clerk.rekeyed")) == len(company.erp.orders.by_number) == 1

    def test_what_was_typed_and_cancelled_again_may_be_typed_once_more(self) -> None:
        company = Company(rekeys=1.0, with_reference=0.0)
        number = company.bought().increment_id
        company.show(number)
        company.after(30)
        company.erp.orders.cancel(next(iter(company.erp.orders.by_number.values())), "typed wrongly")
        company.show(number)
        company.after(30)
        assert len(company.of_kind("clerk.rekeyed")) == 2

    def test_what_the_shop_does_not_want_is_not_typed(self) -> None:
        company = Company(rekeys=1.0)
        company.show(company.bought(paid=False).increment_id)
        company.show("unknown order")
        company.after(30)
        assert company.erp.orders.by_number == {}
        assert len(company.presses) == 2

    def test_the_erp_refuses_people_too(self) -> None:
        company = Company(rekeys=1.0)
        company.show(company.bought().increment_id)
        company.after(12).erp.customers.set_blocked(company.customer.number, True)
        company.after(20)
        assert "is blocked" in company.of_kind("clerk.handed_on")[0][3]["why"]
        assert company.outcomes() == ["handed on"]

    def test_what_the_integration_says_while_a_clerk_types_is_read_before_it_is_handed_on(self) -> None:
        company = Company(rekeys=1.0)
        number = company.bought().increment_id
        company.show(number)
        company.after(12).erp.customers.set_blocked(company.customer.number, True)
        company.show(number, f"422 customer_blocked: customer {company.customer.number} is blocked")
        company.after(30)
        assert company.of_kind("clerk.handed_on") == []
        assert [fact[3]["code"] for fact in company.of_kind("clerk.repaired")] == ["customer_blocked"]
        assert len(company.erp.orders.by_number) == 1

    def test_a_customer_the_erp_does_not_know_is_set_up(self) -> None:
        company = Company(rekeys=1.0)
        company.erp.customers.update(company.customer, {"email": "other@example.com"})
        company.show(company.bought().increment_id)
        company.after(20)
        assert [order.customer.email for order in company.erp.orders.by_number.values()] == [
            "ines@example.com"
        ]


def test_how_a_clerk_works_follows_from_the_entry_and_not_from_what_came_before() -> None:
    """One more entry on the desk changes nothing about how the others are worked off."""

    def typed(extra: bool) -> list[str]:
        company = Company(rekeys=0.5, count=3)
        orders = [company.bought().increment_id for _ in range(12)]
        if extra:
            company.show("one more")
        for order in orders:
            company.show(order)
        company.after(300)
        return sorted(fact[2]["order"] for fact in company.of_kind("clerk.rekeyed"))

    assert 0 < len(typed(False)) < 12
    assert typed(False) == typed(True)


def test_the_answer_of_a_failing_candidate_is_shown_and_the_entry_tried_again() -> None:
    company = Company()
    company.answer = RetryAnswer(500, "ValueError: no")
    company.show(company.bought().increment_id)
    company.after(15)
    assert company.outcomes() == ["no answer to retry"]
    assert company.of_kind("clerk.heard")[0][3]["said"] == "ValueError: no"
