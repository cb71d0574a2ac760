"""odoorpc: log in, order, confirm, find, and be refused."""

import json
import sys
from urllib.parse import urlsplit

import odoorpc

URL, LOGIN = urlsplit(sys.argv[1]), json.loads(sys.argv[2])
odoo = odoorpc.ODOO(URL.hostname, protocol="jsonrpc", port=URL.port)
assert odoo.version == "17.0"
assert odoo.db.list() == [LOGIN["db"]]
try:
    odoo.login(LOGIN["db"], LOGIN["user"], "wrong")
except odoorpc.error.RPCError:
    pass
else:
    raise AssertionError("a wrong password was accepted")
odoo.login(LOGIN["db"], LOGIN["user"], LOGIN["password"])
orders, partners = odoo.env["sale.order"], odoo.env["res.partner"]
(partner,) = partners.search([["email", "=", "ann@example.com"]])
(product,) = odoo.env["product.product"].search([["default_code", "=", "A"]])
lines = [(0, 0, {"product_id": product, "product_uom_qty": 2})]
number = orders.create({"partner_id": partner, "client_order_ref": "M-1", "order_line": lines})
odoo.execute("sale.order", "action_confirm", [number])
(found,) = orders.search_read([["client_order_ref", "=", "M-1"]], ["state", "amount_total"])
assert (found["id"], found["state"], found["amount_total"]) == (number, "sale", 39.98), found
record = orders.browse(number)
assert record.partner_id.name == "Ann"
assert [line.product_uom_qty for line in record.order_line] == [2.0]
assert record.picking_ids[0].state == "assigned"
try:
    orders.create({})
except odoorpc.error.RPCError as error:
    assert error.info["data"]["name"].endswith("ValidationError"), error.info  # noqa: PT017
else:
    raise AssertionError("an order without a customer was accepted")
partners.write([partner], {"phone": "+49 1"})
assert partners.read([partner], ["phone"])[0]["phone"] == "+49 1"
