"""Reads the shop's events from the queue and writes one line for each to the file it is given."""

from __future__ import annotations

import json
import os
import sys
from typing import Any

import pika

connection = pika.BlockingConnection(pika.URLParameters(os.environ["AMQP_URL"]))
channel = connection.channel()
out = open(sys.argv[1], "a", encoding="utf-8", buffering=1)  # noqa: SIM115 - as long as the program lives


def on_message(channel: Any, method: Any, properties: Any, body: bytes) -> None:
    said = {
        "reader": os.getpid(),
        "exchange": method.exchange,
        "topic": method.routing_key,
        "content_type": properties.content_type,
        "delivery_mode": properties.delivery_mode,
        "message_id": properties.message_id,
        "type": properties.type,
        "headers": properties.headers,
        "body": json.loads(body),
    }
    out.write(json.dumps(said) + "\n")
    channel.basic_ack(method.delivery_tag)


channel.basic_consume("golive.events", on_message)
channel.start_consuming()
