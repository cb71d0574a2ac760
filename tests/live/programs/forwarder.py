"""Asks the shop for orders again and again and sends each to the ERP once. The standard library only.

What is sent is kept in the data folder, which must be empty at the start. With a file as argument it sends
each order twice where it can make that file: the first of its runs is broken.
"""

import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3] / "examples"))
import python_mapping as mapping

ENV = os.environ
SHOP, ERP = ENV["GOLIVE_SHOP_URL"], ENV["GOLIVE_ERP_URL"]
EVERY_S = 15 / float(ENV["GOLIVE_SPEED"])
SENT = Path(ENV["GOLIVE_DATA_DIR"]) / "sent"


def call(url, token, body=None):
    headers = {"content-type": "application/json", "authorization": f"Bearer {token}"}
    data = None if body is None else json.dumps(body).encode()
    try:
        return json.load(urllib.request.urlopen(urllib.request.Request(url, data, headers)))
    except urllib.error.HTTPError as refused:
        return json.load(refused)


def is_first(path):
    try:
        Path(path).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def main():
    SENT.mkdir()
    times = 2 if len(sys.argv) > 1 and is_first(sys.argv[1]) else 1
    login = {"client_id": ENV["GOLIVE_ERP_CLIENT_ID"], "client_secret": ENV["GOLIVE_ERP_CLIENT_SECRET"]}
    token = call(f"{ERP}/api/v1/token", "", login)["access_token"]
    wanted = urllib.parse.urlencode({"searchCriteria[pageSize]": 500})
    while True:
        found = call(f"{SHOP}/rest/V1/orders?{wanted}", ENV["GOLIVE_SHOP_BEARER"])
        for order in found["items"]:
            if mapping.is_due(order) and is_first(SENT / order["increment_id"]):
                made = call(f"{ERP}/api/v1/customers", token, mapping.customer_body(order))
                number = made.get("number") or made["error"]["details"]["number"]
                for _ in range(times):
                    call(f"{ERP}/api/v1/orders", token, mapping.order_body(order, number))
        time.sleep(EVERY_S)


main()
