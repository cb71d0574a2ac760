"""Drives the client netsuite-oauth-python: signed calls of the record API and of a RESTlet."""

import json
import sys

import requests
from netsuite_oauth import NetsuiteOauth

url, login = sys.argv[1], json.loads(sys.argv[2])
KEYS = {
    name: login[name] for name in ("consumer_key", "consumer_secret", "token_id", "token_secret", "account")
}


def client(address):
    return NetsuiteOauth(url=address, **KEYS)


RECORD = url + login["rest_url"] + "/record/v1"
customers = client(RECORD + "/customer").get(params={"q": 'email IS "ann@example.com"'}).json()
assert customers["totalResults"] == 1
order = {
    "entity": {"id": customers["items"][0]["id"]},
    "item": {"items": [{"item": {"id": "2"}, "quantity": 1, "rate": "19.99"}]},
}
created = client(RECORD + "/salesOrder/eid:M-3").put(order)
assert created.status_code == 204, created.text
RESTLET = url + "/app/site/hosting/restlet.nl?script=7&deploy=1"
made = client(RESTLET).post(
    {"action": "create", "type": "salesOrder", "values": {**order, "externalId": "M-4"}}
)
assert made.json()["success"] is True, made.text
found = client(RESTLET).get(params={"type": "salesOrder", "externalId": "M-4"}).json()
assert found["result"]["id"] == made.json()["id"]
changed = client(created.headers["Location"]).patch({"memo": "gift"})
assert changed.status_code == 204
caught = None
try:
    client(RECORD + "/salesOrder/1").get()
except requests.HTTPError as error:
    caught = error
assert caught is not None, "an order that does not exist was found"
assert caught.response.status_code == 404
