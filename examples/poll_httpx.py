"""Takes paid orders from the shop to the ERP, four at a time: httpx, asyncio, retries without a look at the ERP.

An ordinary script. Nothing in it is written for golive except the names of the environment variables.
"""

import asyncio
import logging
import os
import random

import httpx
import python_mapping as mapping

SHOP, ERP = os.environ["GOLIVE_SHOP_URL"], os.environ["GOLIVE_ERP_URL"]
EVERY_S = float(os.environ.get("POLL_EVERY_S", "60"))
ATTEMPTS = 4
BUSY = {429, 500, 502, 503, 504}

log = logging.getLogger("poll")


class Importer:
    def __init__(self, http):
        self.http = http
        self.done = set()  # references; a restart begins anew and relies on the ERP to refuse duplicates
        self.lanes = asyncio.Semaphore(4)

    async def call(self, method, url, **options):
        """The reply; failures and busy systems are tried again after a pause."""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                reply = await self.http.request(method, url, **options)
                if reply.status_code not in BUSY:
                    return reply
                why = f"status {reply.status_code}"
            except httpx.TransportError as error:
                why = repr(error)
            log.warning("%s %s: %s, attempt %d", method, url, why, attempt)
            await asyncio.sleep(2**attempt * random.uniform(0.5, 1))
        raise RuntimeError(f"{method} {url}: given up")

    async def log_in(self):
        login = {"username": os.environ["GOLIVE_SHOP_USER"], "password": os.environ["GOLIVE_SHOP_PASSWORD"]}
        shop = await self.call("POST", f"{SHOP}/rest/V1/integration/admin/token", json=login)
        login = {
            "client_id": os.environ["GOLIVE_ERP_CLIENT_ID"],
            "client_secret": os.environ["GOLIVE_ERP_CLIENT_SECRET"],
        }
        erp = await self.call("POST", f"{ERP}/api/v1/token", json=login)
        tokens = shop.json(), erp.json()["access_token"]
        self.shop, self.erp = ({"Authorization": f"Bearer {token}"} for token in tokens)

    async def send(self, order):
        async with self.lanes:
            body = mapping.customer_body(order)
            reply = await self.call("POST", f"{ERP}/api/v1/customers", json=body, headers=self.erp)
            found = reply.json()
            customer = found.get("number") or found["error"]["details"]["number"]
            body = mapping.order_body(order, customer)
            reply = await self.call("POST", f"{ERP}/api/v1/orders", json=body, headers=self.erp)
            reply.raise_for_status()
            self.done.add(order["increment_id"])

    async def one_round(self):
        await self.log_in()
        query = "searchCriteria[sortOrders][0][field]=entity_id&searchCriteria[pageSize]=300"
        query += "&searchCriteria[sortOrders][0][direction]=DESC"
        reply = await self.call("GET", f"{SHOP}/rest/V1/orders?{query}", headers=self.shop)
        orders = [
            each
            for each in reply.json()["items"]
            if mapping.is_due(each) and each["increment_id"] not in self.done
        ]
        results = await asyncio.gather(*map(self.send, orders), return_exceptions=True)
        for order, result in zip(orders, results, strict=True):
            if isinstance(result, Exception):
                log.error("%s: %s", order["increment_id"], result)


async def main():
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    async with httpx.AsyncClient(timeout=10) as http:
        importer = Importer(http)
        while True:
            try:
                await importer.one_round()
            except Exception:
                log.exception("the round failed")
            await asyncio.sleep(EVERY_S)


if __name__ == "__main__":
    asyncio.run(main())
