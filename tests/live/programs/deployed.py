# ruff: noqa: T201
"""Takes notices into SQLite and sends what is there, in several calls per order.

With `claims` it takes an order before it sends it. The first of its starts subscribes to the ERP's changes.
"""

import json
import os
import sqlite3
import sys
import threading
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3] / "examples"))
import python_mapping as mapping

ENV = os.environ
WAY = sys.argv[1]
EVERY_S = 5 / float(ENV["GOLIVE_SPEED"])
ADDRESS = (ENV["GOLIVE_WEBHOOK_HOST"], int(ENV["GOLIVE_WEBHOOK_PORT"]))


def store():
    opened = sqlite3.connect(Path(ENV["GOLIVE_DATA_DIR"]) / "inbox.db", timeout=30, isolation_level=None)
    opened.execute("CREATE TABLE IF NOT EXISTS inbox (id TEXT PRIMARY KEY, owner INTEGER, sent INTEGER)")
    return opened


class Webhook(BaseHTTPRequestHandler):
    def do_POST(self):
        told = json.loads(self.rfile.read(int(self.headers["content-length"])))
        value = told["data"]["value"] if self.path == "/hook" else {}
        if self.path == "/hook" and value.get("_isNew"):
            with store() as inbox:
                inbox.execute("INSERT OR IGNORE INTO inbox VALUES (?, NULL, 0)", (str(value["entity_id"]),))
        self.send_response(200)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *what):
        pass


def call(url, token, body=None):
    headers = {"content-type": "application/json", "authorization": f"Bearer {token}"}
    data = None if body is None else json.dumps(body).encode()
    try:
        return json.load(urllib.request.urlopen(urllib.request.Request(url, data, headers)))
    except urllib.error.HTTPError as refused:
        return json.load(refused)


def forward(entity, token):
    order = call(f"{ENV['GOLIVE_SHOP_URL']}/rest/V1/orders/{entity}", ENV["GOLIVE_SHOP_BEARER"])
    reply = call(f"{ENV['GOLIVE_ERP_URL']}/api/v1/customers", token, mapping.customer_body(order))
    number = reply.get("number") or reply["error"]["details"]["number"]
    call(f"{ENV['GOLIVE_ERP_URL']}/api/v1/orders", token, mapping.order_body(order, number))


print(f"{WAY} on port {ADDRESS[1]}", flush=True)
inbox = store()
login = {"client_id": ENV["GOLIVE_ERP_CLIENT_ID"], "client_secret": ENV["GOLIVE_ERP_CLIENT_SECRET"]}
token = call(f"{ENV['GOLIVE_ERP_URL']}/api/v1/token", "", login)["access_token"]
if not inbox.execute("SELECT name FROM sqlite_master WHERE name = 'subscribed'").fetchall():
    inbox.execute("CREATE TABLE subscribed (id)")
    told = {"url": f"http://{ADDRESS[0]}:{ADDRESS[1]}/changes", "kinds": ["order"], "secret": "shh"}
    call(f"{ENV['GOLIVE_ERP_URL']}/api/v1/subscriptions", token, told)
ThreadingHTTPServer.allow_reuse_address = True
threading.Thread(target=ThreadingHTTPServer(ADDRESS, Webhook).serve_forever, daemon=True).start()
while True:
    for (entity,) in inbox.execute("SELECT id FROM inbox WHERE sent = 0 ORDER BY id").fetchall():
        if WAY == "claims":
            claim = "UPDATE inbox SET owner = ? WHERE id = ? AND owner IS NULL"
            if not inbox.execute(claim, (os.getpid(), entity)).rowcount:
                continue
        forward(entity, token)
        inbox.execute("UPDATE inbox SET sent = 1 WHERE id = ?", (entity,))
    time.sleep(EVERY_S)
