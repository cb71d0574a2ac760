"""The queue of a run: its broker, named or its own, and the sender of the shop's notices."""

from __future__ import annotations

import os
import threading
from contextlib import suppress

from golive.errors import CandidateFailed
from golive.live.queue.amqp import AmqpSender, Link
from golive.live.queue.broker import Broker, BrokerFailed
from golive.sim import LiveClock
from golive.wire.notice_delivery import Deliver

NAMED = "GOLIVE_AMQP_URL"


class EventQueue:
    """`open` it, hand `url` to the candidate, `connect` it to the wire, `close` it when the candidate has ended."""

    def __init__(self) -> None:
        self.url = os.environ.get(NAMED, "")
        self._broker: Broker | None = None
        self._probe: Link | None = None
        self._sender: AmqpSender | None = None
        self._opening = threading.Lock()

    def open(self) -> str:
        """Connect, in any thread, within seconds where a broker has to start. Returns the problem, or ""."""
        try:
            with self._opening:
                if not self.url:
                    self._broker = Broker()
                    self.url = self._broker.url
                self._probe = Link(self.url)
        except (BrokerFailed, CandidateFailed) as problem:
            return str(problem)
        except OSError as error:
            return f"the broker at {_without_login(self.url)} cannot be used: {error}"
        return ""

    def has_listener(self) -> bool:
        """Whether the queue has a consumer; in the thread that opened it, or one after it."""
        return self._probe is not None and self._probe.consumers() > 0

    def connect(self, clock: LiveClock, others: Deliver | None) -> Deliver:
        """Where the wire delivers to from now on; the ERP's notices go to `others`."""
        self._sender = AmqpSender(self.url, clock, others)
        return self._sender.deliver

    def close(self) -> None:
        """Close it, after a running `open` has ended: a starting broker must not be left behind."""
        with self._opening:
            self._close()

    def _close(self) -> None:
        if self._sender is not None:
            self._sender.close()
        if self._probe is not None:
            self._probe.close()
        if self._broker is not None:
            with suppress(OSError):
                self._broker.close()


def _without_login(url: str) -> str:
    """The address for messages and logs, without its login."""
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"
