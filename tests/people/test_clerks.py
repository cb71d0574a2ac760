"""Clerks at their desk, minute by minute: when they look, what they do, how long it takes."""

from __future__ import annotations

import pytest

from golive.people.desk import RetryAnswer

from .house import HOUR_MS, MINUTE_MS, NINE_MS, House


def test_an_entry_is_read_at_the_next_look_and_retry_is_pressed() -> None:
    house = House()
    order = house.bought().increment_id
    house.after(1).show(order)
    house.after(30)
    assert house.did() == ["opened", "retried", "heard", "done"]
    assert house.of_kind("clerk.opened")[0][0] == NINE_MS + 10 * MINUTE_MS
    assert [retry.order for _, retry in house.presses] == [order]
    assert house.of_kind("clerk.heard")[0][3]["said"] == "it is being sent"
    assert house.of_kind("clerk.done")[0][3]["ms"] == 30_000


def test_a_cause_is_repaired_once_and_the_entries_after_it_only_take_a_look() -> None:
    house = House()
    house.erp.customers.set_blocked(house.customer.number, True)
    for _ in range(3):
        house.show(
            house.bought().increment_id, f"422 customer_blocked: customer {house.customer.number} is blocked"
        )
    house.after(30)
    assert len(house.of_kind("clerk.repaired")) == 1
    assert not house.customer.blocked
    assert [fact[3]["ms"] for fact in house.of_kind("clerk.done")] == [5 * MINUTE_MS + 30_000, 30_000, 30_000]
    assert len(house.presses) == 3


def test_nobody_comes_before_the_hours_begin_and_work_rests_overnight() -> None:
    house = House(start_ms=NINE_MS - 7 * HOUR_MS)  # two at night
    house.show(house.bought().increment_id)
    house.after(6 * 60 - 1)
    assert house.did() == []
    house.after(2)
    assert house.did()[:1] == ["opened"]
    late = House(start_ms=NINE_MS + 9 * HOUR_MS - 12 * MINUTE_MS)  # 17:48; the look is at 17:58
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
        house = House(count=count, look_ms=10 * MINUTE_MS, desk_every_ms=MINUTE_MS)
        for _ in range(4):
            house.show(house.bought().increment_id)
        house.after(120)
        spans[count] = house.of_kind("clerk.done")[-1][0] - NINE_MS
        assert house.outcomes() == ["retried"] * 4
    assert spans[1] > 40 * MINUTE_MS > spans[2] > 20 * MINUTE_MS


def test_impatient_people_press_twice_within_seconds() -> None:
    house = House(impatient=1.0)
    house.show(house.bought().increment_id)
    house.after(20)
    first, second = (at_ms for at_ms, _ in house.presses)
    assert 2_000 <= second - first <= 9_000
    assert [fact[3]["press"] for fact in house.of_kind("clerk.heard")] == [1, 2]


def test_a_button_that_does_nothing_is_pressed_at_three_looks_and_then_the_entry_is_handed_on() -> None:
    house = House()
    house.answer = None
    house.show(house.bought().increment_id)
    house.after(120)
    assert house.outcomes() == ["no answer to retry"] * 3 + ["handed on"]
    assert [fact[3]["status"] for fact in house.of_kind("clerk.heard")] == [None] * 3
    looks = [fact[0] - NINE_MS for fact in house.of_kind("clerk.opened")]
    assert looks == [10 * MINUTE_MS, 20 * MINUTE_MS, 30 * MINUTE_MS, 40 * MINUTE_MS]


def test_a_candidate_that_is_gone_does_not_answer() -> None:
    house = House()
    house.line.disconnect()
    house.show(house.bought().increment_id)
    house.after(15)
    assert house.presses == []
    assert house.of_kind("clerk.heard")[0][3]["status"] is None


def test_what_was_refused_again_is_looked_at_again_at_once() -> None:
    house = House()
    order = house.bought().increment_id
    house.on_press = lambda retry: house.show(order, "422 not_available: only 1 left")
    house.show(order)
    house.after(15)
    assert house.outcomes() == ["retried", "handed on"]
    assert house.of_kind("clerk.handed_on")[0][3]["why"] == "not_available: the goods are not available"


def test_what_is_taken_off_while_somebody_reads_it_is_left_alone() -> None:
    house = House(look_ms=5 * MINUTE_MS)
    order = house.bought().increment_id
    house.show(order)
    house.after(12).resolve(order)
    house.after(30)
    assert house.outcomes() == ["already resolved"]
    assert house.presses == []


class TestOnCall:
    NIGHT_MS = NINE_MS - 7 * HOUR_MS

    def test_an_alert_at_night_calls_one_of_them(self) -> None:
        house = House(start_ms=self.NIGHT_MS, on_call_ms=30 * MINUTE_MS)
        house.show(house.bought().increment_id)
        house.alert()
        house.after(40)
        assert house.of_kind("clerk.called")[0][3] == {"text": "stock is not moving"}
        assert house.of_kind("clerk.opened")[0][0] == self.NIGHT_MS + 30 * MINUTE_MS
        assert house.of_kind("clerk.opened")[0][3]["clerk"] == "clerk:on call"

    def test_an_entry_alone_wakes_nobody_nor_does_an_alert_without_the_rule(self) -> None:
        house = House(start_ms=self.NIGHT_MS, on_call_ms=30 * MINUTE_MS)
        house.show(house.bought().increment_id)
        assert house.after(120).did() == []
        other = House(start_ms=self.NIGHT_MS)
        other.alert()
        assert other.after(120).did() == []

    def test_an_alert_by_day_calls_nobody(self) -> None:
        house = House(on_call_ms=30 * MINUTE_MS)
        house.alert()
        assert house.after(60).of_kind("clerk.called") == []

    def test_two_alerts_call_one(self) -> None:
        house = House(start_ms=self.NIGHT_MS, on_call_ms=30 * MINUTE_MS)
        house.alert()
        house.after(5).alert()
        assert len(house.after(60).of_kind("clerk.called")) == 1

    def test_they_stay_until_the_desk_is_empty(self) -> None:
        house = House(start_ms=self.NIGHT_MS, on_call_ms=30 * MINUTE_MS)
        first, second = house.bought().increment_id, house.bought().increment_id
        house.show(first)
        house.alert()
        house.after(60).show(second)
        house.after(15)
        assert len(house.presses) == 2
        house.resolve(first)
        house.resolve(second)
        house.after(20).show(house.bought().increment_id)
        assert len(house.after(60).presses) == 2


class TestTypedIn:
    @pytest.mark.parametrize("share", [0.0, 1.0])
    def test_the_order_is_typed_off_the_shops_screen_and_the_entry_taken_off(self, share: float) -> None:
        house = House(rekeys=1.0, with_reference=share)
        shop_order = house.bought()
        house.show(shop_order.increment_id)
        house.after(20)
        order = next(iter(house.erp.orders.by_number.values()))
        assert order.external_reference == (shop_order.increment_id if share else "")
        assert (order.total_cents, order.status) == (shop_order.ordered.total, "released")
        assert order.ship_to == {"name": "Ines Møller", **order.customer.address}
        created = house.of_kind("erp.order.created")[0]
        assert created[3]["by"] == "clerk:1"
        assert created[0] == NINE_MS + 15 * MINUTE_MS + 30_000
        assert house.of_kind("clerk.rekeyed")[0][2]["number"] == order.number
        assert house.of_kind("desk.resolved")
        assert (house.presses, house.outcomes()) == ([], ["entered manually"])

    def test_what_has_come_meanwhile_is_not_typed(self) -> None:
        house = House(rekeys=1.0, look_ms=MINUTE_MS)
        shop_order = house.bought()
        house.show(shop_order.increment_id)
        house.after(12)  # a clerk is typing
        house.sent(shop_order)
        house.after(20)
        assert len(house.erp.orders.by_number) == 1
        assert house.of_kind("clerk.rekeyed") == []
        assert (len(house.presses), house.outcomes()) == (1, ["retried"]), (
            "an entry was left with nobody told"
        )

    @pytest.mark.parametrize("share", [0.0, 1.0])
    def test_an_order_is_typed_once_however_often_and_by_whatever_name_it_is_shown(
        self, share: float
    ) -> None:
        house = House(rekeys=1.0, with_reference=share, count=3)
        number = house.bought().increment_id
        for _ in range(5):
            house.show(number)
            house.show(f"order {number}")
            house.after(30)
        assert len(house.of_kind("clerk.rekeyed")) == len(house.erp.orders.by_number) == 1

    def test_what_was_typed_and_cancelled_again_may_be_typed_once_more(self) -> None:
        house = House(rekeys=1.0, with_reference=0.0)
        number = house.bought().increment_id
        house.show(number)
        house.after(30)
        house.erp.orders.cancel(next(iter(house.erp.orders.by_number.values())), "typed wrongly")
        house.show(number)
        house.after(30)
        assert len(house.of_kind("clerk.rekeyed")) == 2

    def test_what_the_shop_does_not_want_is_not_typed(self) -> None:
        house = House(rekeys=1.0)
        house.show(house.bought(paid=False).increment_id)
        house.show("nobody knows")
        house.after(30)
        assert house.erp.orders.by_number == {}
        assert len(house.presses) == 2

    def test_the_erp_refuses_people_too(self) -> None:
        house = House(rekeys=1.0)
        house.show(house.bought().increment_id)
        house.after(12).erp.customers.set_blocked(house.customer.number, True)
        house.after(20)
        assert "is blocked" in house.of_kind("clerk.handed_on")[0][3]["why"]
        assert house.outcomes() == ["handed on"]

    def test_what_the_integration_says_while_somebody_types_is_read_before_it_is_handed_on(self) -> None:
        house = House(rekeys=1.0)
        number = house.bought().increment_id
        house.show(number)
        house.after(12).erp.customers.set_blocked(house.customer.number, True)
        house.show(number, f"422 customer_blocked: customer {house.customer.number} is blocked")
        house.after(30)
        assert house.of_kind("clerk.handed_on") == []
        assert [fact[3]["code"] for fact in house.of_kind("clerk.repaired")] == ["customer_blocked"]
        assert len(house.erp.orders.by_number) == 1

    def test_a_customer_the_erp_does_not_know_is_set_up(self) -> None:
        house = House(rekeys=1.0)
        house.erp.customers.update(house.customer, {"email": "other@example.com"})
        house.show(house.bought().increment_id)
        house.after(20)
        assert [order.customer.email for order in house.erp.orders.by_number.values()] == ["ines@example.com"]


def test_habits_follow_from_the_entry_and_not_from_what_came_before() -> None:
    """One more entry on the desk changes nothing about how the others are worked off."""

    def typed(extra: bool) -> list[str]:
        house = House(rekeys=0.5, count=3)
        orders = [house.bought().increment_id for _ in range(12)]
        if extra:
            house.show("one more")
        for order in orders:
            house.show(order)
        house.after(300)
        return sorted(fact[2]["order"] for fact in house.of_kind("clerk.rekeyed"))

    assert 0 < len(typed(False)) < 12
    assert typed(False) == typed(True)


def test_the_answer_of_a_failing_candidate_is_shown_and_the_entry_tried_again() -> None:
    house = House()
    house.answer = RetryAnswer(500, "ValueError: no")
    house.show(house.bought().increment_id)
    house.after(15)
    assert house.outcomes() == ["no answer to retry"]
    assert house.of_kind("clerk.heard")[0][3]["said"] == "ValueError: no"
