"""What the facts about a call keep of its reply."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_erp.messages import Reply as ErpReply
from golive.wire.reply_facts import LONGEST_REASON, MOST_KEYS, listing, packed, refusal_reason, unpacked
from tests.runs import Runs

NUMBERS = st.integers(0, 60).map(lambda number: f"{number:03}")
KEYS = st.one_of(NUMBERS, st.text(max_size=6), st.sampled_from(["", "%", "+1", "a b", "9", "99", "%20"]))


@given(st.lists(KEYS))
def test_keys_come_back_as_they_were(keys: list[str]) -> None:
    assert list(unpacked(packed(keys))) == keys


def test_numbers_that_follow_one_another_take_little_room() -> None:
    assert packed([f"{number:09}" for number in range(7, 507)]) == "000000007+499"
    assert packed(["9", "10", "A", "B"]) == "9 10 A B"


def test_only_the_first_keys_of_a_long_list_are_recorded() -> None:
    reply = ErpReply(200, {}, listed=({"after": "x" * 1000}, ["A"] * 5000, None, True))
    found = listing(reply)
    assert found is not None
    assert (len(list(unpacked(found["keys"]))), found["count"]) == (MOST_KEYS, 5000)
    assert len(found["asked"]["after"]) < 1000


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"error": {"code": "locked", "message": "it is open elsewhere"}}, "it is open elsewhere"),
        ({"message": '"%1" is required for %2', "parameters": ["sku", "it"]}, '"sku" is required for it'),
        ({"message": "no %fieldName", "parameters": {"fieldName": "sku"}}, "no sku"),
        ({"message": "Maximum is %1"}, "Maximum is %1"),
        ({"message": "x" * 1000}, "x" * LONGEST_REASON),
        ({"error": "no"}, ""),
        ({"message": {"en": "no"}}, ""),
        ([1], ""),
        (None, ""),
    ],
)
def test_the_message_of_a_refusal(body: Any, reason: str) -> None:
    assert refusal_reason(ErpReply(400, body)) == reason


def test_lists_say_what_was_asked_and_what_came(runs: Runs) -> None:
    ran = runs("calm", "reference", "clock.duration=20m")
    lists = [fact.data for fact in ran.of_kind("exchange.listed")]
    orders = [each for each in lists if each["op"] == "shop.order.list"]
    assert orders[0]["asked"]["updated_at gteq"].startswith("2025-11-12 12:45")
    assert orders[0]["asked"]["sort"] == "entity_id ASC"
    placed = [fact.keys["order"] for fact in ran.of_kind("shop.order.placed")]
    assert list(unpacked(orders[0]["keys"])) == placed[: orders[0]["count"]]
    assert not orders[0]["more"]
    delivered = [key for each in lists if each["op"] == "erp.delivery.list" for key in unpacked(each["keys"])]
    assert sorted(delivered) == placed
