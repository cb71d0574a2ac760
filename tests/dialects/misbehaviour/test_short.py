"""What installations of the shorter dialects do: failed replies, headers without lines, entries that fail later."""

from __future__ import annotations

from typing import Any

import pytest

from tests.dialects.dynamics_fo.speaker import DynamicsSpeaker
from tests.dialects.infor_m3.speaker import EXECUTE, M3Speaker
from tests.dialects.short.speaker import Refused, Speaker
from tests.dialects.short.speakers import SPEAKERS
from tests.erp.world import World

from .installations import acted, booked, installation


def speaking(name: str, **quirks: Any) -> tuple[World, Speaker]:
    world, talk = installation(SPEAKERS[name].name, **quirks)
    speaker = SPEAKERS[name](talk)
    speaker.login()
    return world, speaker


@pytest.mark.parametrize("name", SPEAKERS)
def test_an_order_is_booked_and_answered_as_failed(name: str) -> None:
    world, speaker = speaking(name, commit_then_fail=1.0)
    with pytest.raises(Refused) as refused:
        speaker.create(world.order())
    assert refused.value.answer.status >= 500
    assert [reference for reference, _, _ in booked(world)] == ["R1"]
    assert acted(world) == [("R1", "commit_then_fail", "order.create")]


@pytest.mark.parametrize("name", SPEAKERS)
def test_a_concurrent_write_is_refused_and_nothing_is_done(name: str) -> None:
    world, speaker = speaking(name, write_conflict={"share": 1.0, "operations": ("order.create",)})
    with pytest.raises(Refused):
        speaker.create(world.order())
    assert booked(world) == []
    assert acted(world) == [("R1", "write_conflict", "order.create")]


def test_a_header_of_dynamics_stays_without_lines() -> None:
    world, speaker = speaking("dynamics_fo", header_only=1.0)
    assert isinstance(speaker, DynamicsSpeaker)
    with pytest.raises(Refused) as refused:
        speaker.create(world.order())
    assert refused.value.answer.status == 400
    assert "Write failed for table row of type 'SalesOrderLine" in refused.value.text
    assert booked(world) == [("R1", "draft", 0)]
    assert acted(world) == [("R1", "header_only", "order.update")]
    assert speaker.find("R1") == ["SO100001"]


def test_an_entry_of_m3_is_confirmed_and_fails_later() -> None:
    world, speaker = speaking("infor_m3", late_failure=1.0)
    assert isinstance(speaker, M3Speaker)
    with pytest.raises(Refused) as refused:
        speaker.create(world.order())
    assert refused.value.text.startswith("05 ")
    assert (booked(world), acted(world)) == ([], [("R1", "late_failure", "row")])


def test_a_failed_transaction_of_m3_has_status_200() -> None:
    world, speaker = speaking("infor_m3")
    answer = speaker.talk.send("GET", f"{EXECUTE}/OIS100MI/AddBatchHead?CUNO=NOPE&CUOR=R1")
    entry = answer.data["results"][0]["records"][0]["ORNO"] if answer.data["results"][0]["records"] else ""
    late = speaker.talk.send("GET", f"{EXECUTE}/OIS100MI/AddBatchLine?ORNO=T999&ITNO=A&ORQT=1")
    assert (late.status, late.data["nrOfFailedTransactions"]) == (200, 1)
    assert entry != "T999"
    assert booked(world) == []


@pytest.mark.parametrize("name", SPEAKERS)
def test_an_order_without_lines_is_a_draft(name: str) -> None:
    world, speaker = speaking(name, header_only=1.0)
    try:
        number = speaker.create(world.order())
    except Refused:
        number = ""
    assert [(reference, status) for reference, status, _ in booked(world)] == [("R1", "draft")]
    assert number in ("", *world.erp.orders.by_number)
