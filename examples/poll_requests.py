"""Takes paid orders from the shop to the ERP, once a minute: requests, a cursor in SQLite, time.sleep.

An ordinary script. Nothing in it is written for golive except the names of the environment variables.
"""

import logging
import os
import sqlite3
import time

import python_mapping as mapping
import requests

SHOP, ERP = os.environ["GOLIVE_SHOP_URL"], os.environ["GOLIVE_ERP_URL"]
EVERY_S = float(os.environ.get("POLL_EVERY_S", "60"))
TIMEOUT_S = 20

log = logging.getLogger("poll")
http = requests.Session()
db = sqlite3.connect(os.path.join(os.environ["GOLIVE_DATA_DIR"], "poll.db"))


def prepare():
    db.execute("create table if not exists cursor (updated_at text)")
    db.execute(
        "create table if not exists sent (reference text primary key, at text default current_timestamp)"
    )
    db.commit()


def logins():
    """Headers for the shop and the ERP."""
    login = {"username": os.environ["GOLIVE_SHOP_USER"], "password": os.environ["GOLIVE_SHOP_PASSWORD"]}
    shop = http.post(f"{SHOP}/rest/V1/integration/admin/token", json=login, timeout=TIMEOUT_S)
    login = {
        "client_id": os.environ["GOLIVE_ERP_CLIENT_ID"],
        "client_secret": os.environ["GOLIVE_ERP_CLIENT_SECRET"],
    }
    erp = http.post(f"{ERP}/api/v1/token", json=login, timeout=TIMEOUT_S)
    tokens = shop.json(), erp.json()["access_token"]
    return [{"Authorization": f"Bearer {token}"} for token in tokens]


def changed(headers, since):
    """Orders that changed after an instant, the oldest change first."""
    query = mapping.criteria("updated_at", since, "gt") + "&searchCriteria[sortOrders][0][field]=updated_at"
    query += "&searchCriteria[sortOrders][0][direction]=ASC&searchCriteria[pageSize]=200"
    reply = http.get(f"{SHOP}/rest/V1/orders?{query}", headers=headers, timeout=TIMEOUT_S)
    reply.raise_for_status()
    return reply.json()["items"]


def send(headers, order):
    """Create the customer and the order in the ERP."""
    reply = http.post(
        f"{ERP}/api/v1/customers", json=mapping.customer_body(order), headers=headers, timeout=TIMEOUT_S
    ).json()
    customer = reply.get("number") or reply["error"]["details"]["number"]
    body = mapping.order_body(order, customer)
    http.post(f"{ERP}/api/v1/orders", json=body, headers=headers, timeout=TIMEOUT_S).raise_for_status()


def one_round():
    shop, erp = logins()
    (since,) = db.execute("select coalesce(max(updated_at), '2000-01-01 00:00:00') from cursor").fetchone()
    for order in changed(shop, since):
        reference = order["increment_id"]
        is_sent = db.execute("select 1 from sent where reference = ?", [reference]).fetchone()
        if mapping.is_due(order) and not is_sent:
            send(erp, order)
            db.execute("insert into sent (reference) values (?)", [reference])
            log.info("%s sent", reference)
        db.execute("insert into cursor values (?)", [order["updated_at"]])
        db.commit()


def main():
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    prepare()
    while True:
        try:
            one_round()
        except Exception:
            log.exception("the round failed; the next one begins in %g s", EVERY_S)
        time.sleep(EVERY_S)


if __name__ == "__main__":
    main()
