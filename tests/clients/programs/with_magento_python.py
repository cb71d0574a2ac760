"""magento-python: maps statuses to exceptions; ids are strings."""

import sys

from magento import exceptions
from magento.client import Client

URL = sys.argv[1]


def raised(kind, call, *arguments):
    try:
        call(*arguments)
    except kind:
        return True
    return False


client = Client(URL + "/", "tok")
assert client.get_order("1")["increment_id"] == "000000001"
page = client.search_order({"searchCriteria[pageSize]": 2})
assert (len(page["items"]), page["total_count"]) == (2, 12)
assert client.get_product("S1")["sku"] == "S1"
assert client.search_product({"searchCriteria": ""})["total_count"] >= 5
assert client.search_customer({"searchCriteria": ""})["total_count"] == 1
assert client.get_customer("1")["email"] == "ines@example.com"
assert raised(exceptions.NotFoundError, client.get_order, "999999")
assert raised(exceptions.NotFoundError, client.get_product, "nothing")
assert raised(exceptions.BadRequestError, client.search_order)
assert raised(exceptions.UnauthorizedError, Client(URL + "/", "bad").get_order, "1")
assert raised(exceptions.NotAllowedError, client._patch, "orders/1")
