"""Refusals: codes, texts and shapes; the books stay as they are."""

from __future__ import annotations

from typing import Any

from fake_erp.rules import Rules
from tests.dialects.facts import fact
from tests.dialects.transport import Answer, Transport
from tests.erp.world import World

from .helping import V1, V2, get, log_in, order_body, place

DIALECT = "business_one"


def refused(talk: Transport, world: World, root: str = V1, **changes: Any) -> Answer:
    """The refusal of an order; nothing was saved."""
    answer = place(talk, world, root, **changes)
    assert not world.erp.orders.by_number
    assert world.of_kind("erp.order.refused")
    return answer


def text_of(answer: Answer) -> str:
    text: str = answer.data["error"]["message"]["value"]
    return text


@fact("business_one-5.3-01", "business_one-5.3-23", part="body:error.message.lang")
def test_an_error_of_version_one(talk: Transport, world: World) -> None:
    error = refused(talk, world, CardCode=None).data["error"]
    assert type(error["code"]) is int
    assert error["message"]["lang"] == "en-us"


@fact("business_one-5.3-02", part="body:error.message")
def test_an_error_of_version_two(talk: Transport, world: World) -> None:
    error = refused(talk, world, V2, CardCode=None).data["error"]
    assert error["code"] == "-5002"
    assert error["message"].endswith("[ORDR.CardCode]")


@fact("business_one-5.3-03", part="body:error.details")
def test_the_details_of_version_two(talk: Transport, world: World) -> None:
    assert refused(talk, world, V2, CardCode=None).data["error"]["details"][0]["code"] == ""


@fact("business_one-5.3-04", part="body:error.code")
def test_a_missing_record(talk: Transport) -> None:
    log_in(talk)
    answer = get(talk, "Orders(99)")
    assert (answer.status, answer.data["error"]["code"]) == (404, "-2028")


@fact("business_one-5.3-05", part="body:error.message.value")
def test_the_text_of_a_missing_record(talk: Transport) -> None:
    log_in(talk)
    for path in ("Orders(99)", "BusinessPartners('x')", "Items('x')", "Invoices(1)", "IncomingPayments(1)"):
        assert text_of(get(talk, path, V1)) == "No matching records found (ODBC -2028)"


@fact("business_one-5.3-06", part="body:error.code")
def test_a_key_that_exists(talk: Transport, world: World) -> None:
    log_in(talk)
    answer = talk.send("POST", f"{V2}/BusinessPartners", {"CardCode": world.customer, "CardName": "x"})
    assert (answer.status, answer.data["error"]["code"]) == (400, "-2035")


@fact("business_one-5.3-07", part="body:error.message")
def test_the_text_of_a_key_that_exists(talk: Transport, world: World) -> None:
    log_in(talk)
    answer = talk.send("POST", f"{V2}/BusinessPartners", {"CardCode": world.customer, "CardName": "x"})
    text = answer.data["error"]["message"]
    assert text.startswith("This entry already exists in the following tables (ODBC -2035)")


@fact("business_one-5.3-08", part="body:error.code")
def test_a_missing_customer(talk: Transport, world: World) -> None:
    assert refused(talk, world, CardCode=None).data["error"]["code"] == -5002


@fact("business_one-5.3-09", part="body:error.message.value")
def test_the_text_of_a_missing_customer(talk: Transport, world: World) -> None:
    assert text_of(refused(talk, world, CardCode=None)).endswith("[ORDR.CardCode]")


@fact("business_one-5.3-10", part="body:error.message.value")
def test_a_missing_due_date(talk: Transport, world: World) -> None:
    assert text_of(refused(talk, world, DocDueDate=None)).endswith("[ORDR.DocDueDate]")


@fact("business_one-5.4-20", "business_one-5.3-25", part="body:error.code")
def test_what_does_not_exist(talk: Transport, world: World) -> None:
    line = {"ItemCode": "A", "Quantity": 1}
    for wrong in (
        {"CardCode": "C99"},
        {"DocumentLines": [{"ItemCode": "Z", "Quantity": 1}]},
        {"DocCurrency": "XXX"},
        {"DocumentLines": [{**line, "WarehouseCode": "x"}]},
        {"DocumentLines": [{**line, "UoMCode": "box"}]},
    ):
        answer = refused(talk, world, **wrong)
        assert (answer.status, answer.data["error"]["code"]) == (400, -5002), wrong


@fact("business_one-5.3-24", part="status")
def test_wrong_quantities(talk: Transport, world: World) -> None:
    for quantity in (0, -1, 1.5, "x", 10**9, True, [], {}):
        assert refused(talk, world, DocumentLines=[{"ItemCode": "A", "Quantity": quantity}]).status == 400


@fact("business_one-5.3-20", "business_one-5.4-19", part="body:error.message.value")
def test_unknown_properties(talk: Transport, world: World) -> None:
    for name in ("Nonsense", "U_Nonsense"):
        answer = refused(talk, world, **{name: 1})
        assert answer.data["error"]["code"] == -1000
        assert text_of(answer) == f"Property '{name}' of 'Document' is invalid"


def with_rule(world: World, name: str, **settings: Any) -> None:
    rules: Rules = world.erp.rules
    assert name in rules
    world.erp.change_rule(name, **settings)


@fact("business_one-5.3-11", part="body:error.message.value")
def test_a_date_outside_the_window(talk: Transport, world: World) -> None:
    with_rule(world, "order_date", mode="refuse")
    assert text_of(refused(talk, world, DocDate="2024-01-01")).startswith(
        "Date deviates from permissible range"
    )


@fact("business_one-5.3-12", part="body:error.code")
def test_a_locked_period(talk: Transport, world: World) -> None:
    with_rule(world, "posting_periods", mode="monthly")
    world.erp.close_period("2025-10")
    assert refused(talk, world, DocDate="2025-10-31").data["error"]["code"] == -4013


@fact("business_one-5.3-13", part="body:error.message.value")
def test_the_text_of_a_locked_period(talk: Transport, world: World) -> None:
    with_rule(world, "posting_periods", mode="monthly")
    world.erp.close_period("2025-10")
    text = text_of(refused(talk, world, DocDate="2025-10-31"))
    assert text.startswith("Posting period locked; specify an alternative date")
    assert "[ORDR.DocDate]" in text


@fact("business_one-5.3-14", part="body:error.message.value")
def test_numbers_that_have_run_out(talk: Transport, world: World) -> None:
    world.erp.orders._numbers.end = 100000
    answer = refused(talk, world)
    assert "define the numbering series" in text_of(answer)
    assert answer.data["error"]["code"] == -4002


@fact("business_one-5.3-15", part="body:error.message.value")
def test_a_shortage(talk: Transport, world: World) -> None:
    with_rule(world, "stock_shortage", mode="refuse")
    lines = [{"ItemCode": "A", "Quantity": 1}, {"ItemCode": "C", "Quantity": 1}]
    text = text_of(refused(talk, world, DocumentLines=lines))
    assert text.startswith("Quantity falls into negative inventory")
    assert "[line: 2]" in text


@fact("business_one-5.3-16", part="status")
def test_orders_do_not_fail_on_stock(talk: Transport, world: World) -> None:
    assert place(talk, world, DocumentLines=[{"ItemCode": "C", "Quantity": 9}]).status == 201


@fact("business_one-5.3-17", part="body:error.message.value")
def test_an_inactive_partner(talk: Transport, world: World) -> None:
    world.erp.customers.set_blocked(world.customer, True)
    assert "is inactive" in text_of(refused(talk, world))


@fact("business_one-5.3-18", part="body:error.code")
def test_a_credit_limit(talk: Transport, world: World) -> None:
    with_rule(world, "credit_limit", mode="refuse")
    world.erp.customers.set_credit_limit(world.customer, 1)
    answer = refused(talk, world, U_Prepaid="N")
    assert answer.data["error"]["code"] == -10
    assert text_of(answer).startswith("Customer exceeded credit limit")


@fact("business_one-5.4-09", part="body:error.code")
def test_a_company_that_refuses_by_a_procedure(talk: Transport, world: World) -> None:
    with_rule(world, "hidden_fields", fields=("custom.branch",))
    assert refused(talk, world).data["error"]["code"] == -1116


@fact("business_one-5.3-21", part="status")
def test_a_body_that_is_too_large(talk: Transport, world: World) -> None:
    log_in(talk)
    answer = talk.send("POST", f"{V2}/Orders", b" " * (world.erp.config.max_body_bytes + 1))
    assert (answer.status, answer.data) == (413, None)
    assert "<html>" in answer.text


@fact("business_one-5.3-22", part="body")
def test_the_page_of_the_load_balancer(talk: Transport, world: World) -> None:
    log_in(talk)
    world.erp.limits.configure(concurrency=1)
    world.erp.limits.in_service = 1
    answer = get(talk, "Orders")
    assert (answer.status, answer.data) == (503, None)
    assert answer.text.startswith("<!DOCTYPE HTML")


@fact("business_one-5.4-10", part="status")
def test_licences(talk: Transport, world: World) -> None:
    policy = world.erp.sessions._policy
    object.__setattr__(policy, "sessions", 1)
    try:
        assert [log_in(talk).status, log_in(talk).status] == [200, 401]
    finally:
        object.__setattr__(policy, "sessions", 0)


def test_addresses_that_do_not_exist(talk: Transport) -> None:
    log_in(talk)
    for path in (f"{V2}/Nonsense", "/b1s/v3/Orders", "/", f"{V2}/Orders(1)/Lines/2/3", f"{V2}/Orders("):
        answer = talk.send("GET", path)
        assert answer.status in (400, 404), path


def test_a_body_that_is_no_json(talk: Transport, world: World) -> None:
    log_in(talk)
    for body in (b"{", b"[]", b"1", b'"x"', b"null", b"\xff", b""):
        assert talk.send("POST", f"{V2}/Orders", body, {"Content-Type": "application/json"}).status == 400
    assert talk.send("POST", f"{V2}/Orders", order_body(world)).status == 201
