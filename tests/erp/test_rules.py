"""Every business rule: what it refuses, what it lets pass, what it says."""

from __future__ import annotations

from typing import Any

import pytest

from fake_erp import ErpConfig, configured_rules

from .world import MOUNTS, Client, World


def speak_to(world: World) -> Client:
    return MOUNTS["in_process"](world.erp).login()


def under(**rules: Any) -> World:
    return World(ErpConfig(rules=configured_rules(**rules)))


ON_ACCOUNT = {"payment": {"method": "invoice"}}
MANDATORY: dict[str, Any] = {"mandatory_fields": ("ship_to.postcode",)}
HIDDEN: dict[str, Any] = {"hidden_fields": ("custom.sales_channel",)}

REFUSED: list[tuple[str, dict[str, Any], dict[str, Any], str, str | None]] = [
    ("mandatory_fields", MANDATORY, {}, "missing_field", "ship_to.postcode"),
    ("mandatory_fields", MANDATORY, {"ship_to": {"postcode": ""}}, "missing_field", "ship_to.postcode"),
    ("mandatory_fields", {"mandatory_fields": ("lines.warehouse",)}, {}, "missing_field", "lines.warehouse"),
    ("hidden_fields", HIDDEN, {"custom": None}, "validation_failed", None),
    ("hidden_fields", HIDDEN, {"custom": {"sales_channel": ""}}, "validation_failed", None),
    (
        "hidden_fields",
        {"hidden_fields": {"fields": ("custom.sales_channel",), "honest": True}},
        {"custom": {}},
        "validation_failed",
        "custom.sales_channel",
    ),
    ("known_customer", {}, {"customer": "C9"}, "unknown_customer", "customer"),
    ("known_currency", {}, {"currency": "XXX"}, "unknown_currency", "currency"),
    (
        "known_item",
        {},
        {"lines": [{"item": "Z", "quantity": 1, "unit_price": 1}]},
        "unknown_item",
        "lines[0].item",
    ),
    (
        "known_warehouse",
        {},
        {"lines": [{"item": "A", "quantity": 1, "unit_price": 1, "warehouse": "moon"}]},
        "unknown_warehouse",
        "lines[0].warehouse",
    ),
    (
        "discount_within_row",
        {},
        {"lines": [{"item": "A", "quantity": 2, "unit_price": 1, "discount": "2.01"}]},
        "discount_exceeds_row",
        "lines[0].discount",
    ),
]


@pytest.mark.parametrize(("rule", "rules", "change", "code", "field"), REFUSED)
def test_a_rule_refuses_with_422_keeps_nothing_and_is_heard(
    rule: str, rules: dict[str, Any], change: dict[str, Any], code: str, field: str | None
) -> None:
    world = under(**rules)
    before = world.erp.stock.row("A", "main").allocated
    answer = speak_to(world).post("/orders", world.order(**change))
    error = answer.data["error"]
    assert (answer.status, error["code"], error["field"]) == (422, code, field)
    assert not world.erp.orders.by_number
    assert world.erp.stock.row("A", "main").allocated == before
    (fact,) = world.of_kind("erp.order.refused")
    assert fact[1] == {"ref": "R1"}
    assert fact[2] == {"rule": rule, "code": code, "field": field or "", "message": error["message"]}


def test_a_vague_refusal_does_not_give_the_field_away() -> None:
    world = under(**HIDDEN)
    error = speak_to(world).post("/orders", world.order(custom={})).data["error"]
    assert "channel" not in repr(error)


@pytest.mark.parametrize("rules", [MANDATORY, HIDDEN, MANDATORY | HIDDEN])
def test_fields_that_are_there_satisfy_their_rule(rules: dict[str, Any]) -> None:
    world = under(**rules)
    assert speak_to(world).post("/orders", world.order(ship_to={"postcode": "50667"})).status == 201


@pytest.mark.parametrize(("policy", "status"), [("refuse", 422), ("accept", 201)])
def test_blocked_customers_and_items(policy: str, status: int) -> None:
    world = under(blocked_customer=policy)
    world.erp.customers.set_blocked(world.customer, True)
    answer = speak_to(world).post("/orders", world.order())
    assert answer.status == status
    if policy == "refuse":
        assert answer.data["error"]["code"] == "customer_blocked"
    for item_status in ("blocked", "discontinued"):
        world = under(blocked_item=policy)
        world.erp.items.set_status("A", item_status)
        answer = speak_to(world).post("/orders", world.order())
        assert answer.status == status
        if policy == "refuse":
            assert answer.data["error"]["details"] == {"item": "A", "status": item_status}


class TestPostingPeriods:
    def test_an_order_dated_into_a_closed_month_is_refused_until_it_is_opened(self) -> None:
        world = under(posting_periods="monthly")
        client = speak_to(world)
        october = world.order(ordered_at="2025-10-31T23:59:59Z")
        world.erp.close_period("2025-10")
        answer = client.post("/orders", october)
        error = answer.data["error"]
        assert (answer.status, error["code"], error["field"]) == (422, "period_closed", "ordered_at")
        assert error["details"] == {"period": "2025-10"}
        assert client.post("/orders", world.order()).status == 201
        world.erp.open_period("2025-10")
        assert client.post("/orders", october).status == 201
        assert [fact[0] for fact in world.facts if "period" in fact[1]] == [
            "erp.period.closed",
            "erp.period.opened",
        ]

    def test_the_month_is_that_of_utc(self) -> None:
        world = under(posting_periods="monthly")
        world.erp.close_period("2025-10")
        client = speak_to(world)
        assert client.post("/orders", world.order(ordered_at="2025-11-01T00:30:00+01:00")).status == 422
        assert client.post("/orders", world.order(ordered_at="2025-10-31T23:30:00-01:00")).status == 201

    def test_nothing_can_be_posted_while_todays_month_is_closed(self) -> None:
        world = under(posting_periods="monthly")
        client = speak_to(world)
        client.post("/orders", world.order())
        world.erp.close_period("2025-11")
        late = client.post("/orders", world.order(ordered_at="2025-10-01"))
        assert (late.status, late.data["error"]["code"]) == (422, "period_closed")
        world.now_ms += world.config.lead_ms
        assert world.erp.shipping.wave() == 0
        world.erp.open_period("2025-11")
        assert world.erp.shipping.wave() == 1
        world.erp.close_period("2025-11")
        assert world.erp.invoicing.run() == 0
        world.erp.open_period("2025-11")
        assert world.erp.invoicing.run() == 1

    def test_a_installation_that_checks_postings_only_takes_orders_in_and_lets_them_wait(self) -> None:
        world = under(posting_periods="postings")
        client = speak_to(world)
        world.erp.close_period("2025-10")
        world.erp.close_period("2025-11")
        assert client.post("/orders", world.order(ordered_at="2025-10-31T12:00:00Z")).status == 201
        world.now_ms += world.config.lead_ms
        assert (world.erp.shipping.wave(), world.erp.invoicing.run()) == (0, 0)
        world.erp.open_period("2025-11")
        assert (world.erp.shipping.wave(), world.erp.invoicing.run()) == (1, 1)

    def test_a_installation_without_periods_does_not_care(self) -> None:
        world = under(posting_periods="off")
        world.erp.close_period("2025-11")
        assert speak_to(world).post("/orders", world.order()).status == 201

    @pytest.mark.parametrize("period", ["2025", "2025-13", "2025-1", "", "2025-11-01", "20251101"])
    def test_a_period_is_a_month(self, period: str) -> None:
        with pytest.raises(ValueError, match="such as 2025-11"):
            under().erp.close_period(period)


class TestCreditLimit:
    def world(self, policy: str) -> World:
        """A limit of 100.00; a plain order on account is 39.98."""
        world = under(credit_limit=policy)
        world.erp.customers.set_credit_limit(world.customer, 10_000)
        return world

    def test_earlier_orders_use_the_limit_up(self) -> None:
        world = self.world("refuse")
        client = speak_to(world)
        answers = [client.post("/orders", world.order(**ON_ACCOUNT)) for _ in range(3)]
        assert [answer.status for answer in answers] == [201, 201, 422]
        error = answers[2].data["error"]
        assert (error["code"], error["details"]["exposure"]) == ("credit_limit", "119.94")
        assert error["details"]["limit"] == "100.00"
        client.post(f"/orders/{answers[0].data['number']}/cancel")
        assert client.post("/orders", world.order(**ON_ACCOUNT)).status == 201

    def test_exactly_the_limit_is_within_it(self) -> None:
        world = self.world("refuse")
        lines = [{"item": "A", "quantity": 1, "unit_price": "100.00"}]
        assert speak_to(world).post("/orders", world.order(lines=lines, **ON_ACCOUNT)).status == 201

    def test_prepaid_orders_neither_count_nor_fail(self) -> None:
        world = self.world("refuse")
        client = speak_to(world)
        assert {client.post("/orders", world.order()).status for _ in range(5)} == {201}
        assert world.erp.customers.get(world.customer).exposure_cents == 0

    def test_a_draft_is_saved_and_refused_when_it_is_released(self) -> None:
        world = self.world("refuse")
        client = speak_to(world)
        lines = [{"item": "A", "quantity": 1, "unit_price": "100.01"}]
        draft = client.post("/orders", world.order(lines=lines, release=None, **ON_ACCOUNT))
        assert draft.status == 201
        number = draft.data["number"]
        assert client.post(f"/orders/{number}/release").status == 422
        assert client.get(f"/orders/{number}").data["status"] == "draft"

    def test_an_order_on_credit_hold_gets_stock_once_it_is_approved(self) -> None:
        world = self.world("hold")
        client = speak_to(world)
        lines = [{"item": "A", "quantity": 3, "unit_price": "100.00"}]
        held = client.post("/orders", world.order(lines=lines, **ON_ACCOUNT)).data
        assert (held["status"], held["hold_reason"], held["lines"][0]["allocated"]) == (
            "held",
            "credit_limit",
            0,
        )
        world.now_ms += 60_000
        freed = client.post(f"/orders/{held['number']}/unhold").data
        assert (freed["status"], freed["hold_reason"], freed["lines"][0]["allocated"]) == ("released", "", 3)
        statuses = [(f[2]["from"], f[2]["to"], f[2]["why"]) for f in world.of_kind("erp.order.status")]
        assert statuses == [("draft", "held", "credit_limit"), ("held", "released", "unheld")]

    def test_a_paid_invoice_gives_credit_back(self) -> None:
        world = self.world("refuse")
        client = speak_to(world)
        client.post("/orders", world.order(**ON_ACCOUNT))
        customer = world.erp.customers.get(world.customer)
        world.now_ms += world.config.lead_ms
        world.erp.shipping.wave()
        world.erp.invoicing.run()
        assert customer.exposure_cents == 3998
        (invoice,) = world.erp.invoicing.by_number
        world.erp.invoicing.settle(invoice)
        world.erp.invoicing.settle(invoice)
        assert customer.exposure_cents == 0
        assert world.of_kind("erp.order.status")[-1][2]["to"] == "closed"


def test_rules_can_be_changed_while_the_system_runs() -> None:
    world = under()
    client = speak_to(world)
    assert client.post("/orders", world.order(custom={})).status == 201
    world.erp.set_rules(configured_rules(**HIDDEN))
    assert client.post("/orders", world.order(custom={})).status == 422
    world.erp.set_rules(configured_rules())
    assert client.post("/orders", world.order(custom={})).status == 201
