"""Drives the client netsuite: token-based authentication, records, SuiteQL, metadata, refusals."""

import asyncio
import json
import sys

from netsuite import Config, NetSuiteRestApi, TokenAuth
from netsuite.exceptions import NetsuiteAPIRequestError

url, login = sys.argv[1], json.loads(sys.argv[2])
REST = url + login["rest_url"]
RECORD = REST + "/record/v1"


def api(token_secret):
    auth = TokenAuth(
        consumer_key=login["consumer_key"],
        consumer_secret=login["consumer_secret"],
        token_id=login["token_id"],
        token_secret=token_secret,
    )
    return NetSuiteRestApi(Config(account=login["account"], auth=auth))


async def refusal(wanted_status, wanted, awaitable):
    caught = None
    try:
        await awaitable
    except NetsuiteAPIRequestError as error:
        caught = error
    assert caught is not None, f"it was not refused: {wanted}"
    assert caught.status_code == wanted_status, caught.status_code
    assert wanted in caught.response_text, caught.response_text


async def main():
    client = api(login["token_secret"])
    customers = await client.get("", url=RECORD + "/customer", params={"q": 'email IS "ann@example.com"'})
    customer = customers["items"][0]["id"]
    order = {
        "externalId": "M-1",
        "entity": {"id": customer},
        "currency": {"id": "1"},
        "item": {"items": [{"item": {"id": "1"}, "quantity": 2, "rate": 19.99}]},
    }
    created = await client.request("POST", "", url=RECORD + "/salesOrder", json=order)
    assert created.status_code == 204, created.text
    assert created.content == b""
    address = created.headers["location"]
    assert address.startswith(RECORD + "/salesOrder/"), address
    read = await client.get("", url=address, params={"expandSubResources": "true"})
    assert read["externalId"] == "M-1"
    assert read["item"]["items"][0]["quantity"] == 2
    assert await client.put("", url=RECORD + "/salesorder/eid:M-1", json=order) is None
    found = await client.suiteql(
        "SELECT id, tranid FROM transaction WHERE type = 'SalesOrd' AND externalid = 'M-1'",
        url=REST + "/query/v1/suiteql",
    )
    assert found["count"] == 1, found
    assert address.endswith("/" + found["items"][0]["id"])
    schema = await client.jsonschema("salesOrder", url=RECORD + "/metadata-catalog/salesOrder")
    assert "entity" in schema["properties"]
    await refusal(400, "already exists", client.post("", url=RECORD + "/salesOrder", json=order))
    await refusal(400, "Please enter value(s) for:", client.post("", url=RECORD + "/salesOrder", json={}))
    await refusal(404, "NONEXISTENT_ID", client.get("", url=RECORD + "/salesOrder/9"))
    await refusal(
        400, "INVALID_CONTENT", client.post("", url=RECORD + "/salesOrder", json={**order, "typo": 1})
    )
    await refusal(401, "INVALID_LOGIN", api("wrong").get("", url=address))


asyncio.run(main())
