# ruff: noqa: T201
"""Subscribes to the ERP's changes, lays an order file into its folder, and says what comes of both."""

import hashlib
import hmac
import json
import os
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ENV = os.environ
ADDRESS = (ENV["GOLIVE_WEBHOOK_HOST"], int(ENV["GOLIVE_WEBHOOK_PORT"]))
FOLDER = Path(ENV["GOLIVE_ERP_FOLDER"])
COLUMNS = (
    "external_reference;customer;currency;ordered_at;item;quantity;unit_price;custom.sales_channel;release\n"
)


class Webhook(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        if self.path == "/from-the-erp":
            signed = "sha256=" + hmac.new(b"shh", body, hashlib.sha256).hexdigest()
            told = json.loads(body)
            print(f"told of {told['kind']} {told['external_reference']}", flush=True)
            print(f"signed {signed == self.headers['X-Erp-Signature']}", flush=True)
        self.send_response(200)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *what):
        pass


def call(path, data=None, token=""):
    headers = {"content-type": "application/json", "authorization": f"Bearer {token}"}
    request = urllib.request.Request(
        ENV["GOLIVE_ERP_URL"] + "/api/v1" + path, json.dumps(data).encode(), headers
    )
    return json.load(urllib.request.urlopen(request))


threading.Thread(target=ThreadingHTTPServer(ADDRESS, Webhook).serve_forever, daemon=True).start()
token = call(
    "/token", {"client_id": ENV["GOLIVE_ERP_CLIENT_ID"], "client_secret": ENV["GOLIVE_ERP_CLIENT_SECRET"]}
)
token = token["access_token"]
url = f"http://{ADDRESS[0]}:{ADDRESS[1]}/from-the-erp"
call("/subscriptions", {"url": url, "kinds": ["order"], "secret": "shh"}, token)
address = {"street": "a", "city": "b", "postcode": "1", "country": "DE"}
customer = call("/customers", {"name": "Ann", "email": "ann@example.com", "address": address}, token)[
    "number"
]
items = urllib.request.Request(
    ENV["GOLIVE_ERP_URL"] + "/api/v1/items?limit=1", headers={"authorization": f"Bearer {token}"}
)
item = json.load(urllib.request.urlopen(items))["rows"][0]["sku"]
unfinished = FOLDER / "in" / "orders.csv.tmp"
unfinished.write_text(f"{COLUMNS}FILE-1;{customer};EUR;2025-11-28;{item};1;5.00;web;1\n", encoding="utf-8")
unfinished.rename(FOLDER / "in" / "orders.csv")
while not list((FOLDER / "out").glob("ACK_*.csv")):
    time.sleep(0.05)
print((FOLDER / "out" / "ACK_orders.csv").read_text("utf-8"), flush=True)
threading.Event().wait()
