"""pyodata: reads the metadata, then creates, finds, changes, rejects and is refused."""

import json
import sys

import pyodata
import requests
from pyodata.exceptions import HttpError

url, login = sys.argv[1], json.loads(sys.argv[2])


def refused(request):
    """The reply that refuses a request."""
    try:
        request.execute()
    except HttpError as error:
        return error.response
    raise AssertionError("it was accepted")


service = f"{url}/sap/opu/odata/sap/API_SALES_ORDER_SRV"
session = requests.Session()
session.auth = (login["user"], login["password"])
fetched = session.head(f"{service}/", headers={"x-csrf-token": "fetch"})
assert fetched.status_code == 200, fetched.status_code
session.headers["x-csrf-token"] = fetched.headers["x-csrf-token"]
client = pyodata.Client(service, session)
orders = client.entity_sets.A_SalesOrder

price = {"ConditionType": "PPR0", "ConditionRateValue": "19.99", "ConditionQuantity": "1"}
item = {"Material": "A", "RequestedQuantity": "2", "to_PricingElement": [price]}
made = (
    orders.create_entity()
    .set(
        SalesOrderType="OR",
        SoldToParty="100001",
        PurchaseOrderByCustomer="M-1",
        TransactionCurrency="EUR",
        to_Item=[item],
    )
    .execute()
)
number = made.SalesOrder
assert number.isdigit(), number
assert made.etag.startswith('W/"datetimeoffset'), made.etag

(found,) = orders.get_entities().filter("PurchaseOrderByCustomer eq 'M-1'").expand("to_Item").execute()
assert [each.Material for each in found.to_Item] == ["A"]
assert str(found.TotalNetAmount) == "39.98", found.TotalNetAmount
assert orders.get_entities().count().execute() == 1

one = orders.get_entity(number).execute()
assert one.OverallSDProcessStatus == "A"
assert refused(orders.update_entity(number).set(PurchaseOrderByCustomer="M-2")).status_code == 428
session.headers["if-match"] = one.etag
orders.update_entity(number).set(PurchaseOrderByCustomer="M-2").execute()
assert orders.get_entity(number).execute().PurchaseOrderByCustomer == "M-2"
assert refused(orders.update_entity(number).set(PurchaseOrderByCustomer="M-3")).status_code == 412
del session.headers["if-match"]

wrong = orders.create_entity().set(SoldToParty="99999", TransactionCurrency="EUR", to_Item=[item])
reply = refused(wrong)
assert reply.status_code == 400, reply.status_code
assert json.loads(reply.content)["error"]["code"] == "SLS_LORD/005", reply.content

partners = pyodata.Client(f"{url}/sap/opu/odata/sap/API_BUSINESS_PARTNER", session)
assert partners.entity_sets.A_Customer.get_entity("100001").execute().CustomerName == "Ann"
batch = client.create_batch()
batch.add_request(orders.get_entity(number))
changes = client.create_changeset()
changes.add_request(
    orders.create_entity().set(SoldToParty="100001", TransactionCurrency="EUR", to_Item=[item])
)
batch.add_request(changes)
read, created = batch.execute()
assert read.SalesOrder == number
assert created[0].SalesOrder != number

session.headers["if-match"] = "*"
orders.delete_entity(number).execute()
assert refused(orders.get_entity(number)).status_code == 404
