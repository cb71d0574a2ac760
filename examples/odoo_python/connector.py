"""Paid orders of a Magento shop into Odoo, with pymagento and OdooRPC. Copy and adapt.

The increment id of the shop is the customer reference in Odoo. An order is created only when Odoo has none with that
reference, so a run that was interrupted is simply repeated. One instance may run at a time.
"""

import argparse
import json
import sys
import time
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import mapping
import odoorpc
from magento import Magento
from magento.exceptions import MagentoException
from magento.queries import make_search_query
from requests import RequestException


class Odoo:
    def __init__(self, url, login):
        place = urlsplit(url)
        protocol = "jsonrpc+ssl" if place.scheme == "https" else "jsonrpc"
        self.rpc = odoorpc.ODOO(place.hostname, protocol=protocol, port=place.port, timeout=30)
        self.rpc.login(login["db"], login["user"], login["password"])
        self.countries = self.ids("res.country", "code")
        self.currencies = self.ids("res.currency", "name")

    def ids(self, model, key, *values):
        """Ids by the value of a field."""
        domain = [(key, "in", values)] if values else []
        return {row[key]: row["id"] for row in self.rpc.env[model].search_read(domain, [key])}

    def find_or_create(self, model, keys, others):
        found = self.rpc.env[model].search([(key, "=", value) for key, value in keys.items()], limit=1)
        return found[0] if found else self.rpc.env[model].create({**keys, **others})

    def partner(self, order):
        values = mapping.contact_values(order["billing_address"], self.countries)
        keys = {"ref": mapping.customer_ref(order)}
        return self.find_or_create("res.partner", keys, {**values, "email": order["customer_email"]})

    def address(self, partner, kind, address):
        """A contact of the customer. What was ordered earlier keeps its own."""
        values = mapping.contact_values(address, self.countries)
        keys = {"parent_id": partner, "type": kind}
        keys |= {name: values[name] for name in ("name", "street", "zip", "city", "country_id")}
        return self.find_or_create("res.partner", keys, values)

    def order(self, reference):
        """The order with that reference, or None."""
        fields = ["name", "state"]
        rows = self.rpc.env["sale.order"].search_read([("client_order_ref", "=", reference)], fields, limit=1)
        return rows[0] if rows else None

    def export(self, order):
        """The name of the order in Odoo, where it is created and confirmed unless that has been done."""
        reference = order["increment_id"]
        found = self.order(reference)
        if found is None:
            self.create(order)
            found = self.order(reference)
        if found["state"] == "draft":
            self.rpc.execute("sale.order", "action_confirm", [found["id"]])
        return found["name"]

    def create(self, order):
        skus = [sku for sku, *_ in mapping.goods(order)]
        products = self.ids("product.product", "default_code", "Delivery_007", *skus)
        if missing := set(skus) - products.keys():
            raise LookupError(f"Odoo has no product {', '.join(sorted(missing))}")
        partner = self.partner(order)
        ids = {
            "partner": partner,
            "bill_to": self.address(partner, "invoice", order["billing_address"]),
            "ship_to": self.address(partner, "delivery", mapping.ship_to(order)),
            "currency": self.currencies[order["order_currency_code"]],
            "delivery": products["Delivery_007"],
            "products": products,
        }
        self.rpc.env["sale.order"].create(mapping.order_values(order, ids))


def paid_orders(shop, days):
    """Orders of goods that are paid and of services that are done, changed in the last days."""
    since = datetime.now(UTC) - timedelta(days=days)
    query = make_search_query(
        [[("state", "processing,complete", "in")], [("updated_at", f"{since:%Y-%m-%d %H:%M:%S}", "gteq")]],
        sort_orders=[("entity_id", "ASC")],
    )
    return list(shop.get_orders(query=query))


def comment(shop, order, name):
    """Tell the shop's clerks the name in Odoo, once."""
    if mapping.is_noted(order, name):
        return
    history = {"comment": mapping.comment_text(name), "is_customer_notified": 0, "is_visible_on_front": 0}
    shop.post_json_api(f"/V1/orders/{order['entity_id']}/comments", json={"statusHistory": history})


def export_all(shop, odoo, days):
    """How many orders could not be exported. One that is refused does not stop the others."""
    failed = 0
    for order in paid_orders(shop, days):
        try:
            name = odoo.export(order)
            comment(shop, order, name)
            print(f"{order['increment_id']}: {name}")
        except (odoorpc.error.RPCError, MagentoException, LookupError) as error:
            failed += 1
            print(f"{order['increment_id']}: not exported: {error}", file=sys.stderr)
    return failed


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("settings", help="JSON file with the addresses and keys, as golive serve prints them")
    parser.add_argument("--once", action="store_true", help="export what is there and end")
    parser.add_argument("--days", type=int, default=7, help="how far back to look")
    parser.add_argument("--pause", type=float, default=60, help="seconds between two polls")
    options = parser.parse_args()
    with open(options.settings, encoding="utf-8") as file:
        settings = json.load(file)
    shop = Magento(token=settings["shop"]["bearer"], base_url=settings["shop"]["url"], scope="all")
    while True:
        try:
            odoo = Odoo(settings["erp"]["url"], settings["erp"]["login"])
            failed = export_all(shop, odoo, options.days)
        except (OSError, RequestException, odoorpc.error.Error) as error:
            failed = 1
            print(f"interrupted, to be repeated: {error}", file=sys.stderr)
        if options.once:
            return 1 if failed else 0
        time.sleep(options.pause)


if __name__ == "__main__":
    sys.exit(main())
