"""Orders of a Magento shop from a queue of RabbitMQ into an ERP, with pika and requests. Copy and adapt.

A message is acknowledged when the ERP has its order, and goes back to the queue when a system does not answer. One that
comes again does no harm: the order is looked up in the ERP before it is sent.
"""

import json
import os

import pika
import python_mapping as mapping
import requests

ENV = os.environ
SPEED = float(ENV.get("GOLIVE_SPEED", "1"))
SHOP, ERP = ENV["GOLIVE_SHOP_URL"] + "/rest/V1", ENV["GOLIVE_ERP_URL"] + "/api/v1"
LOGIN = {"client_id": ENV["GOLIVE_ERP_CLIENT_ID"], "client_secret": ENV["GOLIVE_ERP_CLIENT_SECRET"]}


class Busy(Exception):
    """The system did not answer, or not about the request: it may have been carried out all the same."""


class Api:
    def __init__(self, base, token=""):
        self.base, self.session = base, requests.Session()
        self.authorize(token)

    def authorize(self, token):
        self.session.headers["Authorization"] = f"Bearer {token}"

    def call(self, method, path, body=None):
        try:
            reply = self.session.request(method, self.base + path, json=body, timeout=20)
        except requests.RequestException as error:
            raise Busy(f"{method} {path}: {error}") from error
        if reply.status_code >= 500 or reply.status_code in (401, 408, 429):
            raise Busy(f"{method} {path}: {reply.status_code}")
        return reply


class Connector:
    def __init__(self):
        self.shop, self.erp = Api(SHOP, ENV["SHOP_TOKEN"]), Api(ERP)
        self.customers = {}

    def login(self):
        self.erp.authorize(self.erp.call("POST", "/token", LOGIN).json()["access_token"])

    def advance(self, entity):
        """Bring the order of the shop with this id into the ERP, or cancel it there. Raises Busy."""
        order = self.shop.call("GET", f"/orders/{entity}").json()
        number = order["increment_id"]
        rows = self.erp.call("GET", f"/orders?external_reference={number}").json()["rows"]
        live = [row for row in rows if row["status"] != "cancelled"]
        if order["state"] in mapping.ENDED and live:
            reply = self.erp.call("POST", f"/orders/{live[0]['number']}/cancel")
        elif mapping.is_due(order) and not live:
            reply = self.erp.call("POST", "/orders", mapping.order_body(order, self.customer(order)))
        else:
            return
        if not reply.ok:
            print(f"{number}: {reply.text}", flush=True)

    def customer(self, order):
        """The ERP's number of the customer, which is created with the first order."""
        body = mapping.customer_body(order)
        reference = body["external_reference"]
        if reference not in self.customers:
            found = self.erp.call("POST", "/customers", body).json()
            self.customers[reference] = found.get("number") or found["error"]["details"]["number"]
        return self.customers[reference]

    def on_message(self, channel, method, _properties, body):
        record = json.loads(body)["record"]
        try:
            if "increment_id" in record:
                self.advance(record["entity_id"])
            channel.basic_ack(method.delivery_tag)
        except Busy as why:
            print(f"back to the queue: {why}", flush=True)
            channel.connection.sleep(30 / SPEED)
            if "401" in str(why):
                self.login()
            channel.basic_nack(method.delivery_tag, requeue=True)


def main():
    connector = Connector()
    connector.login()
    channel = pika.BlockingConnection(pika.URLParameters(ENV["AMQP_URL"])).channel()
    channel.basic_qos(prefetch_count=1)
    channel.basic_consume(ENV["QUEUE"], connector.on_message)
    channel.start_consuming()


if __name__ == "__main__":
    main()
