"""pymagento-rest: filters, pages and stores."""

import sys

from pymagento_rest import CompareType, Filter
from pymagento_rest.v2_2 import Api

client = Api(sys.argv[1] + "/rest/", "tok")
status, data, _ = client.search(
    "orders", [[Filter("status", CompareType.EQUAL, "pending")]], page_size=2, current_page=1
)
assert status == 200
assert len(data["items"]) == 2
assert data["total_count"] == 12
status, past, _ = client.search("orders", [], page_size=10, current_page=3)
assert (status, past["items"], past["total_count"]) == (200, [], 12)
status, order, _ = client.get("orders", "1")
assert (status, order["increment_id"]) == (200, "000000001")
status, refused, text = client.get("orders", "999999")
assert status == 404
