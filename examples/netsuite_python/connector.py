"""Paid orders of a Magento shop into NetSuite, with pymagento and netsuite. Copy and adapt.

The increment id of the shop is the external id in NetSuite. An order is created only when NetSuite has none with that
id, so a run that was interrupted is simply repeated. One instance may run at a time.
"""

import asyncio
import os
import sys

import mapping
from magento import Magento
from magento.queries import make_search_query
from netsuite import Config, NetSuiteRestApi
from netsuite.exceptions import NetsuiteAPIRequestError


class NetSuite:
    def __init__(self):
        self.api = NetSuiteRestApi(Config.from_env())

    async def rows(self, query):
        found, has_more = [], True
        while has_more:
            page = await self.api.suiteql(query, limit=1000, offset=len(found))
            found += page["items"]
            has_more = page["hasMore"]
        return found

    async def ids(self, table, column, values):
        """Ids by the value of a column."""
        if not values:
            return {}
        listed = ", ".join("'" + value.replace("'", "''") + "'" for value in sorted(values))
        rows = await self.rows(f"SELECT id, {column} FROM {table} WHERE {column} IN ({listed})")
        return {row[column]: row["id"] for row in rows}

    async def upsert_customer(self, order):
        reference, values = mapping.customer(order)
        await self.api.put(f"/record/v1/customer/eid:{reference}", json=values)
        return reference

    async def create_order(self, order, items):
        customer = await self.upsert_customer(order)
        body = mapping.sales_order(order, customer, items)
        await self.api.post("/record/v1/salesOrder", json=body)


def paid_orders(shop):
    query = make_search_query([[("state", "processing,complete", "in")]], sort_orders=[("entity_id", "ASC")])
    return list(shop.get_orders(query=query))


async def export(netsuite, orders):
    """How many orders are refused. One that is refused does not stop the others."""
    known = await netsuite.ids("transaction", "externalid", {order["increment_id"] for order in orders})
    missing = [order for order in orders if order["increment_id"] not in known]
    skus = {row["sku"] for order in missing for row in mapping.sold_rows(order)}
    items = await netsuite.ids("item", "itemid", skus)
    refused = 0
    for order in missing:
        try:
            await netsuite.create_order(order, items)
            print(f"{order['increment_id']}: created")
        except (NetsuiteAPIRequestError, KeyError) as error:
            refused += 1
            print(f"{order['increment_id']}: {error!r}", file=sys.stderr)
    return refused


def main():
    shop = Magento(token=os.environ["SHOP_TOKEN"], base_url=os.environ["SHOP_URL"], scope="all")
    return 1 if asyncio.run(export(NetSuite(), paid_orders(shop))) else 0


if __name__ == "__main__":
    sys.exit(main())
