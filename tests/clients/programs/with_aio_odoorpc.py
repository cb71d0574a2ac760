"""aio-odoorpc: coroutines over /jsonrpc."""

import asyncio
import json
import sys

import httpx
from aio_odoorpc import AsyncOdooRPC

URL, LOGIN = sys.argv[1], json.loads(sys.argv[2])


async def main():
    async with httpx.AsyncClient(base_url=f"{URL}/jsonrpc", timeout=30) as http:
        odoo = AsyncOdooRPC(
            database=LOGIN["db"],
            username_or_uid=LOGIN["user"],
            password=LOGIN["password"],
            http_client=http,
            url_jsonrpc_endpoint=f"{URL}/jsonrpc",
        )
        await odoo.login()
        partners = odoo.new_for_model("res.partner")
        rows = await partners.search_read([["email", "=", "ann@example.com"]], fields=["name", "country_id"])
        assert [row["name"] for row in rows] == ["Ann"], rows
        assert await partners.search_count([["id", "in", [rows[0]["id"]]]]) == 1
        assert await partners.write([rows[0]["id"]], {"phone": "123"})
        products = odoo.new_for_model("product.product")
        assert (await products.read([1], fields=["default_code", "qty_available"]))[0]["qty_available"] == 100


asyncio.run(main())
