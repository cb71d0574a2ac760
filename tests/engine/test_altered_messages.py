"""Messages that say something else than was sent, and links that carry them in one direction only."""

from __future__ import annotations

from copy import deepcopy
from typing import Any, Literal

import pytest

from fake_erp.messages import Reply
from golive.wire.alterations import altered, arriving
from golive.wire.outcomes import (
    ChangeField,
    ChangeNotice,
    ChangeReply,
    ChangeRows,
    CutNotice,
    Delay,
    Hit,
    ReplyOutcome,
    SetHeader,
)
from golive.wire.wire import LINK_MS

from .road import Event, Road
from .test_faults import call
from .test_notices import Ear

DATA = {"status": "open", "total": 9.5, "items": [{"sku": "A", "qty": 2}, {"sku": "B"}], "who": {"vip": True}}
How = Literal["rename", "remove", "add", "set", "retype"]


@pytest.mark.parametrize(
    ("path", "how", "to", "at", "became"),
    [
        ("status", "rename", "state", "state", "open"),
        ("status", "set", "on_ice", "status", "on_ice"),
        ("colour", "add", "red", "colour", "red"),
        ("total", "retype", "", "total", "9.5"),
        ("status", "retype", "", "status", ["open"]),
        ("who", "retype", "", "who", [{"vip": True}]),
        ("who.vip", "retype", "", "who", {"vip": 1}),
        ("items", "retype", "", "items", {"sku": "A", "qty": 2}),
        ("items.sku", "set", "Z", "items", [{"sku": "Z", "qty": 2}, {"sku": "Z"}]),
        ("items.qty", "remove", "", "items", [{"sku": "A"}, {"sku": "B"}]),
    ],
)
def test_a_field_is_changed_wherever_its_path_leads(
    path: str, how: How, to: str, at: str, became: Any
) -> None:
    data = altered(deepcopy(DATA), ChangeField(path, how, to))
    assert data[at] == became
    others = {name: value for name, value in DATA.items() if name not in (at, path)}
    assert {name: data[name] for name in others} == others


@pytest.mark.parametrize("path", ["nothing", "items.nothing", "status.nothing", "who.nothing.at"])
def test_a_path_that_leads_nowhere_changes_nothing(path: str) -> None:
    assert altered(deepcopy(DATA), ChangeField(path, "remove")) is None


def met(reply: Reply, outcome: ReplyOutcome) -> tuple[Any, Any, int]:
    """The reply as it arrives, what else happens to it, and how often the fault took effect."""
    effects: list[int] = []
    found, rest = arriving(call(), reply, Hit("f", outcome, lambda: effects.append(1)))
    return found, rest, len(effects)


def test_a_changed_reply_is_another_one_and_the_system_keeps_its_own() -> None:
    reply = Reply(200, {"number": 7})
    change = ChangeReply(ChangeField("number", "retype"))
    found, rest, effects = met(reply, change)
    assert (found.data, found.status, rest, effects) == ({"number": "7"}, 200, change, 1)
    assert reply.data == {"number": 7}
    assert found.encode() == b'{"number":"7"}'


@pytest.mark.parametrize("reply", [Reply(404, {"number": 7}), Reply(204), Reply(200, text="number")])
def test_a_refusal_and_a_reply_without_json_stay_as_they_are(reply: Reply) -> None:
    assert met(reply, ChangeReply(ChangeField("number", "remove"))) == (reply, None, 0)


ROWS = [{"n": 1}, {"n": 2}, {"n": 3}]


@pytest.mark.parametrize(
    ("how", "numbers"), [("skip", [2, 3]), ("repeat", [1, 1, 2, 3]), ("reverse", [3, 2, 1])]
)
def test_a_page_lacks_a_row_has_one_twice_or_is_in_another_order(
    how: Literal["skip", "repeat", "reverse"], numbers: list[int]
) -> None:
    reply = Reply(200, {"cursor": 3, "tags": ["x"], "rows": deepcopy(ROWS)})
    found, _, effects = met(reply, ChangeReply(ChangeRows(how)))
    assert [row["n"] for row in found.data["rows"]] == numbers
    assert (found.data["cursor"], found.data["tags"], effects) == (3, ["x"], 1)
    assert reply.data["rows"] == ROWS
    assert [
        row["n"] for row in met(Reply(200, deepcopy(ROWS)), ChangeReply(ChangeRows(how)))[0].data
    ] == numbers


@pytest.mark.parametrize("data", [{"rows": []}, {"number": 7}, [], 7])
def test_an_answer_without_rows_stays_as_it_is(data: Any) -> None:
    assert met(Reply(200, data), ChangeReply(ChangeRows("skip")))[2] == 0


def test_headers_have_no_case() -> None:
    reply = Reply(429, {}, {"Retry-After": "5"})
    assert met(reply, ChangeReply(SetHeader("retry-after")))[0].headers == {}
    assert met(reply, ChangeReply(SetHeader("RETRY-AFTER", "9")))[0].headers == {"RETRY-AFTER": "9"}
    assert met(reply, ChangeReply(SetHeader("ETag")))[2] == 0


def test_another_outcome_takes_effect_as_before() -> None:
    reply = Reply(200, {})
    assert met(reply, Delay(5, "answer")) == (reply, Delay(5, "answer"), 1)
    assert arriving(call(), reply, None) == (reply, None)


def test_a_changed_notice_says_something_else_each_time_it_is_read() -> None:
    road, said = Road(ChangeNotice(ChangeField("id", "rename", "event_id"))), []
    road.wire.connect(
        lambda notice, answered: (said.extend([notice.payload(), notice.payload()]), answered(200))
    )
    road.wire.notify("shop", Event("e1"), 1)
    road.run()
    assert said == [{"event_id": "e1"}] * 2
    assert [count.effective for count in road.injector.counts()] == [1]


def test_a_change_of_what_a_notice_does_not_say_has_no_effect() -> None:
    road = Road(ChangeNotice(ChangeField("nothing", "remove")))
    road.wire.connect(Ear(road))
    road.wire.notify("shop", Event("e1"), 1)
    road.run()
    assert [count.effective for count in road.injector.counts()] == [0]
    assert road.of("notice.delivered")[0].data["faults"] == ()


@pytest.mark.parametrize("arrives", [True, False])
def test_the_sender_of_a_cut_notice_gets_no_answer(arrives: bool) -> None:
    road = Road(CutNotice(arrives))
    ear = Ear(road)
    road.wire.connect(ear)
    done = road.wire.notify("shop", Event("e1"), 1)
    road.run()
    assert done.value is None
    assert [at for at, *_ in ear.heard] == ([LINK_MS] if arrives else [])
    (fact,) = road.of("notice.delivered")
    assert (fact.data["status"], fact.data["faults"]) == (200 if arrives else None, ("f0",))
    assert road.wire.notices.open == 0
