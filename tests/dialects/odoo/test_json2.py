"""JSON-2, which Odoo 19 speaks."""

from __future__ import annotations

from tests.dialects.facts import fact
from tests.dialects.transport import Transport

from .calls import ANN, LINE, PASSWORD, api_key, call, error, execute, json2, order

DIALECT = "odoo"
VERSION = "19.0"
FIND = [["email", "=", "ann@example.com"]]


@fact("odoo-1.1-14", part="body", version="19.0")
def test_a_result_is_bare(talk: Transport) -> None:
    assert json2(talk, "res.partner", "search", domain=FIND).data == [ANN]


@fact("odoo-1.1-15", part="status", version="19.0")
def test_refusals_have_a_status(talk: Transport) -> None:
    assert json2(talk, "sale.order", "create", vals_list={}).status == 422


@fact("odoo-1.1-16", part="body:version", version="19.0")
def test_the_version_is_at_an_address(talk: Transport) -> None:
    for path in ("/web/version", "/json/version"):
        found = talk.send("GET", path).data
        assert (found["version"], found["version_info"][0]) == ("19.0", 19)


@fact("odoo-1.1-17", part="body:fields.client_order_ref.type", version="19.0")
def test_models_are_documented(talk: Transport) -> None:
    headers = {"authorization": f"bearer {api_key(PASSWORD)}"}
    found = talk.send("GET", "/doc-bearer/sale.order.json", None, headers).data
    assert found["fields"]["client_order_ref"]["type"] == "char"
    assert "action_confirm" in found["methods"]


@fact("odoo-1.1-18", part="body", version="19.0")
def test_the_scheme_may_be_written_in_any_case(talk: Transport) -> None:
    for scheme in ("bearer", "Bearer", "BEARER"):
        headers = {"authorization": f"{scheme} {api_key(PASSWORD)}"}
        assert talk.send("POST", "/json/2/res.partner/search", {"domain": FIND}, headers).data == [ANN]


@fact("odoo-1.1-19", part="body[0].state", version="19.0")
def test_ids_and_context_go_beside_the_arguments(talk: Transport) -> None:
    number = order(talk)
    found = json2(talk, "sale.order", "read", ids=[number], context={"lang": "de_DE"}, fields=["state"])
    assert found.data == [{"id": number, "state": "draft"}]


@fact("odoo-1.1-20", part="body", version="19.0")
def test_a_header_names_the_database(talk: Transport) -> None:
    headers = {"authorization": f"bearer {api_key(PASSWORD)}", "x-odoo-database": "golive"}
    assert talk.send("POST", "/json/2/res.partner/search", {"domain": []}, headers).data == [ANN]


@fact("odoo-1.1-27", part="status", version="19.0")
def test_an_unknown_model(talk: Transport) -> None:
    assert json2(talk, "no.model", "search", domain=[]).status == 404


@fact("odoo-1.1-28", part="status", version="19.0")
def test_an_unknown_method(talk: Transport) -> None:
    assert json2(talk, "sale.order", "no_method", ids=[1]).status == 404


@fact("odoo-1.1-29", part="status", version="19.0")
def test_a_private_method(talk: Transport) -> None:
    assert json2(talk, "sale.order", "_create_invoices", ids=[1]).status == 404


@fact("odoo-1.1-30", part="body:message", version="19.0")
def test_ids_for_a_method_of_the_model(talk: Transport) -> None:
    answer = json2(talk, "res.partner", "create", ids=[1], vals_list=[{"name": "Bob"}])
    assert answer.status == 422
    assert answer.data["message"] == "cannot call res.partner.create with ids"


@fact("odoo-1.1-31", part="status", version="19.0")
def test_arguments_that_do_not_bind(talk: Transport) -> None:
    assert json2(talk, "res.partner", "search", nonsense=1).status == 422
    assert json2(talk, "res.partner", "search").status == 422


@fact("odoo-1.1-32", "odoo-1.4-16", part="body", version="19.0")
def test_created_records_become_their_ids(talk: Transport) -> None:
    found = json2(talk, "sale.order", "create", vals_list={"partner_id": ANN}).data
    assert found == [100001]


@fact("odoo-1.1-33", part="status", version="19.0")
def test_a_body_that_is_no_json(talk: Transport) -> None:
    headers = {"authorization": f"bearer {api_key(PASSWORD)}", "content-type": "application/json"}
    assert talk.send("POST", "/json/2/res.partner/search", "{nope", headers).status == 400


@fact("odoo-1.1-34", part="status", version="19.0")
def test_a_body_of_another_type(talk: Transport) -> None:
    headers = {"authorization": f"bearer {api_key(PASSWORD)}", "content-type": "text/plain"}
    assert talk.send("POST", "/json/2/res.partner/search", "{}", headers).status == 415


@fact("odoo-1.1-35", part="text:Did you mean POST /json/2/res.partner/search?", version="19.0")
def test_another_verb(talk: Transport) -> None:
    answer = talk.send("GET", "/json/2/res.partner/search")
    assert answer.status == 404
    assert "Did you mean POST /json/2/res.partner/search?" in answer.text


@fact("odoo-1.2-04", part="status", version="19.0")
def test_a_user_error(talk: Transport) -> None:
    number = order(talk, confirm=True)
    assert json2(talk, "sale.order", "action_confirm", ids=[number]).status == 422


@fact("odoo-1.2-09", part="status", version="19.0")
def test_a_missing_record(talk: Transport) -> None:
    assert json2(talk, "sale.order", "read", ids=[999]).status == 404


@fact("odoo-1.2-12", part="status", version="19.0")
def test_a_missing_right(talk: Transport) -> None:
    assert json2(talk, "product.product", "create", vals_list=[{"name": "D"}]).status == 403


@fact("odoo-1.2-16", part="body:name", version="19.0")
def test_a_wrong_key(talk: Transport) -> None:
    answer = json2(talk, "res.partner", "search", key="wrong", domain=[])
    assert (answer.status, answer.data["message"]) == (401, "Invalid apikey")
    assert answer.data["name"] == "werkzeug.exceptions.Unauthorized"


@fact("odoo-1.2-21", part="status", version="19.0")
def test_any_other_exception(talk: Transport) -> None:
    assert json2(talk, "sale.order", "create", vals_list=[{"partner_id": ANN, "nope": 1}]).status == 500


@fact("odoo-1.2-25", part="body:error.code", version="19.0")
def test_the_code_over_json_rpc(talk: Transport) -> None:
    assert error(talk, "sale.order", "create", {})["code"] == 0


@fact("odoo-1.2-27", part="body:debug", version="19.0")
def test_the_body_is_the_data_alone(talk: Transport) -> None:
    found = json2(talk, "sale.order", "create", vals_list=[{}]).data
    assert set(found) == {"name", "message", "arguments", "context", "debug"}
    assert found["debug"].startswith("Traceback")


@fact("odoo-1.3-13", part="body[0].product_uom_id[1]", version="19.0")
def test_the_unit_of_a_line_has_another_name(talk: Transport) -> None:
    order(talk)
    found = json2(talk, "sale.order.line", "search_read", domain=[], fields=["product_uom_id"]).data
    assert found[0]["product_uom_id"] == [1, "Units"]


@fact("odoo-1.3-14", part="body[0].tax_ids", version="19.0")
def test_the_taxes_of_a_line_have_another_name(talk: Transport) -> None:
    order(talk)
    (found,) = json2(talk, "sale.order.line", "search_read", domain=[], fields=["tax_ids"]).data
    assert isinstance(found["tax_ids"], list)


@fact("odoo-1.5-11", part="body:result", version="19.0")
def test_cancelling_is_done_at_once_and_again(talk: Transport) -> None:
    number = order(talk, confirm=True)
    assert call(talk, "sale.order", "action_cancel", [number]) is True
    assert call(talk, "sale.order", "read", [number], ["state"])[0]["state"] == "cancel"
    assert call(talk, "sale.order", "action_cancel", [number]) is True


@fact("odoo-1.5-12", part="body:result[0].state", version="19.0")
def test_cancelling_cancels_transfers(talk: Transport) -> None:
    number = order(talk, confirm=True)
    call(talk, "sale.order", "action_cancel", [number])
    (found,) = call(talk, "stock.picking", "search_read", [["sale_id", "=", number]], ["state"])
    assert found["state"] == "cancel"


@fact("odoo-1.6-06", part="body:error.data.message", version="19.0")
def test_an_unknown_field(talk: Transport) -> None:
    found = error(talk, "res.partner", "create", {"name": "Bob", "x": 1})["data"]
    assert found["message"] == "Invalid field 'x' in 'res.partner'"


@fact("odoo-1.2-17", part="status", version="19.0")
def test_a_record_in_use(talk: Transport) -> None:
    from fake_erp.rules import configured_rules

    number = order(talk)
    talk.erp.set_rules(configured_rules(document_lock={"share": 1.0}))
    found = {
        json2(talk, "sale.order", "write", ids=[number], vals={"client_order_ref": "X"}).status
        for _ in range(3)
    }
    assert found == {409}


def test_several_orders_in_one_transaction(talk: Transport) -> None:
    good, bad = {"partner_id": ANN, "order_line": [LINE]}, {"partner_id": 5}
    assert json2(talk, "sale.order", "create", vals_list=[good, bad]).status == 404
    assert execute(talk, "sale.order", "search_count", []).data["result"] == 0
    assert len(json2(talk, "sale.order", "create", vals_list=[good, good]).data) == 2
