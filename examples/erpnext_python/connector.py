"""Paid orders of a Magento shop into ERPNext, with magento-python and frappe-client. Copy and adapt.

The increment id of the shop is the customer's purchase order in ERPNext. An order is created only when ERPNext has none
with that number, so a run that was interrupted is simply repeated. One instance may run at a time.
"""

import os
import sys

import mapping
from frappeclient import FrappeClient
from frappeclient.frappeclient import FrappeException
from magento.client import Client

PAGE = 100


def paid_orders(shop):
    criteria = {
        "searchCriteria[filter_groups][0][filters][0][field]": "state",
        "searchCriteria[filter_groups][0][filters][0][value]": "processing,complete",
        "searchCriteria[filter_groups][0][filters][0][condition_type]": "in",
        "searchCriteria[sortOrders][0][field]": "entity_id",
        "searchCriteria[sortOrders][0][direction]": "ASC",
        "searchCriteria[pageSize]": PAGE,
    }
    found, total, page = [], 1, 0
    while len(found) < total:
        page += 1
        answer = shop.search_order({**criteria, "searchCriteria[currentPage]": page})
        total = answer["total_count"]
        if not answer["items"]:
            break
        found += answer["items"]
    return found


def customer_name(erp, order):
    """The name of the customer in ERPNext, who is created when there is none."""
    wanted = mapping.customer(order)
    known = erp.get_list(
        "Customer",
        fields=["name"],
        filters={"custom_external_reference": wanted["custom_external_reference"]},
    )
    return known[0]["name"] if known else erp.insert(wanted)["name"]


def export(erp, orders):
    """How many orders are refused. One that is refused does not stop the others."""
    refused = 0
    for order in orders:
        number = order["increment_id"]
        if erp.get_list("Sales Order", fields=["name"], filters={"po_no": number}):
            continue
        try:
            made = erp.insert(mapping.sales_order(order, customer_name(erp, order)))
            print(f"{number}: {made['name']}")
        except FrappeException as error:
            refused += 1
            print(f"{number}: {error}", file=sys.stderr)
    return refused


def main():
    shop = Client(os.environ["SHOP_URL"] + "/", os.environ["SHOP_TOKEN"])
    erp = FrappeClient(os.environ["ERP_URL"])
    erp.authenticate(os.environ["ERP_KEY"], os.environ["ERP_SECRET"])
    return 1 if export(erp, paid_orders(shop)) else 0


if __name__ == "__main__":
    sys.exit(main())
