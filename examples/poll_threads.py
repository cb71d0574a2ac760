"""Takes paid orders from the shop to the ERP: urllib in threads of asyncio, SQLAlchemy, and a job of `schedule`.

An ordinary script. Nothing in it is written for golive except the names of the environment variables.
"""

import asyncio
import json
import logging
import os
import threading
import time
import urllib.error
import urllib.request

import python_mapping as mapping
import schedule
from sqlalchemy import Column, DateTime, MetaData, String, Table, create_engine, func, insert, select

SHOP, ERP = os.environ["GOLIVE_SHOP_URL"], os.environ["GOLIVE_ERP_URL"]
EVERY_S = float(os.environ.get("POLL_EVERY_S", "60"))
REPORT_EVERY_S = int(os.environ.get("REPORT_EVERY_S", "1800"))

log = logging.getLogger("poll")
engine = create_engine(f"sqlite:///{os.environ['GOLIVE_DATA_DIR']}/poll.db")
tables = MetaData()
sent = Table(
    "sent",
    tables,
    Column("reference", String, primary_key=True),
    Column("at", DateTime, server_default=func.now()),
)


def call(method, url, body=None, token=""):
    """The decoded reply, of errors as well. Raises OSError when there is none."""
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=20) as reply:
            return json.load(reply)
    except urllib.error.HTTPError as error:
        return json.load(error)


def log_in():
    login = {"username": os.environ["GOLIVE_SHOP_USER"], "password": os.environ["GOLIVE_SHOP_PASSWORD"]}
    shop = call("POST", f"{SHOP}/rest/V1/integration/admin/token", login)
    login = {
        "client_id": os.environ["GOLIVE_ERP_CLIENT_ID"],
        "client_secret": os.environ["GOLIVE_ERP_CLIENT_SECRET"],
    }
    return shop, call("POST", f"{ERP}/api/v1/token", login)["access_token"]


def is_sent(reference):
    with engine.connect() as connection:
        return connection.execute(select(sent).where(sent.c.reference == reference)).first() is not None


def send(token, order):
    """In a thread of the pool: the customer, the order, and a note of it."""
    found = call("POST", f"{ERP}/api/v1/customers", mapping.customer_body(order), token)
    customer = found.get("number") or found["error"]["details"]["number"]
    reply = call("POST", f"{ERP}/api/v1/orders", mapping.order_body(order, customer), token)
    if "number" not in reply:
        raise RuntimeError(reply["error"]["code"])
    with engine.begin() as connection:
        connection.execute(insert(sent).values(reference=order["increment_id"]))


async def one_round():
    shop, erp = await asyncio.to_thread(log_in)
    query = "searchCriteria[sortOrders][0][field]=entity_id&searchCriteria[sortOrders][0][direction]=DESC"
    url = f"{SHOP}/rest/V1/orders?{query}&searchCriteria[pageSize]=300"
    orders = (await asyncio.to_thread(call, "GET", url, None, shop))["items"]
    due = [each for each in orders if mapping.is_due(each) and not is_sent(each["increment_id"])]
    results = await asyncio.gather(
        *(asyncio.to_thread(send, erp, each) for each in due), return_exceptions=True
    )
    for order, result in zip(due, results, strict=True):
        if isinstance(result, Exception):
            log.error("%s: %r", order["increment_id"], result)


async def work():
    while True:
        try:
            await one_round()
        except Exception:
            log.exception("the round failed")
        await asyncio.sleep(EVERY_S)


def report():
    with engine.connect() as connection:
        log.info("%d orders sent", connection.execute(select(func.count()).select_from(sent)).scalar())


def clerk():
    schedule.every(REPORT_EVERY_S).seconds.do(report)
    while True:
        schedule.run_pending()
        time.sleep(max(1, schedule.idle_seconds() or 1))


def main():
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(threadName)s %(message)s")
    tables.create_all(engine)
    threading.Thread(target=clerk, name="clerk", daemon=True).start()
    asyncio.run(work())


if __name__ == "__main__":
    main()
