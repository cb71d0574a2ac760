"""sap-odata-python: reads, counts, creates and changes in versions 2 and 4."""

import json
import sys

from sap_odata import ODataClient
from sap_odata.exceptions import ODataAuthError, ODataError

url, login = sys.argv[1], json.loads(sys.argv[2])
client = ODataClient(url, login["user"], login["password"], client="100")
service = "API_SALES_ORDER_SRV"
item = {"Material": "A", "RequestedQuantity": "3", "to_PricingElement": []}
order = {"SoldToParty": "100001", "PurchaseOrderByCustomer": "M-1", "to_Item": {"results": [item]}}
made = client.post(service, "A_SalesOrder", order, version="v2")
text = json.dumps(made)
assert '"PurchaseOrderByCustomer": "M-1"' in text, text
assert client.count(service, "A_SalesOrder", version="v2", filter="PurchaseOrderByCustomer eq 'M-1'") == 1
listed = client.get(service, "A_SalesOrder", version="v2", top=5, expand="to_Item")
assert '"Material": "A"' in json.dumps(listed), listed
assert "A_SalesOrderType" in client.metadata(service, version="v2")
stock = client.get("API_MATERIAL_STOCK_SRV", "A_MatlStkInAcctMod", version="v2", filter="Material eq 'B'")
assert '"MatlWrhsStkQtyInMatlBaseUnit": "5"' in json.dumps(stock), stock

where = {"version": "v4", "namespace": "api_salesorder"}
found = client.get("salesorder", "SalesOrder", filter="PurchaseOrderByCustomer eq 'M-1'", **where)
assert [each["TransactionCurrency"] for each in found["value"]] == ["EUR"], found
four = {"SoldToParty": "100001", "_Item": [{"Material": "B", "RequestedQuantity": 1}]}
new = client.post("salesorder", "SalesOrder", four, **where)
assert new["SalesOrder"] != found["value"][0]["SalesOrder"]


def refused(wrong):
    """What the client says of a refusal."""
    try:
        client.post(service, "A_SalesOrder", wrong, version="v2")
    except ODataError as error:
        return str(error)
    raise AssertionError(f"{wrong} was accepted")


for wrong in ({"SoldToParty": "99999", "to_Item": [item]}, {"Nonsense": "x"}):
    assert "400" in refused(wrong)
try:
    ODataClient(url, "shop", "wrong").get(service, "A_SalesOrder", version="v2")
except ODataAuthError:
    pass
else:
    raise AssertionError("a wrong password was accepted")
