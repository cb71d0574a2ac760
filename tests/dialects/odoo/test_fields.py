"""Models of Odoo 17, their fields, and how values are written."""

from __future__ import annotations

import pytest

from fake_erp.model import Order
from tests.dialects.facts import fact
from tests.dialects.transport import Transport
from tests.erp.world import World

from .calls import ANN, LINE, A, B, call, error, order
from .test_refusals import billed

DIALECT = "odoo"


def has(talk: Transport, model: str, *names: str) -> bool:
    return set(names) <= set(call(talk, model, "fields_get", [], ["type"]))


PARTNER = (
    "name email phone street street2 zip city country_id state_id vat ref is_company parent_id type customer_rank "
    "credit_limit use_partner_credit_limit active"
)
PRODUCT = (
    "default_code barcode name list_price standard_price type qty_available free_qty virtual_available incoming_qty "
    "outgoing_qty"
)
ORDER = (
    "name state locked partner_id partner_invoice_id partner_shipping_id client_order_ref origin date_order "
    "commitment_date pricelist_id currency_id warehouse_id payment_term_id order_line amount_untaxed amount_tax "
    "amount_total invoice_status delivery_status picking_ids invoice_ids note"
)
LINES = "product_id name product_uom_qty product_uom price_unit discount tax_id qty_delivered qty_invoiced display_type"
QUANT = "product_id location_id quantity reserved_quantity available_quantity inventory_quantity"
PICKING = "name origin sale_id state picking_type_id move_ids move_line_ids carrier_tracking_ref date_done backorder_id"
MOVE = "name move_type state payment_state invoice_origin ref invoice_date amount_total amount_residual"


@fact("odoo-1.3-01", part="body:result.email")
def test_fields_of_partners(talk: Transport) -> None:
    assert has(talk, "res.partner", *PARTNER.split())
    assert call(talk, "res.partner", "fields_get", ["email"], ["type"]) == {"email": {"type": "char"}}


@fact("odoo-1.3-02", part="body:result.default_code.type")
def test_fields_of_products(talk: Transport) -> None:
    assert has(talk, "product.product", *PRODUCT.split())
    assert call(talk, "product.product", "fields_get", ["default_code"])["default_code"]["type"] == "char"


@fact("odoo-1.3-03", part="body:result[0].type")
def test_goods_are_of_type_product(talk: Transport) -> None:
    assert call(talk, "product.product", "read", [A], ["type"])[0]["type"] == "product"


@fact("odoo-1.3-05", part="body:result[0].qty_available")
def test_the_context_says_of_which_warehouse(talk: Transport) -> None:
    def quantity(**context: int) -> float:
        found: float = call(talk, "product.product", "read", [A], ["qty_available"], context=context)[0][
            "qty_available"
        ]
        return found

    assert quantity(warehouse=1) == quantity(location=8) == quantity() == 100.0
    assert quantity(warehouse=7) == 0.0


@fact("odoo-1.3-06", part="body:result.client_order_ref.type")
def test_fields_of_orders(talk: Transport) -> None:
    assert has(talk, "sale.order", *ORDER.split())
    assert call(talk, "sale.order", "fields_get", ["client_order_ref"])["client_order_ref"]["type"] == "char"


@fact("odoo-1.3-08", part="body:result[0].order_line")
def test_a_command_creates_a_line(talk: Transport) -> None:
    number = order(talk, order_line=[LINE])
    call(talk, "sale.order", "write", [number], {"order_line": [[0, 0, {"product_id": B}]]})
    assert len(call(talk, "sale.order", "read", [number], ["order_line"])[0]["order_line"]) == 2


@fact("odoo-1.3-09", part="body:result[0].product_uom_qty")
def test_a_command_changes_a_line(talk: Transport) -> None:
    number = order(talk)
    (line,) = call(talk, "sale.order", "read", [number], ["order_line"])[0]["order_line"]
    call(talk, "sale.order", "write", [number], {"order_line": [[1, line, {"product_uom_qty": 5}]]})
    assert call(talk, "sale.order.line", "read", [line], ["product_uom_qty"])[0]["product_uom_qty"] == 5.0


@fact("odoo-1.3-10", part="body:result[0].order_line")
def test_commands_delete_a_line(talk: Transport) -> None:
    number = order(talk, order_line=[LINE, [0, 0, {"product_id": B}], LINE])
    lines = call(talk, "sale.order", "read", [number], ["order_line"])[0]["order_line"]
    call(talk, "sale.order", "write", [number], {"order_line": [[2, lines[0], 0], [3, lines[2], 0]]})
    assert call(talk, "sale.order", "read", [number], ["order_line"])[0]["order_line"] == [lines[1]]


@fact("odoo-1.3-11", part="body:result[0].order_line")
def test_commands_link_and_set_lines(talk: Transport) -> None:
    number = order(talk, order_line=[LINE, [0, 0, {"product_id": B}]])
    lines = call(talk, "sale.order", "read", [number], ["order_line"])[0]["order_line"]
    call(talk, "sale.order", "write", [number], {"order_line": [[4, lines[1], 0]]})
    call(talk, "sale.order", "write", [number], {"order_line": [[6, 0, [lines[1]]]]})
    assert call(talk, "sale.order", "read", [number], ["order_line"])[0]["order_line"] == [lines[1]]


@fact("odoo-1.3-12", part="body:result.product_uom.type")
def test_fields_of_lines(talk: Transport) -> None:
    assert has(talk, "sale.order.line", *LINES.split())
    assert call(talk, "sale.order.line", "fields_get", ["product_uom"])["product_uom"]["type"] == "many2one"


@fact("odoo-1.3-15", part="body:result[0].available_quantity")
def test_fields_of_quants(talk: Transport) -> None:
    assert has(talk, "stock.quant", *QUANT.split())
    order(talk, confirm=True)
    (found,) = call(talk, "stock.quant", "search_read", [["product_id", "=", A]], QUANT.split())
    assert (found["quantity"], found["reserved_quantity"], found["available_quantity"]) == (100.0, 2.0, 98.0)


@fact("odoo-1.3-17", part="body:result.carrier_tracking_ref.type")
def test_fields_of_transfers(talk: Transport) -> None:
    assert has(talk, "stock.picking", *PICKING.split())
    found = call(talk, "stock.picking", "fields_get", ["carrier_tracking_ref"])
    assert found["carrier_tracking_ref"]["type"] == "char"


@fact("odoo-1.3-20", part="body:result.payment_state.type")
def test_fields_of_entries(talk: Transport) -> None:
    assert has(talk, "account.move", *MOVE.split())
    assert call(talk, "account.move", "fields_get", ["payment_state"])["payment_state"]["type"] == "selection"


@fact("odoo-1.3-21", "odoo-1.3-22", part="body:result[0].state")
def test_a_refund_is_created_and_posted(talk: Transport, world: World) -> None:
    _, invoice = billed(world, talk)
    values = {
        "move_type": "out_refund",
        "reversed_entry_id": invoice,
        "ref": "CM-1",
        "invoice_line_ids": [[0, 0, {"product_id": A, "quantity": 1}]],
    }
    made = call(talk, "account.move", "create", values)
    assert call(talk, "account.move", "read", [made], ["state"])[0]["state"] == "draft"
    assert call(talk, "account.move", "action_post", [made]) is False
    (found,) = call(talk, "account.move", "read", [made], ["state", "move_type", "amount_total", "ref"])
    assert (found["state"], found["move_type"], found["amount_total"]) == ("posted", "out_refund", 19.99)
    (note,) = world.erp.credit_notes.by_number.values()
    assert (note.reference, note.lines, note.total_cents) == ("CM-1", ((0, 1),), 1999)


@fact("odoo-1.3-23", part="body:jsonrpc")
def test_going_back_to_a_draft_answers_nothing(talk: Transport, world: World) -> None:
    from .calls import execute

    _, invoice = billed(world, talk)
    values = {"move_type": "out_refund", "reversed_entry_id": invoice, "x_studio_amount_total": 5}
    made = call(talk, "account.move", "create", values)
    assert execute(talk, "account.move", "button_cancel", [made]).data == {"jsonrpc": "2.0", "id": 7}
    assert execute(talk, "account.move", "button_draft", [made]).data == {"jsonrpc": "2.0", "id": 7}


@fact("odoo-1.3-24", part="body:result.res_model")
def test_invoices_come_by_a_wizard(talk: Transport, world: World) -> None:
    number, invoice = billed(world, talk)
    context = {"active_model": "sale.order", "active_ids": [number]}
    made = call(
        talk, "sale.advance.payment.inv", "create", {"advance_payment_method": "delivered"}, context=context
    )
    found = call(talk, "sale.advance.payment.inv", "create_invoices", [made])
    assert (found["res_model"], found["res_id"]) == ("account.move", invoice)


@fact("odoo-1.3-25", part="body:error.data.name")
def test_the_private_method_is_refused(talk: Transport) -> None:
    found = error(talk, "sale.order", "_create_invoices", [order(talk)])["data"]
    assert found["name"] == "odoo.exceptions.AccessError"


@fact("odoo-1.3-26", part="body:result[0].vat")
def test_what_is_empty_is_false(talk: Transport) -> None:
    (found,) = call(talk, "res.partner", "read", [ANN], ["vat", "state_id", "company_name"])
    assert (found["vat"], found["state_id"], found["company_name"]) == (False, False, False)


@fact("odoo-1.3-27", part="body:result[0].partner_id")
def test_a_link_is_read_as_a_pair(talk: Transport) -> None:
    assert call(talk, "sale.order", "read", [order(talk)], ["partner_id"])[0]["partner_id"] == [ANN, "Ann"]


@fact("odoo-1.3-28", part="body:result[0].partner_id[0]")
def test_a_link_is_written_as_a_number(talk: Transport) -> None:
    number = call(talk, "sale.order", "create", {"partner_id": ANN})
    assert call(talk, "sale.order", "read", [number], ["partner_id"])[0]["partner_id"][0] == ANN


@fact("odoo-1.3-29", part="body:result[0].order_line")
def test_lists_are_read_as_ids(talk: Transport) -> None:
    assert call(talk, "sale.order", "read", [order(talk)], ["order_line"])[0]["order_line"] == [100001001]


@fact("odoo-1.3-30", part="body:result[0].date_order")
def test_times_are_texts_in_utc(talk: Transport) -> None:
    number = order(talk, date_order="2025-11-28 04:59:00")
    assert (
        call(talk, "sale.order", "read", [number], ["date_order"])[0]["date_order"] == "2025-11-28 04:59:00"
    )


# -- beyond the facts ------------------------------------------------------------------------------------------

DOMAINS = (
    ([], "ABC"),
    ([["default_code", "in", ["A", "C"]]], "AC"),
    (["|", ["default_code", "=", "A"], ["name", "=", "Item B"]], "AB"),
    (["!", ["default_code", "=", "A"]], "BC"),
    (["&", ["list_price", ">", 5], ["qty_available", "<=", 5]], "BC"),
    ([["qty_available", ">", 0], ["qty_available", "<", 100]], "B"),
    ([["name", "like", "tem"], ["name", "not ilike", "a"]], "BC"),
    ([["name", "=like", "Item _"]], "ABC"),
    ([["default_code", "not in", ["A"]]], "BC"),
    ([["default_code", "!=", "A"]], "BC"),
    ([["uom_id.name", "=", "Units"]], "ABC"),
    ([["uom_id", "ilike", "unit"]], "ABC"),
    ([["product_tmpl_id.default_code", "=?", False]], "ABC"),
    ([["barcode", "=", False]], "ABC"),
    ([["write_date", ">=", "2025-11-28 05:00:00"]], "ABC"),
    ([["write_date", ">", "2025-11-28 05:00:01"]], ""),
    ([["id", "child_of", [2]]], "B"),
    ([["taxes_id", "in", [3811]]], "ABC"),
    ([[1, "=", 0]], ""),
    ([["id", ">", "1"]], "BC"),
    ([["id", "in", ["1", 3]]], "AC"),
    ([["qty_available", "<=", "5.0"]], "BC"),
)


@pytest.mark.parametrize(("domain", "skus"), DOMAINS, ids=[str(domain) for domain, _ in DOMAINS])
def test_domains(talk: Transport, domain: list[object], skus: str) -> None:
    given = (
        [["type", "=", "product"], *domain]
        if domain[:1] != ["&"]
        else ["&", ["type", "=", "product"], *domain]
    )
    found = call(talk, "product.product", "search_read", given, ["default_code"], order="default_code desc")
    assert "".join(row["default_code"] for row in found) == skus[::-1]


BAD_DOMAINS = (
    ["x"],
    [["nope", "=", 1]],
    [["name", "~", 1]],
    ["|", ["name", "=", 1]],
    "name",
    [[1, 2]],
    [["a.b.c", "=", 1]],
    [["id", "=", "one"]],
    [["qty_available", ">", "1x"]],
)


@pytest.mark.parametrize("domain", BAD_DOMAINS, ids=str)
def test_domains_that_are_none(talk: Transport, domain: object) -> None:
    assert error(talk, "product.product", "search", domain)["data"]["name"] == "builtins.ValueError"


def test_pages_and_orders(talk: Transport) -> None:
    found = call(
        talk, "product.product", "search", [["type", "=", "product"]], offset=1, limit=1, order="id desc"
    )
    assert found == [B]


def test_addresses_are_contacts_of_the_customer(talk: Transport, world: World) -> None:
    germany = call(talk, "res.country", "search", [["code", "=", "DE"]])[0]
    values = {
        "parent_id": ANN,
        "type": "delivery",
        "name": "Bo",
        "street": "Weg 2",
        "city": "Bonn",
        "zip": "53111",
    }
    contact = call(talk, "res.partner", "create", {**values, "country_id": germany, "phone": "12"})
    number = order(talk, partner_shipping_id=contact)
    (saved,) = world.erp.orders.by_number.values()
    assert saved.ship_to == {
        "name": "Bo", "street": "Weg 2", "city": "Bonn", "postcode": "53111", "country": "DE", "phone": "12"
    }  # fmt: skip
    (found,) = call(talk, "sale.order", "read", [number], ["partner_shipping_id", "partner_invoice_id"])
    assert (found["partner_shipping_id"][0], found["partner_invoice_id"][0]) == (contact, ANN)


def test_every_part_of_an_order_has_a_place(talk: Transport, world: World) -> None:
    values = {
        "x_studio_payment_method": "card",
        "x_studio_prepaid": True,
        "x_studio_payment_amount": 44.88,
        "x_studio_shipping_method": "DHL",
        "x_studio_sales_channel": "web",
        "x_studio_gift_note": "For you",
        "x_studio_prices_include_tax": False,
        "order_line": [[0, 0, {"product_id": A, "product_uom_qty": 3, "price_unit": 10, "discount": 100 / 9}],
                       [0, 0, {"product_id": 900_000_001, "price_unit": 4.9}]],
    }  # fmt: skip
    number = order(talk, **values)
    saved: Order = next(iter(world.erp.orders.by_number.values()))
    assert (saved.payment_method, saved.prepaid, saved.payment_cents) == ("card", True, 4488)
    assert (saved.shipping_method, saved.shipping_cents, saved.channel) == ("DHL", 490, "web")
    assert saved.custom == {"sales_channel": "web", "gift_note": "For you"}
    assert not saved.prices_include_tax
    assert saved.lines[0].discount_cents == 333
    names = [name for name in values if name.startswith("x_")]
    (found,) = call(talk, "sale.order", "read", [number], names)
    assert {name: found[name] for name in names} == {name: values[name] for name in names}


def test_a_reversal_refunds_what_is_left(talk: Transport, world: World) -> None:
    _, invoice = billed(world, talk)
    context = {"active_model": "account.move", "active_ids": [invoice]}
    wizard = call(talk, "account.move.reversal", "create", {"reason": "broken"}, context=context)
    found = call(talk, "account.move.reversal", "reverse_moves", [wizard])
    call(talk, "account.move", "action_post", [found["res_id"]])
    (note,) = world.erp.credit_notes.by_number.values()
    assert (note.total_cents, note.why) == (3998, "broken")
    (left,) = call(talk, "account.move", "read", [invoice], ["payment_state", "amount_residual"])
    assert (left["payment_state"], left["amount_residual"]) == ("reversed", 0.0)


def test_a_payment_is_registered_for_an_invoice(talk: Transport, world: World) -> None:
    _, invoice = billed(world, talk)
    context = {"active_model": "account.move", "active_ids": [invoice]}
    wizard = call(
        talk, "account.payment.register", "create", {"amount": 10, "communication": "P-1"}, context=context
    )
    found = call(talk, "account.payment.register", "action_create_payments", [wizard])
    assert call(talk, "account.payment", "read", [found["res_id"]], ["amount", "ref"])[0]["ref"] == "P-1"
    (left,) = call(talk, "account.move", "read", [invoice], ["payment_state", "amount_residual"])
    assert (left["payment_state"], left["amount_residual"]) == ("partial", 29.98)


def test_goods_come_back(talk: Transport, world: World) -> None:
    number, _ = billed(world, talk)
    (picking,) = call(talk, "stock.picking", "search", [["sale_id", "=", number]])
    moves = [[0, 0, {"product_id": A, "quantity": 1}]]
    wizard = call(
        talk, "stock.return.picking", "create", {"picking_id": picking, "product_return_moves": moves}
    )
    found = call(talk, "stock.return.picking", "create_returns", [wizard])
    assert (
        call(talk, "stock.picking", "read", [found["res_id"]], ["picking_type_code"])[0]["picking_type_code"]
        == "incoming"
    )
    assert [goods.lines for goods in world.erp.returns.by_number.values()] == [[(0, 1)]]


def test_customers_and_their_addresses_are_listed_together(talk: Transport) -> None:
    street = {"name": "Ann", "street": "Elsewhere 1", "city": "Bonn", "zip": "53111", "type": "delivery"}
    address = call(talk, "res.partner", "create", {"parent_id": ANN, **street})
    partners = call(talk, "res.partner", "search_read", [["id", "in", [ANN, address]]], ["parent_id"])
    assert [(row["id"], bool(row["parent_id"])) for row in partners] == [(ANN, False), (address, True)]
