"""Orders of Odoo 17 and what follows from them."""

from __future__ import annotations

from typing import Any

from fake_erp import ErpConfig
from tests.dialects.facts import fact
from tests.dialects.transport import Transport
from tests.erp.world import World

from .calls import ANN, LINE, A, B, C, call, error, order
from .test_refusals import billed

DIALECT = "odoo"


def state(talk: Transport, number: int) -> Any:
    return call(talk, "sale.order", "read", [number], ["state"])[0]["state"]


@fact("odoo-1.4-01", part="body:result[0].name")
def test_customers_are_found_by_mail(talk: Transport) -> None:
    (found,) = call(talk, "res.partner", "search_read", [["email", "=", "ann@example.com"]], ["name"])
    assert found == {"id": ANN, "name": "Ann"}


@fact("odoo-1.4-02", part="body:result[0].id")
def test_items_are_found_by_sku(talk: Transport) -> None:
    (found,) = call(talk, "product.product", "search_read", [["default_code", "=", "B"]], ["name"])
    assert found == {"id": B, "name": "Item B"}


@fact("odoo-1.4-03", part="body:result[0].free_qty")
def test_stock_is_a_field_of_products(talk: Transport) -> None:
    order(talk, confirm=True)
    (found,) = call(talk, "product.product", "read", [A], ["qty_available", "free_qty"])
    assert (found["qty_available"], found["free_qty"]) == (100.0, 98.0)


@fact("odoo-1.4-04", "odoo-1.5-01", part="body:result[0].state")
def test_an_order_is_created_confirmed_and_read(talk: Transport) -> None:
    number = order(talk)
    assert state(talk, number) == "draft"
    assert call(talk, "sale.order", "action_confirm", [number]) is True
    assert state(talk, number) == "sale"


@fact("odoo-1.4-05", part="body:result[0].id")
def test_orders_are_found_by_reference(talk: Transport) -> None:
    number = order(talk)
    (found,) = call(talk, "sale.order", "search_read", [["client_order_ref", "=", "R1"]], ["name"])
    assert found == {"id": number, "name": "SO100001"}


@fact("odoo-1.4-06", "odoo-1.3-18", part="body:result[0].carrier_tracking_ref")
def test_shipments_are_found_by_order(talk: Transport, world: World) -> None:
    number, _ = billed(world, talk)
    for domain in ([["sale_id", "=", number]], [["origin", "=", "SO100001"]]):
        (found,) = call(talk, "stock.picking", "search_read", domain, ["state", "carrier_tracking_ref"])
        assert found["state"] == "done"
        assert found["carrier_tracking_ref"] == next(iter(world.erp.shipping.by_number.values())).tracking


@fact("odoo-1.4-07", part="body:result[0].amount_total")
def test_invoices_are_found_by_order(talk: Transport, world: World) -> None:
    billed(world, talk)
    (found,) = call(talk, "account.move", "search_read", [["invoice_origin", "=", "SO100001"]])
    assert (found["state"], found["payment_state"], found["amount_total"]) == ("posted", "not_paid", 39.98)


@fact("odoo-1.4-08", part="body:result")
def test_records_are_counted(talk: Transport) -> None:
    assert call(talk, "product.product", "search_count", [["type", "=", "product"]]) == 3


@fact("odoo-1.4-09", part="body:result.state.type")
def test_fields_are_described(talk: Transport) -> None:
    found = call(talk, "sale.order", "fields_get", ["state"], ["type", "string"])
    assert found == {"state": {"type": "selection", "string": "Status"}}


@fact("odoo-1.4-10", part="body:result[0][1]")
def test_names_are_searched(talk: Transport) -> None:
    assert call(talk, "product.product", "name_search", "item b") == [[B, "[B] Item B"]]


@fact("odoo-1.4-11", part="body:result")
def test_rights_are_asked_for(talk: Transport) -> None:
    assert call(talk, "sale.order", "check_access_rights", "create", raise_exception=False) is True
    assert call(talk, "product.product", "check_access_rights", "create", raise_exception=False) is False


@fact("odoo-1.4-12", part="body:result[0].amount_total")
def test_records_are_grouped(talk: Transport) -> None:
    order(talk)
    order(talk, confirm=True)
    found = call(talk, "sale.order", "read_group", [], ["amount_total"], ["partner_id"])
    assert found[0]["partner_id"] == [ANN, "Ann"]
    assert (found[0]["amount_total"], found[0]["partner_id_count"]) == (79.96, 2)


@fact("odoo-1.4-13", part="body:result")
def test_which_records_exist(talk: Transport) -> None:
    assert call(talk, "product.product", "exists", [A, 77, C]) == [A, C]


@fact("odoo-1.4-14", part="body:result")
def test_one_record_gives_one_id(talk: Transport) -> None:
    assert call(talk, "sale.order", "create", {"partner_id": ANN}) == 100001


@fact("odoo-1.4-15", "odoo-1.7-05", part="body:result")
def test_a_list_of_records_gives_a_list(talk: Transport) -> None:
    assert call(talk, "sale.order", "create", [{"partner_id": ANN}] * 2) == [100001, 100002]


@fact("odoo-1.1-37", part="body:result")
def test_one_call_is_one_transaction(talk: Transport) -> None:
    found = error(talk, "sale.order", "create", [{"partner_id": ANN}, {"partner_id": 1}])
    assert found["data"]["name"].endswith("MissingError")
    assert call(talk, "sale.order", "search_count", []) == 0


@fact("odoo-1.5-02", part="body:result[0].locked")
def test_orders_are_locked_by_a_flag(talk: Transport) -> None:
    number = order(talk, confirm=True)
    call(talk, "sale.order", "action_lock", [number])
    (found,) = call(talk, "sale.order", "read", [number], ["state", "locked"])
    assert (found["state"], found["locked"]) == ("sale", True)


@fact("odoo-1.5-03", part="body:result[0].state")
def test_a_quotation_is_cancelled(talk: Transport) -> None:
    number = order(talk)
    assert call(talk, "sale.order", "action_cancel", [number]) is True
    assert state(talk, number) == "cancel"


@fact("odoo-1.5-05", part="body:error.data.message")
def test_confirming_twice(talk: Transport) -> None:
    number = order(talk, confirm=True)
    found = error(talk, "sale.order", "action_confirm", [number])["data"]["message"]
    assert found == "The following orders are not in a state requiring confirmation: SO100001"


@fact("odoo-1.5-08", part="body:error.data.message")
def test_cancelling_a_locked_order(talk: Transport) -> None:
    number = order(talk, confirm=True)
    call(talk, "sale.order", "action_lock", [number])
    context = {"disable_cancel_warning": True}
    found = error(talk, "sale.order", "action_cancel", [number], context=context)["data"]["message"]
    assert found == "You cannot cancel a locked order. Please unlock it first."
    call(talk, "sale.order", "action_unlock", [number])
    assert call(talk, "sale.order", "action_cancel", [number], context=context) is True


@fact("odoo-1.5-09", "odoo-12-03", part="body:result.res_model")
def test_cancelling_a_confirmed_order_opens_a_wizard(talk: Transport) -> None:
    number = order(talk, confirm=True)
    found = call(talk, "sale.order", "action_cancel", [number])
    assert (found["type"], found["res_model"]) == ("ir.actions.act_window", "sale.order.cancel")
    talk.alter = None
    assert state(talk, number) == "sale"
    wizard = call(talk, "sale.order.cancel", "create", {"order_id": number})
    assert call(talk, "sale.order.cancel", "action_cancel", [wizard]) is True
    assert state(talk, number) == "cancel"


@fact("odoo-1.5-10", part="body:result[0].state")
def test_the_wizard_can_be_left_out(talk: Transport) -> None:
    number = order(talk, confirm=True)
    call(talk, "sale.order", "action_cancel", [number], context={"disable_cancel_warning": True})
    assert state(talk, number) == "cancel"


@fact("odoo-1.5-13", part="body:error.data.message")
def test_deleting_a_confirmed_order(talk: Transport) -> None:
    found = error(talk, "sale.order", "unlink", [order(talk, confirm=True)])["data"]["message"]
    assert found == (
        "You can not delete a sent quotation or a confirmed sales order. You must first cancel it."
    )


@fact("odoo-1.5-14", part="body:error.data.message")
def test_another_price_list_for_a_confirmed_order(talk: Transport) -> None:
    number = order(talk, confirm=True)
    found = error(talk, "sale.order", "write", [number], {"pricelist_id": 2})["data"]["message"]
    assert found == "You cannot change the pricelist of a confirmed order !"


@fact("odoo-1.5-15", part="body:result")
def test_references_may_repeat(talk: Transport, world: World) -> None:
    from fake_erp.rules import configured_rules

    world.erp.set_rules(configured_rules(duplicate_reference={"mode": "accept"}))
    assert [order(talk), order(talk)] == [100001, 100002]


@fact("odoo-1.5-16", part="body:result.ids")
def test_loading_by_an_external_id_twice_changes_the_record(talk: Transport) -> None:
    fields = ["id", "partner_id/.id", "client_order_ref"]
    first = call(talk, "sale.order", "load", fields, [["m2.o1", str(ANN), "R1"]])
    again = call(talk, "sale.order", "load", fields, [["m2.o1", str(ANN), "R2"]])
    assert first["ids"] == again["ids"] == [100001]
    assert first["messages"] == []
    assert call(talk, "sale.order", "read", first["ids"], ["client_order_ref"])[0]["client_order_ref"] == "R2"


@fact("odoo-1.5-17", part="body:result.messages[0].type")
def test_loading_tells_errors_in_its_answer(talk: Transport) -> None:
    found = call(talk, "sale.order", "load", ["id", "partner_id/.id"], [["m2.o1", "5"]])
    assert found["ids"] is False
    assert (found["messages"][0]["type"], found["messages"][0]["record"]) == ("error", 0)


@fact("odoo-1.5-18", part="body:result.messages[0].message")
def test_an_external_id_of_another_record(talk: Transport) -> None:
    call(talk, "res.partner", "load", ["id", "name"], [["m2.one", "Bob"]])
    found = call(talk, "sale.order", "load", ["id", "partner_id/.id"], [["m2.one", str(ANN)]])
    assert found["messages"][0]["message"] == (
        "You cannot have multiple records with the same external ID in the same module!"
    )


@fact("odoo-1.7-06", part="body:result[0].pricelist_id")
def test_what_is_not_sent_has_defaults(talk: Transport) -> None:
    (found,) = call(
        talk, "sale.order", "read", [order(talk)], ["warehouse_id", "pricelist_id", "currency_id"]
    )
    assert found["warehouse_id"] == [1, "main"]
    assert found["pricelist_id"] == [1, "Public Pricelist (EUR)"]
    assert found["currency_id"] == [1, "EUR"]


@fact("odoo-1.7-07", part="body:result[0].price_unit")
def test_a_price_that_is_not_sent_is_that_of_the_list(talk: Transport) -> None:
    order(talk, order_line=[[0, 0, {"product_id": A}]])
    (found,) = call(talk, "sale.order.line", "search_read", [], ["price_unit", "product_uom_qty"])
    assert (found["price_unit"], found["product_uom_qty"]) == (19.99, 1.0)


@fact("odoo-1.7-08", part="body:result[0].state")
def test_confirming_checks_no_stock(talk: Transport) -> None:
    number = order(talk, confirm=True, order_line=[[0, 0, {"product_id": C, "product_uom_qty": 9}]])
    (found,) = call(talk, "stock.picking", "search_read", [["sale_id", "=", number]], ["state"])
    assert found["state"] == "confirmed"


@fact("odoo-1.7-09", part="body:result")
def test_a_context_may_say_anything(talk: Transport) -> None:
    assert call(talk, "res.partner", "search", [], context={"nonsense": [1], "lang": "xx"}) == [ANN]


@fact("odoo-1.7-01", part="status")
def test_there_is_no_quota(talk: Transport) -> None:
    from .calls import execute

    assert {execute(talk, "res.partner", "search", []).status for _ in range(50)} == {200}


def test_a_line_is_added_changed_and_removed(talk: Transport) -> None:
    number = order(talk, order_line=[])
    line = call(talk, "sale.order.line", "create", {"order_id": number, "product_id": A, "price_unit": 5})
    call(talk, "sale.order.line", "create", {"order_id": number, "product_id": B, "price_unit": 7})
    call(talk, "sale.order.line", "write", [line], {"product_uom_qty": 3, "discount": 10})
    (found,) = call(talk, "sale.order", "read", [number], ["amount_total", "order_line"])
    assert found["amount_total"] == 20.5
    call(talk, "sale.order.line", "unlink", [found["order_line"][1]])
    call(talk, "sale.order", "action_confirm", [number])
    (found,) = call(talk, "sale.order", "read", [number], ["amount_total", "state"])
    assert (found["amount_total"], found["state"]) == (13.5, "sale")


def test_an_order_without_lines_is_not_confirmed(talk: Transport) -> None:
    number = order(talk, order_line=[])
    assert error(talk, "sale.order", "action_confirm", [number])["data"]["name"].endswith("UserError")
    call(talk, "sale.order", "write", [number], {"order_line": [LINE]})
    assert call(talk, "sale.order", "action_confirm", [number]) is True


@fact("odoo-12-04", part="body:result[0].quantity")
def test_stock_may_be_negative(talk: Transport) -> None:
    world = World(ErpConfig(negative_stock=True), dialect="odoo")
    mine = Transport(world.erp)
    mine.alter = talk.alter
    world.erp.stock.correct("A", "main", -130)
    (quant,) = call(mine, "stock.quant", "search_read", [["product_id", "=", A]], ["quantity"])
    assert quant["quantity"] == -30.0
