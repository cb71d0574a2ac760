"""The document that is served, the installation behind it, and what is noted of those that believe the document."""

from __future__ import annotations

from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from fake_erp import ErpConfig, configured_rules
from golive.judge.history import History
from golive.record.run import Fact

from .world import MOUNTS, World

SETTINGS = {
    "mandatory": ("custom.sales_channel",),
    "renamed": (("ship_to.phone", "telephone"),),
    "lengths": (("ship_to.city", 10),),
    "words": (("shipping.method", "STANDARD|EXPRESS"),),
}
SHIP_TO = {"street": "Road 1", "city": "Bonn", "postcode": "53111", "country": "DE", "phone": "0228 1"}


@pytest.fixture
def outdated() -> World:
    return World(ErpConfig(rules=configured_rules(outdated_documentation=SETTINGS)))


def sent(world: World, **changes: Any) -> Any:
    client = MOUNTS["in_process"](world.erp).login()
    return client.post("/orders", world.order(**{"ship_to": SHIP_TO, **changes}))


def noted(world: World) -> list[str]:
    return [data["what"] for _, _, data in world.of_kind("erp.documentation.misled")]


def test_the_document_keeps_what_was(outdated: World) -> None:
    shown = MOUNTS["in_process"](outdated.erp).get("/openapi.json").data
    order = shown["components"]["schemas"]["NewOrder"]
    ship_to = order["properties"]["ship_to"]["properties"]
    assert "telephone" in ship_to
    assert "phone" not in ship_to
    assert ship_to["city"]["maxLength"] == 20
    assert order["properties"]["shipping"]["properties"]["method"]["enum"] == ["STANDARD", "EXPRESS"]
    assert "sales_channel" not in repr(order)
    assert "phone" in shown["components"]["schemas"]["Address"]["properties"], "answers show what is so"
    assert list(OpenAPIV31SpecValidator(shown).iter_errors()) == []


def test_an_order_as_the_installation_wants_it_is_taken(outdated: World) -> None:
    reply = sent(outdated)
    assert (reply.status, reply.data["ship_to"]["phone"]) == (201, "0228 1")
    assert noted(outdated) == []


def test_a_former_name_is_ignored_and_noted(outdated: World) -> None:
    former = {("telephone" if name == "phone" else name): value for name, value in SHIP_TO.items()}
    reply = sent(outdated, ship_to=former)
    assert reply.status == 201
    assert not reply.data["ship_to"].get("phone")
    assert noted(outdated) == ["ship_to.telephone is documented, and the field is ship_to.phone"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"custom": {}}, "validation_failed"),
        ({"ship_to": {**SHIP_TO, "city": "Bad Godesberg"}}, "text_too_long"),
        ({"shipping": {"amount": "4.90", "method": "EXPRESS"}}, "unknown_word"),
    ],
)
def test_what_is_documented_and_refused_is_noted(outdated: World, change: dict[str, Any], code: str) -> None:
    reply = sent(outdated, **change)
    assert (reply.status, reply.data["error"]["code"]) == (422, code)
    assert len(noted(outdated)) == 1


def test_a_text_that_was_never_allowed_is_no_difference(outdated: World) -> None:
    sent(outdated, ship_to={**SHIP_TO, "city": "Bonn am Rhein und darunter"})
    assert noted(outdated) == []


def test_a_run_has_a_sentence_for_each_difference() -> None:
    facts = [
        Fact(number, 0, "erp", "erp.documentation.misled", {"ref": ref}, {"what": what})
        for number, (ref, what) in enumerate([("1", "a"), ("1", "a"), ("2", "a"), ("2", "b")], 1)
    ]
    said = History.of(facts).documentation.sentences()
    assert [sentence.rpartition("; ")[2] for sentence in said] == [
        "it misled 2 orders",
        "it misled 1 order",
    ]
