"""darbiadev-businesscentral: published pages as web services, with its own address of the token service."""

import json
import sys

from darbiadev_businesscentral import BusinessCentralServices

url, login = sys.argv[1], json.loads(sys.argv[2])
client = BusinessCentralServices(
    f"{url}/v2.0/",
    login["tenant"],
    login["environment"],
    login["company"],
    login["client_id"],
    login["client_secret"],
)
client.token_url = url + login["token_url"]
found = client.make_request("GET", "StockkeepingUnits", params={"$filter": "Item_No eq 'A'"})
assert [row["Inventory"] for row in found["value"]] == [100], found
one = client.make_request("GET", "StockkeepingUnits", values=["main", "A", ""])
assert one["Item_No"] == "A", one
assert client.make_request("GET", "PriceListLines")["value"] == []
refused = client.make_request("GET", "Nonsense")
assert refused["error"]["code"] == "BadRequest_NotFound", refused
