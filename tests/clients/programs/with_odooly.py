"""odooly: with a session of the web client, and with JSON-2 where the server speaks it."""

import json
import sys

import odooly

URL, LOGIN = sys.argv[1], json.loads(sys.argv[2])
client = odooly.Client(URL, LOGIN["db"], LOGIN["user"], LOGIN["password"])
env = client.env
assert env.uid
partner = env["res.partner"].get([("email", "=", "ann@example.com")])
assert partner.name == "Ann"
order = env["sale.order"].create(
    {"partner_id": partner.id, "client_order_ref": "M-2", "order_line": [(0, 0, {"product_id": 1})]}
)
assert order.state == "draft"
order.action_confirm()
assert env["sale.order"].search_count([("client_order_ref", "=", "M-2"), ("state", "=", "sale")]) == 1
try:
    order.action_confirm()
except odooly.ServerError:
    pass
else:
    raise AssertionError("it was confirmed twice")
