"""Where installations of a product differ: each variant alters a refusal, and only that one."""

from __future__ import annotations

from typing import Any

import pytest

from fake_erp import ErpConfig, configured_rules
from fake_erp.access.config import CallLimits
from fake_erp.dialects.registry import DIALECTS
from fake_erp.dialects.variants import chosen, variants_of
from fake_erp.quirks import configured_quirks
from golive import scenario
from golive.errors import ScenarioError
from tests.dialects.business_central.calls import Caller
from tests.dialects.business_one.helping import LOGIN, V1, V2
from tests.dialects.dynamics_fo.speaker import DynamicsSpeaker
from tests.dialects.erpnext import speaking as frappe
from tests.dialects.netsuite.calls import RECORD, RESTLET, signed_in
from tests.dialects.s4hana import speaking as s4
from tests.dialects.short.speaker import Refused
from tests.dialects.transport import Transport
from tests.erp.world import World

ROWS = [(name, each) for name in DIALECTS for each in variants_of(name)]


def installation(dialect: str, *variants: str, **config: Any) -> tuple[World, Transport]:
    pairs = dict(each.split("=") for each in variants)
    world = World(ErpConfig(variants=pairs, **config), dialect=dialect)
    return world, Transport(world.erp)


@pytest.mark.parametrize("variants", [(), ("locked_status=423",)])
def test_a_locked_document_of_s4(variants: tuple[str, ...]) -> None:
    _, talk = installation("s4hana", *variants, quirks=configured_quirks(write_conflict=1.0))
    answer = s4.place(talk)
    assert (answer.status, answer.data["error"]["code"]) == (423 if variants else 400, "V1/042")


@pytest.mark.parametrize("variants", [(), ("same_key_status=409",)])
def test_a_key_of_business_central_that_is_taken(variants: tuple[str, ...]) -> None:
    _, talk = installation("business_central", *variants)
    caller = Caller(talk)
    caller.customer("C1")
    answer = caller.post("customers", {"displayName": "Bob", "number": "C1"})
    assert answer.data["error"]["code"] == "Internal_EntityWithSameKeyExists"
    assert answer.status == (409 if variants else 400)
    assert caller.post("salesOrders", {}).status == 400


@pytest.mark.parametrize("variants", [(), ("concurrency_status=400", "restlet_limit_status=429")])
def test_the_limits_of_netsuite(variants: tuple[str, ...]) -> None:
    world, talk = installation("netsuite", *variants, limits=CallLimits(concurrency=1))
    signed_in(talk)
    world.erp.admission.limits.enter()
    answer, restlet = talk.send("GET", f"{RECORD}/salesOrder"), talk.send("GET", f"{RESTLET}&type=salesOrder")
    assert (answer.status, restlet.status) == ((400, 429) if variants else (429, 400))
    assert answer.data["status"] == answer.status


@pytest.mark.parametrize("variants", [(), ("wrong_login_code=-304",)])
def test_a_wrong_login_of_business_one(variants: tuple[str, ...]) -> None:
    _, talk = installation("business_one", *variants)
    code = "-304" if variants else "100000027"
    wrong = {**LOGIN, "Password": "x"}
    assert talk.send("POST", f"{V2}/Login", wrong).data["error"]["code"] == code
    assert talk.send("POST", f"{V1}/Login", wrong).data["error"]["code"] == int(code)


@pytest.mark.parametrize("variants", [(), ("rate_limit_status=417",)])
def test_the_rate_limit_of_a_site(variants: tuple[str, ...]) -> None:
    world, talk = installation("erpnext", *variants, limits=CallLimits(concurrency=1))
    frappe.keyed(talk)
    world.erp.admission.limits.enter()
    assert talk.send("GET", frappe.path("Item")).status == (417 if variants else 429)


@pytest.mark.parametrize("variants", [(), ("write_failed_status=500",)])
def test_a_write_that_a_table_of_dynamics_refuses(variants: tuple[str, ...]) -> None:
    rules = configured_rules(blocked_customer={"mode": "refuse"})
    world, talk = installation("dynamics_fo", *variants, rules=rules)
    world.erp.customers.get(world.customer).blocked = True
    speaker = DynamicsSpeaker(talk)
    speaker.login()
    with pytest.raises(Refused) as refused:
        speaker.create(world.order())
    assert refused.value.answer.status == (500 if variants else 400)


@pytest.mark.parametrize(("name", "variant"), ROWS, ids=[f"{name}-{each.name}" for name, each in ROWS])
def test_a_scenario_chooses_a_variant(name: str, variant: Any) -> None:
    pair = f"{variant.name}={variant.values[-1]}"
    loaded = scenario.load("calm", [f"erp.dialect={name}", f"erp.variants=[{pair}]"])
    assert loaded.erp.variants == (pair,)


def test_a_variant_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="s4hana has locked_status"):
        chosen("s4hana", {"nothing": "1"})
    with pytest.raises(ValueError, match="one of 400, 423"):
        chosen("s4hana", {"locked_status": "1"})
    with pytest.raises(ScenarioError, match=r"locked_status=400\|423"):
        scenario.load("calm", ["erp.dialect=s4hana", "erp.variants=[nothing=1]"])
