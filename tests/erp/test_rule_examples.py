"""Every rule in the registry fires when it must, says what it declares, and keeps quiet otherwise."""

from __future__ import annotations

import json
from typing import Any

import pytest

from fake_erp import ErpConfig, configured_rules
from fake_erp.access.config import Token
from fake_erp.rules import RULES
from fake_erp.settings import Amount, settings_of

from .rule_examples import RULE_EXAMPLES, Example
from .world import ADDRESS, MOUNTS, Answer, Client, World


def play(name: str, example: Example, fires: bool) -> tuple[World, Answer]:
    world = World(
        ErpConfig(rules=configured_rules(**{name: example.settings}), token=Token(lifetime_ms=10**12))
    )
    world.facts.clear()
    client = MOUNTS["in_process"](world.erp).login()
    return world, (example.fires if fires else example.quiet)(world, client)


def under(**rules: Any) -> tuple[World, Client]:
    world = World(ErpConfig(rules=configured_rules(**rules), token=Token(lifetime_ms=10**12)))
    return world, MOUNTS["in_process"](world.erp).login()


def test_every_rule_has_an_example() -> None:
    assert list(RULE_EXAMPLES) == list(RULES)


@pytest.mark.parametrize("name", RULE_EXAMPLES)
def test_a_rule_fires_and_says_what_it_declares(name: str) -> None:
    example, rule = RULE_EXAMPLES[name], RULES[name]
    world, answer = play(name, example, fires=True)
    if example.order_status:
        assert answer.status < 300
        found = (answer.data["status"], answer.data["hold_reason"])
        assert found == (example.order_status, example.hold_reason)
        return
    error = answer.data["error"]
    assert (answer.status, error["code"], error["field"]) == (example.status, example.code, example.field)
    assert (answer.status, error["code"]) == (rule.status, rule.code)
    assert len(error["message"]) > 20
    told = [fact for fact in world.of_kind("erp.order.refused") if fact[2]["rule"] == name]
    is_about_an_order = name not in ("duplicate_customer", "payment_reference", "return_window")
    assert len(told) == is_about_an_order


@pytest.mark.parametrize("name", RULE_EXAMPLES)
def test_a_rule_keeps_quiet_where_it_has_nothing_to_say(name: str) -> None:
    example = RULE_EXAMPLES[name]
    _, answer = play(name, example, fires=False)
    assert answer.status < 300, answer.data
    assert answer.data.get("hold_reason", "") in ("", "manual")
    if example.order_status:
        assert answer.data["status"] != example.order_status or example.order_status == "released"


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_a_rule_declares_itself(rule: type) -> None:
    first, *_ = settings_of(rule)
    assert first.kind not in ("limits", "matches"), "the first setting is the short form: a table cannot be"
    assert (rule.__doc__ or "").splitlines()[0].endswith(".")
    assert all(setting.doc.endswith(".") for setting in settings_of(rule))


STREET = {**ADDRESS, "city": "Koeln", "street": "Łódzka 7 " + "x" * 40}


@pytest.mark.parametrize(
    ("rule", "settings", "street"),
    [
        ("field_lengths", {"mode": "truncate", "widths": (("ship_to.street", 8),)}, "Łódzka 7"),
        ("character_set", "replace", "?ódzka 7 " + "x" * 40),
        ("character_set", {"mode": "drop", "holds": "ascii"}, "dzka 7 " + "x" * 40),
        ("character_set", {"mode": "drop", "holds": "basic"}, STREET["street"]),
    ],
)
def test_texts_are_cut_without_a_word_to_the_client_and_with_one_to_the_ledger(
    rule: str, settings: Any, street: str
) -> None:
    world, client = under(**{rule: settings})
    answer = client.post("/orders", world.order(ship_to=STREET))
    assert (answer.status, answer.data["ship_to"]["street"]) == (201, street)
    told = [(fact[1], fact[2]) for fact in world.of_kind("erp.quirk")]
    cut = [({"ref": "R1"}, {"quirk": rule, "what": "ship_to.street"})]
    assert told == (cut if street != STREET["street"] else [])


@pytest.mark.parametrize(
    ("rule", "change", "field"),
    [
        ("field_lengths", {"name": "N" * 36}, "name"),
        ("field_lengths", {"address": {**ADDRESS, "street": "s" * 36}}, "address.street"),
        ("character_set", {"name": "Łukasz"}, "name"),
        ("character_set", {"address": {**ADDRESS, "city": "Łódź"}}, "address.city"),
    ],
)
def test_texts_of_customers_are_refused_as_those_of_orders(rule: str, change: Any, field: str) -> None:
    _, client = under(**{rule: "refuse"})
    customer = {"name": "Zoë", "email": "bo@example.com", "address": dict(ADDRESS)}
    error = client.post("/customers", {**customer, **change}).data["error"]
    assert (error["code"], error["field"]) == (RULES[rule].code, field)
    assert client.post("/customers", customer).status == 201


def test_a_truncated_reference_is_the_one_the_order_is_found_under() -> None:
    world, client = under(field_lengths={"mode": "truncate", "widths": (("external_reference", 4),)})
    client.post("/orders", world.order(external_reference="WEB-1"))
    assert not client.get("/orders?external_reference=WEB-1").data["rows"]
    assert len(client.get("/orders?external_reference=WEB-").data["rows"]) == 1


def test_the_installation_puts_its_own_price_in_and_everything_adds_up() -> None:
    world, client = under(price_deviation="override")
    sent = [{"item": "A", "quantity": 2, "unit_price": "15.00", "discount": "1.00"}]
    data = client.post("/orders", world.order(lines=sent)).data
    assert (data["lines"][0]["unit_price"], data["subtotal"], data["discount"]) == ("19.99", "39.98", "1.00")
    assert (data["total"], data["tax"]) == ("38.98", "6.22")


@pytest.mark.parametrize(
    ("rate", "tax", "told"),
    [(19, "3.19", 0), ("19.00", "3.19", 0), (7, "1.31", 0), ("18.98", "0.00", 1), ("a lot", "0.00", 1)],
)
def test_a_line_has_the_tax_of_the_code_with_its_rate(rate: Any, tax: str, told: int) -> None:
    """Net prices of A (19 %), in an installation that also has an item with 7 %."""
    world, client = under(tax_codes="untaxed")
    world.erp.items.get("B").tax_bp = 700
    sent = [{"item": "A", "quantity": 1, "unit_price": "19.99", "tax_rate": rate}]
    data = client.post("/orders", world.order(lines=sent, shipping={"amount": "0"})).data
    assert (data["lines"][0]["tax"], data["tax"]) == (tax, tax)
    assert [kind for kind, *_ in world.facts].count("erp.line.untaxed") == told


def test_an_untaxed_line_stays_so_when_the_order_is_reckoned_anew() -> None:
    world, client = under(tax_codes="untaxed")
    sent = [{"item": "A", "quantity": 2, "unit_price": "19.99", "tax_rate": "5.57"}]
    data = client.post("/orders", world.order(lines=sent, shipping={"amount": "0"}, release=False)).data
    change = {"lines": [{"line": 1, "quantity": 1}]}
    client.raw("PATCH", f"/api/v1/orders/{data['number']}", json.dumps(change).encode())
    assert client.get(f"/orders/{data['number']}").data["tax"] == "0.00"


def test_a_second_order_of_a_reference_is_taken_in_with_a_warning() -> None:
    world, client = under(duplicate_reference="warn")
    first, second = (client.post("/orders", world.order()) for _ in range(2))
    assert "warnings" not in first.data
    assert second.status == 201
    assert second.data["warnings"] == [f"external_reference is also that of order {first.data['number']}"]


HELD = [
    ("approved_customer", "hold", {}, "customer_approval"),
    ("countries_served", {"countries": ("AT",), "mode": "hold"}, {"ship_to": ADDRESS}, "country"),
    ("complete_address", "hold", {}, "address"),
    ("free_lines", "hold", {"lines": [{"item": "A", "quantity": 1, "unit_price": "0"}]}, "price"),
    ("price_deviation", "hold", {"lines": [{"item": "A", "quantity": 1, "unit_price": "9"}]}, "price"),
    ("minimum_order", {"mode": "hold", "value": Amount(10**6, "EUR")}, {}, "minimum_order"),
    ("payment_amount", "hold", {"payment": {"method": "card", "prepaid": True}}, "payment_amount"),
    ("stock_shortage", "hold", {"lines": [{"item": "C", "quantity": 1, "unit_price": "1"}]}, "stock"),
    ("blocked_customer", {"mode": "accept", "release": "hold"}, {}, "customer_blocked"),
]


@pytest.mark.parametrize(("rule", "settings", "change", "reason"), HELD, ids=[each[0] for each in HELD])
def test_an_installation_that_holds_says_why_and_releases_on_approval(
    rule: str, settings: Any, change: dict[str, Any], reason: str
) -> None:
    world, client = under(**{rule: settings})
    customer = world.erp.customers.get(world.customer)
    customer.approval, customer.blocked = "pending", True
    world.erp.change_rule("blocked_customer", mode="accept")
    data = client.post("/orders", world.order(**change)).data
    assert (data["status"], data["hold_reason"]) == ("held", reason)
    assert client.post(f"/orders/{data['number']}/unhold").data["status"] == "released"


def test_an_approved_order_goes_on_and_is_not_asked_about_again() -> None:
    world, client = under(order_approval={"mode": "ask", "above": Amount(0, "EUR")})
    data = client.post("/orders", world.order()).data
    assert data["status"] == "pending_approval"
    world.erp.orders.approve(world.erp.orders.get(data["number"]), "petra")
    assert client.get(f"/orders/{data['number']}").data["status"] == "released"


def test_a_document_is_open_on_a_screen_for_a_while_and_then_closed() -> None:
    world, client = under(document_lock={"share": 0.5, "lasts_ms": 60_000})
    number = client.post("/orders", world.order()).data["number"]
    seen = []
    for _ in range(40):
        answers = [client.post(f"/orders/{number}/hold") for _ in range(2)]
        assert answers[0].status == answers[1].status or answers[0].status == 200, "the same within a stretch"
        seen.append(answers[0].status)
        if answers[0].status == 200:
            client.post(f"/orders/{number}/unhold")
        world.now_ms += 60_000
    assert 10 <= seen.count(409) <= 30


def test_a_rule_that_changes_while_the_system_runs_is_heard_of() -> None:
    world, client = under()
    world.erp.change_rule("credit_limit", mode="refuse", credit=Amount(100, "EUR"))
    (fact,) = world.of_kind("erp.rule.changed")
    assert fact[1:] == (
        {"rule": "credit_limit"},
        {"mode": ["off", "refuse"], "credit": ["5000.00 EUR", "1.00 EUR"]},
    )
    customer = client.post(
        "/customers", {"name": "Bo", "email": "bo@example.com", "address": dict(ADDRESS)}
    ).data["number"]
    refused = client.post("/orders", world.order(customer=customer, payment={"method": "invoice"}))
    assert refused.data["error"]["code"] == "credit_limit"


@pytest.mark.parametrize(
    ("name", "settings"),
    [("credit", {}), ("credit_limit", {"mod": "off"}), ("credit_limit", {"mode": "of"})],
)
def test_a_change_of_what_does_not_exist_is_refused(name: str, settings: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="expected one of"):
        World().erp.change_rule(name, **settings)
