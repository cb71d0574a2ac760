"""A connector between a Magento shop and an ERP: orders one way, parcels and stock the other. Copy and adapt.

What makes it hold when things go wrong:
- A webhook is only written down (SQLite) and answered; the work is done afterwards, from the inbox.
- Every attempt carries the shop's increment id as external reference, which survives repetition.
- No answer is not a failure: after a while the ERP is asked whether it has the order before it is sent again.
- 429 and 503 hold back everybody, at least as long as Retry-After says.
- Both sides are read back regularly, and what a person must decide is put on a desk.
"""

import json
import os
import random
import sqlite3
import threading
import time
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import python_mapping as mapping
import requests

ENV = os.environ
SPEED = float(ENV.get("GOLIVE_SPEED", "1"))
BUSY = {408, 425, 429, 500, 502, 503, 504}  # says something about the moment, not about the request


class NoAnswer(Exception):
    """The call broke off or timed out: it may have been carried out all the same."""


class Busy(Exception):
    """The system cannot serve at the moment; nothing was wrong with the request."""


def scaled(seconds, shortest=0.0):
    """Seconds of golive's world, which runs SPEED times as fast, on the wall; the machine may need `shortest`."""
    return max(seconds / SPEED, shortest)


class Api:
    """One system: logs in when needed, and makes everybody wait together while the system is in trouble."""

    def __init__(self, url, login_path, login, token_of):
        self.url, self.login_path, self.login, self.token_of = url, login_path, login, token_of
        self.token, self.resume_at, self.failures = "", 0.0, 0
        self.here = threading.local()

    def call(self, method, path, body=None):
        """The reply, whatever its status unless it is one of BUSY. Raises NoAnswer or Busy."""
        while (left := self.resume_at - time.time()) > 0:
            time.sleep(left * random.uniform(1, 1.2))  # not all at once
        reply = self.send(method, path, body) if self.token else None
        if reply is None or reply.status_code == 401:
            self.token = self.token_of(self.send("POST", self.login_path, self.login).json())
            reply = self.send(method, path, body)
        return reply

    def send(self, method, path, body):
        if not hasattr(self.here, "session"):
            self.here.session = requests.Session()
        options = {"headers": {"Authorization": f"Bearer {self.token}"}, "timeout": scaled(20, 1.0)}
        try:
            reply = self.here.session.request(method, self.url + path, json=body, **options)
        except requests.RequestException as error:
            self.hold_back(0)
            raise NoAnswer(type(error).__name__) from error
        if reply.status_code in BUSY:
            after = reply.headers.get("Retry-After", "")
            self.hold_back(int(after) if after.isdigit() else 0)
            raise Busy(f"status {reply.status_code}")
        self.failures = 0
        return reply

    def hold_back(self, at_least):
        self.failures = min(self.failures + 1, 6)
        pause = max(2**self.failures * random.uniform(0.5, 1), at_least)
        self.resume_at = max(self.resume_at, time.time() + scaled(pause))


class Inbox:
    """What is known of every order and delivery, on disk. `due` says when an order is worked on next."""

    def __init__(self, path):
        self.lock, self.claimed = threading.Condition(), set()
        self.db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self.db.row_factory = sqlite3.Row
        self.db.executescript(
            """
            pragma journal_mode = wal;
            create table if not exists orders (
                id text primary key, entity text, state text default 'open', number text default '', due real,
                cancel int default 0, unsure int default 0, shown int default 0, seen real, sent real, items text);
            create index if not exists by_due on orders (due) where due is not null;
            create table if not exists deliveries (number text primary key, row text, unsure int default 0);
            create table if not exists cursors (name text primary key, value text);
            update orders set due = 0 where state = 'open';
            """
        )

    def run(self, sql, *values):
        with self.lock:
            return self.db.execute(sql, values).fetchall()

    def set(self, order, **values):
        names = ", ".join(f"{name} = ?" for name in values)
        self.run(f"update orders set {names} where id = ?", *values.values(), order)

    def cursor(self, name, default):
        return next((row["value"] for row in self.run("select * from cursors where name = ?", name)), default)

    def move(self, name, value):
        self.run("insert or replace into cursors values (?, ?)", name, str(value))

    def note(self, order, entity, state):
        """An order has changed, says a webhook or the shop's list. Told twice or out of order does no harm."""
        self.run(
            "insert into orders (id, entity, seen, due, cancel) values (?1, ?2, ?3, ?3, ?4) on conflict (id)"
            " do update set due = ?3, cancel = max(cancel, ?4) where state = 'open' or (?4 and not cancel)",
            *(order, entity, time.time(), int(state in mapping.ENDED)),
        )

    def retry(self, order):
        """A clerk pressed retry, perhaps twice or after keying the order in: query the ERP first."""
        self.run(
            "update orders set unsure = 1, due = ?, state = iif(state = 'refused', 'open', state)"
            " where id = ? and shown",
            *(time.time(), order),
        )

    def claim(self):
        """Wait for the next order that is due and that no other worker has in hand."""
        while True:
            for row in self.run("select * from orders where due <= ? order by due limit 20", time.time()):
                with self.lock:
                    if row["id"] not in self.claimed:
                        self.claimed.add(row["id"])
                        self.set(row["id"], due=None)
                        return self.run("select * from orders where id = ?", row["id"])[0]
            time.sleep(scaled(1, 0.02))


class Connector:
    def __init__(self):
        self.inbox = Inbox(os.path.join(ENV["GOLIVE_DATA_DIR"], "inbox.db"))
        login = {"username": ENV["GOLIVE_SHOP_USER"], "password": ENV["GOLIVE_SHOP_PASSWORD"]}
        self.shop = Api(ENV["GOLIVE_SHOP_URL"], "/rest/V1/integration/admin/token", login, lambda body: body)
        login = {"client_id": ENV["GOLIVE_ERP_CLIENT_ID"], "client_secret": ENV["GOLIVE_ERP_CLIENT_SECRET"]}
        self.erp = Api(ENV["GOLIVE_ERP_URL"], "/api/v1/token", login, lambda body: body["access_token"])
        self.customers = {}

    def work(self):
        while True:
            row = self.inbox.claim()
            try:
                self.advance(row)
            except (NoAnswer, Busy) as why:
                self.later(row, str(why), 5)
            except Exception as error:  # a bug of ours must not stop all other orders
                self.show(row, "the connector failed", f"{type(error).__name__}: {error}", "see its log")
            finally:
                self.inbox.claimed.discard(row["id"])

    def advance(self, row):
        """Bring one order a step further."""
        if row["unsure"]:
            rows = self.erp.call("GET", f"/api/v1/orders?external_reference={row['id']}").json()["rows"]
            living = [each for each in rows if each["status"] != "cancelled"]
            if living:
                self.sent(row, living[0])
            self.inbox.set(row["id"], unsure=0, due=time.time())
        elif row["cancel"]:
            self.cancel(row)
        elif row["state"] == "open":
            self.export(row)

    def export(self, row):
        order = self.shop.call("GET", f"/rest/V1/orders/{row['entity']}").json()
        if order["state"] in mapping.ENDED:
            self.inbox.set(row["id"], state="ended", cancel=1)
        if not mapping.is_due(order):
            return  # not paid yet: another event will come
        body = mapping.order_body(order, self.customer(order))
        self.inbox.set(row["id"], items=mapping.item_ids(order), unsure=1)  # we may not come back
        try:
            reply = self.erp.call("POST", "/api/v1/orders", body)
        except NoAnswer as why:
            self.later(row, f"no answer from the ERP ({why})", 120, shortest=2.0)
            return
        except Busy:
            self.inbox.set(row["id"], unsure=0)
            raise
        if reply.ok:
            self.sent(row, reply.json())
        else:
            error = reply.json()["error"]
            if error["code"] == "duplicate_reference":
                self.inbox.set(row["id"], due=time.time())  # it is there already: look it up
                return
            self.inbox.set(row["id"], state="refused")
            why, fix = (
                f"{reply.status_code} {error['code']}: {error['message']}",
                f"correct {error.get('field') or 'the cause'}",
            )
            self.show(row, "the ERP refuses the order", why, fix)
        self.inbox.set(row["id"], unsure=0)

    def customer(self, order):
        """The ERP's number of the customer, created when it is the first order."""
        body = mapping.customer_body(order)
        reference = body["external_reference"]
        if reference not in self.customers:
            found = self.erp.call("POST", "/api/v1/customers", body).json()
            self.customers[reference] = found.get("number") or found["error"]["details"]["number"]
        return self.customers[reference]

    def sent(self, row, document):
        self.inbox.set(row["id"], state="sent", number=document["number"], sent=time.time())
        if document["status"] == "held":
            self.show(row, "the ERP holds the order", "credit or approval", "release it in the ERP")
        elif row["shown"]:
            self.inbox.set(row["id"], shown=0)
            tell("/desk/resolved", order=row["id"])

    def cancel(self, row):
        if row["number"]:
            path = f"/api/v1/orders/{row['number']}"
            is_late = not self.erp.call("POST", path + "/cancel").ok
            if is_late and (status := self.erp.call("GET", path).json()["status"]) != "cancelled":
                why, fix = f"the ERP has it as {status}", "stop the parcel or arrange its return"
                self.show(row, "cancelled in the shop, not in the ERP", why, fix)
        self.inbox.set(row["id"], state="ended")

    def later(self, row, why, seconds, shortest=0.0):
        self.inbox.set(row["id"], due=time.time() + scaled(seconds, shortest))
        if time.time() - row["seen"] > scaled(1200) and not row["shown"]:
            self.show(row, "not in the ERP yet", why, "it will be tried again; check the ERP")

    def show(self, row, what, why, fix):
        self.inbox.set(row["id"], shown=1)
        tell("/desk/exceptions", order=row["id"], what=what, why=why[:400], fix=fix)

    def pages(self, noun):
        """Pages of what has changed in the ERP; the cursor moves on when a page has been dealt with."""
        page = {"more": True}
        while page["more"]:
            page = self.erp.call("GET", f"/api/v1/{noun}?after={self.inbox.cursor(noun, 0)}&limit=200").json()
            yield page
            self.inbox.move(noun, page["cursor"])

    def fetch_deliveries(self):
        for page in self.pages("deliveries"):
            for each in page["rows"]:
                sql = "insert or ignore into deliveries (number, row) select ?, ? from orders where id = ?"
                self.inbox.run(sql, each["number"], json.dumps(each), each["external_reference"])

    def goods(self):
        """Parcels first, then stock: the one changes what the other must say."""
        self.fetch_deliveries()
        for number, text, unsure in self.inbox.run("select number, row, unsure from deliveries"):
            self.ship(json.loads(text), unsure)
            self.inbox.run("delete from deliveries where number = ?", number)
        for page in self.pages("stock"):
            self.fetch_deliveries()
            gone = mapping.in_transit(self.inbox.run("select row from deliveries"), page["as_of"])
            body = {"sourceItems": [mapping.source_item(row, gone) for row in page["rows"]]}
            if page["rows"] and not self.shop.call("POST", "/rest/V1/inventory/source-items", body).ok:
                tell("/desk/alerts", text="the shop does not take stock")
                raise Busy("the shop does not take stock")

    def ship(self, delivery, is_unsure):
        row = self.inbox.run("select * from orders where id = ?", delivery["external_reference"])[0]
        if is_unsure:
            query = mapping.criteria("order_id", row["entity"])
            found = self.shop.call("GET", f"/rest/V1/shipments?{query}").json()["items"]
            known = [track["track_number"] for each in found for track in each["tracks"]]
            if delivery["tracking"] in known:
                return
        self.inbox.run("update deliveries set unsure = 1 where number = ?", delivery["number"])
        body = mapping.shipment_body(row["items"], delivery)
        reply = self.shop.call("POST", f"/rest/V1/order/{row['entity']}/ship", body)
        if not reply.ok:
            what = "sent by the warehouse, refused as a shipment by the shop"
            self.show(row, what, reply.text, "tell the customer, or have the parcel returned")

    def reconcile(self):
        """Orders that no webhook told of, and orders the ERP accepted and does not have."""
        newest, page, rows = self.inbox.cursor("shop", "2000-01-01 00:00:00"), 1, [{}] * 100
        since = datetime.fromisoformat(newest) - timedelta(seconds=120)  # changes may show up late
        query = mapping.criteria("updated_at", since, "gteq")
        query += "&searchCriteria[sortOrders][0][field]=entity_id&searchCriteria[pageSize]=100"
        while len(rows) == 100:
            found = self.shop.call(
                "GET", f"/rest/V1/orders?{query}&searchCriteria[currentPage]={page}"
            ).json()
            rows, page = found["items"], page + 1
            for each in rows:
                newest = max(newest, each["updated_at"])
                self.inbox.note(each["increment_id"], str(each["entity_id"]), each["state"])
        self.inbox.move("shop", newest)
        sql = "select id from orders where state = 'sent' and not cancel and sent < ?"
        for (order,) in self.inbox.run(sql, time.time() - scaled(300, 1.0)):
            if self.erp.call("GET", f"/api/v1/orders?external_reference={order}").json()["rows"]:
                self.inbox.set(order, state="confirmed")
            else:
                self.inbox.set(order, state="open", number="", due=time.time())

    def every(self, seconds, job):
        while True:
            time.sleep(scaled(seconds))
            try:
                job()
            except (NoAnswer, Busy) as why:
                print(f"{job.__name__}: {why}; at the next turn again", flush=True)


def tell(path, **body):
    """Put something on the desk, where people look."""
    headers = {"Authorization": f"Bearer {ENV['GOLIVE_DESK_TOKEN']}"}
    try:
        requests.post(ENV["GOLIVE_DESK_URL"] + path, json=body, headers=headers, timeout=10)
    except requests.RequestException as error:
        print(f"the desk cannot be reached: {error}", flush=True)


class Webhook(BaseHTTPRequestHandler):
    """Writes down which order has changed, and answers. Nothing else: the sender waits."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self):
        try:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if self.path == "/desk/retry":
                self.server.inbox.retry(str(body["order"]))
            else:
                value = body["data"]["value"]
                self.server.inbox.note(str(value["increment_id"]), str(value["entity_id"]), value["state"])
            self.send_response(200)
        except (ValueError, KeyError, TypeError):
            self.send_response(400)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


def main():
    connector = Connector()
    server = ThreadingHTTPServer((ENV["GOLIVE_WEBHOOK_HOST"], int(ENV["GOLIVE_WEBHOOK_PORT"])), Webhook)
    server.inbox = connector.inbox
    every = [(connector.every, 300, connector.goods), (connector.every, 600, connector.reconcile)]
    for job, *arguments in [(connector.work,)] * 4 + every:
        threading.Thread(target=job, args=arguments, daemon=True).start()
    server.serve_forever()


if __name__ == "__main__":
    main()
