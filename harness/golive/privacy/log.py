"""The search of a candidate's log for secrets and personal data.

Emits `privacy.logged` for each kind that it finds, with its first line and the number of lines. The fact does not
repeat what was found.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fake_magento.shop import Shop
from golive.record.ledger import Emit

SHORTEST = 6
"""Characters of a value that is looked for; shorter ones occur by chance."""
SECRET, EMAIL, PHONE, STREET = "secret", "e-mail address", "phone number", "street"


def personal_values(shop: Shop) -> dict[str, set[str]]:
    """What the log must not hold of the orders and accounts of a shop, by kind."""
    orders, accounts = list(shop.orders.every()), list(shop.customers)
    places = [place for order in orders for place in (order.ship_to, order.bill_to)]
    places += [place for account in accounts for place in account.addresses]
    return {
        EMAIL: {order.email for order in orders} | {account.email for account in accounts},
        PHONE: {place.telephone for place in places},
        STREET: {line for place in places for line in place.street},
    }


def search(lines: Iterable[str], values: Mapping[str, Iterable[str]], emit: Emit) -> None:
    """Look for the values, by kind, in the lines of a log."""
    numbered = list(enumerate(lines, 1))
    for kind, wanted in values.items():
        sought = sorted(each for each in wanted if len(each) >= SHORTEST)
        found = [number for number, line in numbered if any(each in line for each in sought)]
        if found:
            emit("privacy.logged", {}, {"kind": kind, "line": found[0], "lines": len(found)})
