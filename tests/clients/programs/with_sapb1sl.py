"""Drives the client sapb1sl: it sends `ROUTEID=None`, and fails on replies without a body."""

import json
import sys

from SAPB1SL import SAPB1SL, AuthenticationError, SAPRequestError

url, login = sys.argv[1], json.loads(sys.argv[2])
CUSTOMER = sys.argv[3]


def client(password: str = login["password"]) -> SAPB1SL:
    return SAPB1SL(f"{url}/b1s/v1/", login["user"], password, login["company_db"])


spoken = client()
assert spoken.route_id is None
body = {
    "CardCode": CUSTOMER,
    "NumAtCard": "M-1",
    "DocDueDate": "2025-12-01",
    "DocumentLines": [{"ItemCode": "A", "Quantity": 1, "UnitPrice": 10}],
}
entry = spoken.post("Orders", body)["DocEntry"]
assert spoken.get(f"Orders({entry})")["NumAtCard"] == "M-1"
found = spoken.get("Orders", {"$filter": "NumAtCard eq 'M-1'", "$select": "DocEntry"})
assert [row["DocEntry"] for row in found["value"]] == [entry]
try:
    spoken.patch(f"Orders({entry})", {"Comments": "late"})
    raise AssertionError("this client reads the body of a 204")
except ValueError:
    assert spoken.get(f"Orders({entry})")["Comments"] == "late"
refused = None
try:
    spoken.post("Orders", {})
except SAPRequestError as error:
    refused = error
assert refused is not None
assert refused.status_code == 400
assert json.loads(refused.message)["error"]["code"] == -5002
spoken.session.headers["Cookie"] = "B1SESSION=gone; ROUTEID=None"
assert spoken.get("Items('A')")["QuantityOnStock"] == 100
try:
    client("wrong")
    raise AssertionError("a wrong password was accepted")
except AuthenticationError:
    pass
spoken.logout()
