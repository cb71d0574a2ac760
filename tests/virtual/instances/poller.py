"""Takes due orders from the shop to the ERP, as connectors do that run in two replicas or read by their own clock.

--claims    note an order in the shared database under a unique key before it is sent; without it, afterwards
--own-clock ask for what changed since the last round by the own clock; without it, by the newest stamp of the shop
            less 15 minutes, by which clocks may differ
"""

import json
import os
import sqlite3
import sys
import time
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta
from typing import Any

import python_mapping as mapping

ENV, STAMP = os.environ, "%Y-%m-%d %H:%M:%S"
SHOP, ERP = ENV["GOLIVE_SHOP_URL"], ENV["GOLIVE_ERP_URL"]
EVERY_S, LEASE_S, DIFFER = 30, 120, timedelta(minutes=15)
CLAIMS, OWN_CLOCK = "--claims" in sys.argv, "--own-clock" in sys.argv
FIRST = "2000-01-01 00:00:00"

db = sqlite3.connect(os.path.join(ENV["GOLIVE_DATA_DIR"], "poller.db"), timeout=30)


def call(url: str, headers: dict[str, str], body: object = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json", **headers})
    try:
        with urllib.request.urlopen(request, timeout=20) as reply:
            return json.load(reply)
    except urllib.error.HTTPError as error:
        return json.load(error)


def logins() -> tuple[dict[str, str], dict[str, str]]:
    shop = {"username": ENV["GOLIVE_SHOP_USER"], "password": ENV["GOLIVE_SHOP_PASSWORD"]}
    erp = {"client_id": ENV["GOLIVE_ERP_CLIENT_ID"], "client_secret": ENV["GOLIVE_ERP_CLIENT_SECRET"]}
    tokens = (
        call(f"{SHOP}/rest/V1/integration/admin/token", {}, shop),
        call(f"{ERP}/api/v1/token", {}, erp)["access_token"],
    )
    return tuple({"Authorization": f"Bearer {token}"} for token in tokens)  # type: ignore[return-value]


def changed(headers: dict[str, str], since: str) -> list[dict[str, Any]]:
    query = mapping.criteria("updated_at", since, "gteq") + "&searchCriteria[pageSize]=500"
    found: list[dict[str, Any]] = call(f"{SHOP}/rest/V1/orders?{query}", headers)["items"]
    return found


def send(headers: dict[str, str], order: dict[str, Any]) -> None:
    reply = call(f"{ERP}/api/v1/customers", headers, mapping.customer_body(order))
    customer = reply.get("number") or reply["error"]["details"]["number"]
    call(f"{ERP}/api/v1/orders", headers, mapping.order_body(order, customer))


def claimed(headers: dict[str, str], reference: str) -> bool:
    """Whether this process may send the order. A claim whose holder was ended is taken over after a look at the ERP."""
    now = time.time()
    with db:
        if db.execute("insert or ignore into orders values (?, ?, 0)", [reference, now]).rowcount:
            return True
        taken = "update orders set at = ? where reference = ? and not is_sent and at < ?"
        if not db.execute(taken, [now, reference, now - LEASE_S]).rowcount:
            return False
    is_there = bool(call(f"{ERP}/api/v1/orders?external_reference={reference}", headers)["rows"])
    if is_there:
        note(reference)
    return not is_there


def note(reference: str) -> None:
    with db:
        db.execute("insert or replace into orders values (?, ?, 1)", [reference, time.time()])


def is_sent(reference: str) -> bool:
    return bool(db.execute("select 1 from orders where reference = ? and is_sent", [reference]).fetchone())


def one_round(since: str) -> str:
    """Send what is new; returns from when on the next round asks."""
    began = datetime.now(UTC).strftime(STAMP)
    shop, erp = logins()
    rows = changed(shop, since)
    for order in rows:
        reference = order["increment_id"]
        if mapping.is_due(order) and not is_sent(reference) and (not CLAIMS or claimed(erp, reference)):
            send(erp, order)
            note(reference)
    if OWN_CLOCK or not rows:
        return began if OWN_CLOCK else since
    newest = max(order["updated_at"] for order in rows)
    return (datetime.strptime(newest, STAMP) - DIFFER).strftime(STAMP)


def main() -> None:
    db.execute("create table if not exists orders (reference text primary key, at real, is_sent int)")
    db.commit()
    since = FIRST
    while True:
        try:
            since = one_round(since)
        except OSError as error:
            sys.stderr.write(f"the round failed: {error}\n")
        time.sleep(EVERY_S)


if __name__ == "__main__":
    main()
