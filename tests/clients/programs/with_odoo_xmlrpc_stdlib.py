"""xmlrpc.client of the standard library: version 2 with whole numbers as codes, version 1 with texts."""

import json
import sys
from xmlrpc.client import Fault, ServerProxy

URL, LOGIN = sys.argv[1], json.loads(sys.argv[2])
DB, PASSWORD = LOGIN["db"], LOGIN["password"]
common = ServerProxy(f"{URL}/xmlrpc/2/common")
assert common.version()["server_version"] == "17.0"
assert common.authenticate(DB, LOGIN["user"], "wrong", {}) is False
uid = common.authenticate(DB, LOGIN["user"], LOGIN["api_key"], {})
assert type(uid) is int
two, one = ServerProxy(f"{URL}/xmlrpc/2/object"), ServerProxy(f"{URL}/xmlrpc/object")


def call(model, method, *args, server=two, password=PASSWORD, **kwargs):
    return server.execute_kw(DB, uid, password, model, method, list(args), kwargs)


def fault(*args, **kwargs):
    try:
        call(*args, **kwargs)
    except Fault as found:
        return found
    raise AssertionError("no fault")


assert fault("sale.order", "search", [], password="wrong").faultCode == 3
assert fault("sale.order", "create", {}).faultCode == 2
(partner,) = call(
    "res.partner", "search", [["name", "ilike", "an%"], "|", ["email", "!=", False], ["id", ">", 1]]
)
number = call("sale.order", "create", {"partner_id": partner, "order_line": [(0, 0, {"product_id": 1})]})
assert call("sale.order", "action_confirm", [number]) is True
again = fault("sale.order", "action_confirm", [number])
assert again.faultCode == 2, again
assert "not in a state requiring confirmation" in again.faultString
old = fault("sale.order", "action_confirm", [number], server=one)
assert old.faultCode.startswith("warning -- UserError\n\n"), old
assert old.faultString == ""
assert one.execute(DB, uid, PASSWORD, "sale.order", "read", [number], ["state"])[0]["state"] == "sale"
