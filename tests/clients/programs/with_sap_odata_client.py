"""sap-odata-client: an OAuth token, a CSRF token, and a sales order."""

import asyncio
import json
import sys

import httpx
from sap_odata_client import SAPClient

url, login = sys.argv[1], json.loads(sys.argv[2])


def client(secret):
    return SAPClient(login["client_id"], secret, f"{url}{login['token_url']}", url)


async def drive():
    item = {"Material": "A", "RequestedQuantity": "1"}
    body = {"SoldToParty": "100001", "PurchaseOrderByCustomer": "M-1", "to_Item": {"results": [item]}}
    good = client(login["client_secret"])
    made = await good.create_sales_order(body)
    assert made["d"]["PurchaseOrderByCustomer"] == "M-1", made
    again = await good.create_sales_order({**body, "PurchaseOrderByCustomer": "M-2"})
    assert again["d"]["SalesOrder"] != made["d"]["SalesOrder"]
    assert await refused(good.create_sales_order({"SoldToParty": "1"})) == 400
    assert await refused(client("x").create_sales_order(body)) == 401


async def refused(call):
    """The status of a refusal."""
    try:
        await call
    except httpx.HTTPStatusError as error:
        return error.response.status_code
    raise AssertionError("it was accepted")


asyncio.run(drive())
