"""odoo-connect: over /jsonrpc with a password, and over JSON-2 with a key."""

import json
import sys

import odoo_connect

URL, LOGIN = sys.argv[1], json.loads(sys.argv[2])
odoo = odoo_connect.connect(
    URL, LOGIN["db"], LOGIN["user"], password=LOGIN["password"], infer_parameters=False
)
orders = odoo["sale.order"]
(partner,) = odoo["res.partner"].execute("search", [("email", "=", "ann@example.com")])
values = {"partner_id": partner, "client_order_ref": "M-4", "order_line": [(0, 0, {"product_id": 1})]}
number = orders.execute("create", values)
orders.execute("action_confirm", [number])
assert orders.execute("read", [number], ["state"])[0]["state"] == "sale"
if len(sys.argv) > 3 and sys.argv[3] == "json2":
    keyed = odoo_connect.connect(URL, LOGIN["db"], token=LOGIN["api_key"], infer_parameters=False)
    assert keyed.version()["version"].startswith("19")
    assert keyed["sale.order"].execute("read", [number], fields=["state"])[0]["state"] == "sale"
