"""odoo-json2: JSON-2 with a bearer key."""

import json
import sys

from odoo_json2 import JSON2Client
from odoo_json2.exceptions import OdooAuthError, OdooNotFoundError, OdooValidationError

URL, LOGIN = sys.argv[1], json.loads(sys.argv[2])
client = JSON2Client(URL, LOGIN["api_key"], database=LOGIN["db"])
(partner,) = client.search_read("res.partner", [["email", "=", "ann@example.com"]], ["name"])
lines = [[0, 0, {"product_id": 1, "product_uom_qty": 3}]]
made = client.create(
    "sale.order", {"partner_id": partner["id"], "client_order_ref": "M-3", "order_line": lines}
)
assert isinstance(made, list)
assert client.call("sale.order", "action_confirm", ids=made) is True
(order,) = client.env["sale.order"].read(made, ["state", "client_order_ref"])
assert order == {"id": made[0], "state": "sale", "client_order_ref": "M-3"}
assert "client_order_ref" in client.env["sale.order"].fields_get()


def refused(kind, call):
    try:
        call()
    except kind:
        return
    raise AssertionError(f"expected {kind.__name__}")


refused(OdooValidationError, lambda: client.create("sale.order", {}))
refused(OdooValidationError, lambda: client.call("sale.order", "action_confirm", ids=made))
refused(OdooNotFoundError, lambda: client.call("no.such.model", "search", domain=[]))
refused(OdooAuthError, lambda: JSON2Client(URL, "wrong").search_read("res.partner", []))
