"""How refusals of Odoo 17 look in each transport."""

from __future__ import annotations

from fake_erp.rules import configured_rules
from tests.dialects.facts import fact
from tests.dialects.transport import Transport
from tests.erp.world import World

from .calls import ANN, DB, PASSWORD, USER, call, error, execute, fault, json_rpc, order, web, xml

DIALECT = "odoo"


@fact("odoo-1.2-01", part="text:not in a state requiring confirmation")
def test_a_user_error_over_xml_rpc_two(talk: Transport) -> None:
    code, text = fault(talk, "sale.order", "action_confirm", [order(talk, confirm=True)])
    assert code == 2
    assert "not in a state requiring confirmation" in text


@fact("odoo-1.2-02", part="text:warning -- UserError")
def test_a_user_error_over_xml_rpc_one(talk: Transport) -> None:
    code, text = fault(talk, "sale.order", "action_confirm", [order(talk, confirm=True)], version=1)
    assert code.startswith("warning -- UserError\n\n")
    assert text == ""


@fact("odoo-1.2-03", part="body:error.data.name")
def test_a_user_error_over_json_rpc(talk: Transport) -> None:
    number = order(talk, confirm=True)
    assert (
        error(talk, "sale.order", "action_confirm", [number])["data"]["name"] == "odoo.exceptions.UserError"
    )


@fact("odoo-1.2-05", "odoo-1.6-01", part="body:error.data.message")
def test_a_mandatory_field(talk: Transport) -> None:
    found = error(talk, "sale.order", "create", {})["data"]
    assert found["name"] == "odoo.exceptions.ValidationError"
    assert found["message"] == (
        "The operation cannot be completed:\n- Create/update: a mandatory field is not set.\n- Delete: another model "
        "requires the record being deleted. If possible, archive it instead.\n\nModel: Sales Order (sale.order)\n"
        "Field: Customer (partner_id)\n"
    )


@fact("odoo-1.2-06", part="text:<int>2</int>")
def test_a_missing_record_over_xml_rpc_two(talk: Transport) -> None:
    assert fault(talk, "sale.order", "read", [999])[0] == 2


@fact("odoo-1.2-07", part="text:MissingError")
def test_a_missing_record_over_xml_rpc_one(talk: Transport) -> None:
    assert fault(talk, "sale.order", "read", [999], version=1)[0].startswith("warning -- MissingError\n\n")


@fact("odoo-1.2-08", part="body:error.data.name")
def test_a_missing_record_over_json_rpc(talk: Transport) -> None:
    assert error(talk, "sale.order", "read", [999])["data"]["name"] == "odoo.exceptions.MissingError"


@fact("odoo-1.6-03", part="body:error.data.message")
def test_a_link_to_a_record_that_is_missing(talk: Transport) -> None:
    found = error(talk, "sale.order", "create", {"partner_id": 999})["data"]
    assert found["name"] == "odoo.exceptions.MissingError"
    assert (
        found["message"] == "Record does not exist or has been deleted.\n(Record: res.partner(999,), User: 2)"
    )


@fact("odoo-1.2-10", part="text:<int>4</int>")
def test_a_missing_right_over_xml_rpc_two(talk: Transport) -> None:
    assert fault(talk, "product.product", "create", {"name": "D"})[0] == 4


@fact("odoo-1.2-11", part="body:error.data.name")
def test_a_missing_right_over_json_rpc(talk: Transport) -> None:
    found = error(talk, "product.product", "create", {"name": "D"})["data"]["name"]
    assert found == "odoo.exceptions.AccessError"


@fact("odoo-1.2-13", part="text:Access Denied")
def test_a_wrong_password_over_xml_rpc_two(talk: Transport) -> None:
    assert fault(talk, "sale.order", "search", [], password="wrong") == (3, "Access Denied")


@fact("odoo-1.2-14", part="text:AccessDenied")
def test_a_wrong_password_over_xml_rpc_one(talk: Transport) -> None:
    assert fault(talk, "sale.order", "search", [], version=1, password="wrong")[0] == "AccessDenied"


@fact("odoo-1.2-15", part="body:error.data.name")
def test_a_wrong_password_over_json_rpc(talk: Transport) -> None:
    answer = json_rpc(talk, "object", "execute_kw", DB, 2, "wrong", "sale.order", "search", [[]])
    assert answer.data["error"]["data"]["name"] == "odoo.exceptions.AccessDenied"


@fact("odoo-1.2-18", part="text:Traceback")
def test_any_other_exception_over_xml_rpc_two(talk: Transport) -> None:
    code, text = fault(talk, "sale.order", "create", {"partner_id": ANN, "nope": 1})
    assert code == 1
    assert text.startswith("Traceback (most recent call last):")


@fact("odoo-1.2-19", part="text:Traceback")
def test_any_other_exception_over_xml_rpc_one(talk: Transport) -> None:
    code, text = fault(talk, "sale.order", "create", {"partner_id": ANN, "nope": 1}, version=1)
    assert code == "Invalid field 'nope' on model 'sale.order'"
    assert text.startswith("Traceback")


@fact("odoo-1.2-20", "odoo-1.6-05", part="body:error.data.message")
def test_an_unknown_field(talk: Transport) -> None:
    found = error(talk, "sale.order", "create", {"partner_id": ANN, "x": 1})["data"]
    assert found["name"] == "builtins.ValueError"
    assert found["message"] == "Invalid field 'x' on model 'sale.order'"


@fact("odoo-1.2-23", part="body:error.data.name")
def test_a_session_that_is_over(talk: Transport) -> None:
    found = web(talk, "/web/session/get_session_info").data["error"]
    assert found["message"] == "Odoo Session Expired"
    assert found["data"]["name"] == "odoo.http.SessionExpiredException"


@fact("odoo-1.2-24", part="body:error.code")
def test_the_code_over_json_rpc(talk: Transport) -> None:
    found = error(talk, "sale.order", "create", {})
    assert (found["code"], found["message"]) == (200, "Odoo Server Error")


@fact("odoo-1.2-28", "odoo-12-05", part="body:error", version="17.0")
def test_nothing_is_neither_result_nor_error(talk: Transport) -> None:
    web(talk, "/web/session/authenticate", db=DB, login=USER, password=PASSWORD)
    answer = web(talk, "/web/session/destroy")
    assert set(answer.data) == {"jsonrpc", "id"}
    assert web(talk, "/web/session/get_session_info").data["error"]["code"] == 100


@fact("odoo-1.2-29", "odoo-12-02", part="text:cannot marshal None")
def test_nothing_cannot_be_told_in_xml_and_is_done(talk: Transport) -> None:
    number = order(talk, confirm=True)
    values = {"amount": 5, "x_studio_sale_order_id": number, "memo": "P1"}
    (made,) = call(talk, "account.payment", "create", [values])
    code, text = fault(talk, "account.payment", "action_post", [made])
    assert code == 1
    assert "cannot marshal None unless allow_none is enabled" in text
    assert [payment.amount_cents for payment in talk.erp.payments.by_number.values()] == [500]


@fact("odoo-1.2-30", part="body:error.data.context")
def test_what_describes_a_refusal(talk: Transport) -> None:
    found = error(talk, "sale.order", "create", {})["data"]
    assert found["arguments"] == [found["message"]]
    assert found["context"] == {}
    assert "ValidationError" in found["debug"]


@fact("odoo-1.6-02", part="body:error.data.message")
def test_a_reference_that_is_taken(talk: Transport) -> None:
    call(talk, "res.partner", "create", {"name": "Bob", "ref": "C1"})
    found = error(talk, "res.partner", "create", {"name": "Bob", "ref": "C1"})["data"]
    assert found["name"] == "odoo.exceptions.ValidationError"
    assert found["message"].startswith("The operation cannot be completed: ")


@fact("odoo-1.6-04", part="body:error.data.message")
def test_an_unknown_model(talk: Transport) -> None:
    found = error(talk, "no.model", "search", [])["data"]
    assert found["name"] == "odoo.exceptions.UserError"
    assert found["message"] == "Object no.model doesn't exist"


def billed(world: World, talk: Transport) -> tuple[int, int]:
    """An order that was shipped and invoiced, and its invoice."""
    number = order(talk, confirm=True)
    world.now_ms += world.config.lead_ms
    assert world.erp.shipping.wave() == 1
    assert world.erp.invoicing.run() == 1
    invoices: list[int] = call(talk, "sale.order", "read", [number], ["invoice_ids"])[0]["invoice_ids"]
    return number, invoices[0]


@fact("odoo-1.6-07", part="body:error.data.message")
def test_a_posting_into_a_locked_period(talk: Transport, world: World) -> None:
    _, invoice = billed(world, talk)
    world.erp.set_rules(configured_rules(posting_periods={"mode": "postings"}))
    world.erp.close_period("2025-11")
    values = {"move_type": "out_refund", "reversed_entry_id": invoice, "x_studio_amount_total": 5}
    made = call(talk, "account.move", "create", values)
    found = error(talk, "account.move", "action_post", [made])["data"]
    assert found["name"] == "odoo.exceptions.UserError"
    assert found["message"].startswith(
        "You cannot add/modify entries prior to and inclusive of the lock date 2025-11"
    )


@fact("odoo-1.6-09", part="body:result")
def test_orders_are_not_checked_against_periods(talk: Transport, world: World) -> None:
    world.erp.set_rules(configured_rules(posting_periods={"mode": "postings"}))
    world.erp.close_period("2025-11")
    assert isinstance(order(talk, confirm=True), int)


@fact("odoo-1.6-10", part="body:result")
def test_the_credit_limit_blocks_nothing(talk: Transport, world: World) -> None:
    world.erp.set_rules(configured_rules(credit_limit="off"))
    call(talk, "res.partner", "write", [ANN], {"credit_limit": 1, "use_partner_credit_limit": True})
    number = order(talk, confirm=True)
    assert call(talk, "sale.order", "read", [number], ["state"])[0]["state"] == "sale"


@fact("odoo-1.6-11", part="body:result")
def test_a_warning_blocks_nothing(talk: Transport, world: World) -> None:
    world.erp.set_rules(configured_rules(blocked_customer={"mode": "accept"}))
    call(talk, "res.partner", "write", [ANN], {"sale_warn": "block"})
    assert call(talk, "res.partner", "read", [ANN], ["sale_warn"])[0]["sale_warn"] == "block"
    assert order(talk, confirm=True) == 100001


@fact("odoo-1.7-02", part="body:error.data.message")
def test_logins_that_fail_again_and_again(talk: Transport) -> None:
    object.__setattr__(talk.erp.config.token, "logins", 5)
    for _ in range(5):
        assert json_rpc(talk, "common", "login", DB, USER, "wrong").data["result"] is False
    found = json_rpc(talk, "common", "login", DB, USER, PASSWORD).data["error"]["data"]
    assert found["message"] == "Too many login failures, please wait a bit before trying again."


@fact("odoo-1.7-04", "odoo-12-01", part="text:could not serialize access due to concurrent update")
def test_a_record_in_use(talk: Transport) -> None:
    number = order(talk)
    talk.erp.set_rules(configured_rules(document_lock={"share": 1.0}))
    code, text = fault(talk, "sale.order", "write", [number], {"client_order_ref": "X"})
    assert code == 1
    assert "could not serialize access due to concurrent update" in text


@fact("odoo-1.7-10", part="body:error.data.name")
def test_reading_an_id_without_a_record(talk: Transport) -> None:
    assert error(talk, "res.partner", "read", [ANN, 999])["data"]["name"] == "odoo.exceptions.MissingError"


def test_another_database(talk: Transport) -> None:
    answer = json_rpc(talk, "common", "login", "other", USER, PASSWORD)
    assert "does not exist" in answer.data["error"]["data"]["message"]
    assert xml(talk, "/xmlrpc/2/common", "authenticate", "other", USER, PASSWORD, {}).status == 200
    assert (
        execute(talk, "sale.order", "action_confirm", [12])
        .data["error"]["data"]["name"]
        .endswith("MissingError")
    )
