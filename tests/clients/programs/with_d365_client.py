"""d365-client: customers, products and sales orders of Finance & Operations. Its fixed token address is replaced."""

import json
import sys
from collections.abc import Callable
from urllib.parse import urlsplit

import requests
from d365_client import D365, D365Error

url, login = sys.argv[1], json.loads(sys.argv[2])
post = requests.post


def post_here(address: str, **options: object) -> requests.Response:
    """The same call to the server under test, in place of the vendor's token service."""
    return post(url + urlsplit(address).path, **options)  # type: ignore[arg-type]


def refused(call: Callable[[], object]) -> dict[str, object]:
    """The error of a call."""
    try:
        call()
    except D365Error as error:
        shown: dict[str, object] = error.args[0]["error"]
        return shown
    raise AssertionError("it was accepted")


requests.post = post_here
names = ("tenant_id", "client_id", "client_secret")
client = D365(resource_url=url, **{name: login[name] for name in names})

area = login["data_area_id"]
(ann,) = client.customers.all(
    {"$filter": "PrimaryContactEmail eq 'ann@example.com'", "cross-company": "true"}
)["value"]
account = ann["CustomerAccount"]
assert client.customers.exists({"dataAreaId": area, "CustomerAccount": account})
assert not client.customers.exists({"dataAreaId": area, "CustomerAccount": "C9"})
product = client.released_products.get({"dataAreaId": area, "ItemNumber": "A"})
assert product["ProductName"] == "Item A", product

header = {
    "dataAreaId": area,
    "OrderingCustomerAccountNumber": account,
    "InvoiceCustomerAccountNumber": account,
    "CurrencyCode": "EUR",
    "CustomersOrderReference": "M/1+2",
    "RequestedShippingDate": "2025-12-01T12:00:00Z",
}
order = client.sales_order_headers.create(header)
key = {"dataAreaId": area, "SalesOrderNumber": order["SalesOrderNumber"]}
line = {**key, "ItemNumber": "A", "OrderedSalesQuantity": 2}
assert client.sales_order_lines.create(line)["SalesPrice"] == 19.99
error = refused(lambda: client.sales_order_lines.create({**line, "ItemNumber": "nope"}))
assert error["message"] == "An error has occurred.", error

found = client.sales_order_headers.all({"$filter": "CustomersOrderReference eq 'M/1+2'"})["value"]
assert [each["SalesOrderNumber"] for each in found] == [order["SalesOrderNumber"]], found
lines = client.sales_order_headers.get(key, property="SalesOrderLines")["value"]
assert [each["ItemNumber"] for each in lines] == ["A"], lines
client.sales_order_headers.update(key, {"SalesOrderProcessingStatus": "Confirmed"})
assert client.sales_order_headers.get(key)["SalesOrderProcessingStatus"] == "Confirmed"
client.sales_order_headers.delete(key)
assert not client.sales_order_headers.exists(key)
