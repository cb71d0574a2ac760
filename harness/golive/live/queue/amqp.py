"""The shop's notices as messages in a broker, with Magento's names; the broker's confirmation is the reply."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from hashlib import blake2b
from queue import SimpleQueue
from typing import Any
from urllib.parse import urlsplit

import orjson

from golive.errors import CandidateFailed
from golive.live.calls.webhooks import traced
from golive.sim import LiveClock
from golive.wire.messages import Notice
from golive.wire.notice_delivery import Deliver

EXCHANGE, QUEUE = "magento", "golive.events"
BINDINGS = ("sales.#", "inventory.#", "catalog.#")
SAVED_TOPIC = "sales.order.saved"
CONFIRMED = 202
_PATIENCE_S = 10

Message = tuple[str, bytes, str, dict[str, str]]
"""Topic, body, message id and headers."""

Answered = Callable[[int | None], None]


def _pika() -> Any:
    try:
        import pika  # type: ignore[import-untyped]
    except ImportError as error:
        raise CandidateFailed(
            "shop.events.delivery: amqp needs the library pika: python -m pip install pika"
        ) from error
    return pika


def _parameters(pika: Any, url: str) -> Any:
    """The connection parameters of an address. Raises CandidateFailed.

    Pika accepts or fails on arbitrary text. The message does not repeat the address: it may hold a password.
    """
    try:
        if urlsplit(url).scheme not in ("amqp", "amqps"):
            raise ValueError
        return pika.URLParameters(url)
    except (ValueError, TypeError, LookupError):
        raise CandidateFailed(
            "the broker's address: expected one such as amqp://user:password@127.0.0.1:5672/%2F, got something else"
        ) from None


class Link:
    """One connection with the exchange and the queue declared. For one thread at a time.

    Raises CandidateFailed without the library or for what is no address, OSError when the broker cannot be reached
    or breaks off.
    """

    def __init__(self, url: str) -> None:
        self._pika = pika = _pika()
        parameters = _parameters(pika, url)
        parameters.heartbeat = 0
        parameters.socket_timeout = parameters.blocked_connection_timeout = _PATIENCE_S
        try:
            self._connection = pika.BlockingConnection(parameters)
            self._channel = channel = self._connection.channel()
            channel.confirm_delivery()
            channel.exchange_declare(EXCHANGE, "topic", durable=True)
            channel.queue_declare(QUEUE, durable=True)
            for pattern in BINDINGS:
                channel.queue_bind(QUEUE, EXCHANGE, pattern)
        except pika.exceptions.AMQPError as error:
            raise ConnectionError(repr(error)) from error

    def publish(self, topic: str, body: bytes, message_id: str, headers: dict[str, str]) -> None:
        """Returns when the broker has confirmed it."""
        properties = self._pika.BasicProperties(
            content_type="application/json",
            delivery_mode=2,
            message_id=message_id,
            type=topic,
            headers=headers,
        )
        try:
            self._channel.basic_publish(EXCHANGE, topic, body, properties, mandatory=True)
        except self._pika.exceptions.AMQPError as error:
            raise ConnectionError(repr(error)) from error

    def consumers(self) -> int:
        """The number of consumers of the queue."""
        found: int = self._channel.queue_declare(QUEUE, passive=True).method.consumer_count
        return found

    def close(self) -> None:
        """Close the connection; errors are ignored."""
        with suppress(Exception):  # it may be broken, which is why it is closed
            self._connection.close()


def message_of(notice: Notice) -> Message:
    """The message of a notice; each version of an event is a message of its own."""
    body = orjson.dumps(notice.payload())
    name = f"{notice.event_id}/{getattr(notice.event, 'version', 0)}"
    message_id = blake2b(name.encode(), digest_size=16).hexdigest()
    topic: str = getattr(notice.event, "topic", SAVED_TOPIC)
    return topic, body, message_id, {"topic_name": topic, **traced(notice)}


class AmqpSender:
    """Publishes the shop's notices from a thread of its own; the ERP's go to `others`.

    `deliver` and its callbacks run on the clock's thread.
    """

    def __init__(self, url: str, clock: LiveClock, others: Deliver | None) -> None:
        self._url = url
        self._clock = clock
        self._others = others
        self._waiting: SimpleQueue[tuple[Message, Answered] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="golive-amqp")
        self._thread.start()

    def deliver(self, notice: Notice, answered: Answered) -> None:
        """Queue a notice for publication; `answered` gets `CONFIRMED`, or None when the broker failed."""
        if notice.system == "shop":
            self._waiting.put((message_of(notice), answered))
        elif self._others is None:
            answered(None)
        else:
            self._others(notice, answered)

    def close(self) -> None:
        """End the thread and its connection."""
        self._waiting.put(None)
        self._thread.join()

    def _work(self) -> None:
        link: Link | None = None
        while (next_up := self._waiting.get()) is not None:
            message, answered = next_up
            status: int | None = CONFIRMED
            try:
                link = link or Link(self._url)
                link.publish(*message)
            except OSError:
                status = None
                if link is not None:
                    link.close()
                link = None
            with suppress(RuntimeError):  # the loop is closed, the run is over
                self._clock.submit(lambda answered=answered, status=status: answered(status))  # type: ignore[misc]
        if link is not None:
            link.close()
