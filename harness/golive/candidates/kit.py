"""What an integration in process is given: two clients, a desk, storage, a source of chance.

    async def integrate(kit):            # named on the command line as  --candidate module:integrate
        kit.on_webhook(lambda event: 200)
        reply = await kit.erp.get("/api/v1/health")

The function runs until it is cancelled. Time is asyncio's: `await asyncio.sleep(3600)` costs nothing on the
virtual clock. A scenario may kill it (`fault: kill`) and call the function again: what must survive goes into
`kit.storage`, where a record is stored when it is assigned; everything else is gone. Only names of the module itself
stay, as the interpreter does: keep nothing there.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import orjson

from golive.candidates.storage import Storage
from golive.record.ledger import Emit
from golive.sim import Clock
from golive.wire.messages import CALLER_KILLED, REFUSED, CallResult
from golive.wire.wire import Wire

_STRICT = orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME

Handler = Callable[[dict[str, Any]], "int | Awaitable[int]"]
"""Takes an event's body, returns the HTTP status of the answer."""

HookHandler = Callable[[dict[str, Any]], "dict[str, Any] | Awaitable[dict[str, Any]]"]
"""Takes the question of a checkout, returns the answer: {"op": "success"} or {"op": "exception", "message": "why"}."""

RetryHandler = Callable[[str], object]
"""Takes the order of a desk entry as named there; returns what was found or done, in words, or an awaitable of it."""


class CallFailed(Exception):
    """There was no reply. Which of the two it was decides whether a repetition is safe."""


class NotConnected(CallFailed):
    """The connection was refused: certainly not applied."""


class NoAnswer(CallFailed):
    """Timed out or broke off: it may have been applied."""


@dataclass(slots=True)
class Response:
    """A reply. `data` is the decoded JSON body, None where there was none or it was no JSON. Header names are
    in lower case.
    """

    status: int
    data: Any
    headers: dict[str, str]

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300


class Client:
    """Calls one system over the wire. Bodies are JSON values; the path may carry a query string."""

    def __init__(self, clock: Clock, wire: Wire, system: str, request_type: Any, timeout_s: float) -> None:
        self.timeout_s = timeout_s
        self._clock = clock
        self._wire: Wire | _Nowhere = wire
        self._system = system
        self._request_type = request_type

    async def request(
        self,
        method: str,
        path: str,
        data: Any = None,
        headers: dict[str, str] | None = None,
        timeout_s: float | None = None,
    ) -> Response:
        """Send and wait. Raises `NotConnected` or `NoAnswer`; any HTTP status is a `Response`.

        Raises TypeError or ValueError, and sends nothing, for what could not travel as JSON over HTTP.
        """
        future: asyncio.Future[CallResult] = self._clock.loop.create_future()

        def answer(result: CallResult) -> None:
            if not future.done() and result is not CALLER_KILLED:
                future.set_result(result)

        path.encode()
        path, _, query = path.partition("?")
        request = self._request_type(
            method=method, path=path, query=query, headers=headers or {}, data=_travelled(data)
        )
        limit_s = self.timeout_s if timeout_s is None else timeout_s
        exchange = self._wire.send(self._system, request, answer, int(limit_s * 1000))
        try:
            result = await future
        except asyncio.CancelledError:
            exchange.abandoned = True
            raise
        reply = result.reply
        if reply is not None and not result.is_truncated:
            headers = {name.lower(): value for name, value in reply.headers.items()}
            return Response(reply.status, reply.data, headers)
        if result.kind == REFUSED:
            raise NotConnected(f"{self._system}: connection refused")
        raise NoAnswer(f"{self._system}: no answer ({result.how})")

    def cut(self) -> None:
        """The candidate that held this client was killed: what it sends from now on goes nowhere."""
        self._wire = _Nowhere()

    async def get(self, path: str, **options: Any) -> Response:
        return await self.request("GET", path, **options)

    async def post(self, path: str, data: Any = None, **options: Any) -> Response:
        return await self.request("POST", path, data, **options)

    async def put(self, path: str, data: Any = None, **options: Any) -> Response:
        return await self.request("PUT", path, data, **options)


class _Nowhere:
    """In place of the wire: accepts every request, and never answers."""

    abandoned = False

    def send(
        self, system: str, request: Any, answer: Callable[[CallResult], None], timeout_ms: int | None
    ) -> _Nowhere:
        return self


def _travelled(data: Any) -> Any:
    """A body as the other side gets it: a copy that the sender cannot change any more. Raises TypeError."""
    if data is None:
        return None
    try:
        return orjson.loads(orjson.dumps(data, option=_STRICT))
    except orjson.JSONEncodeError as error:
        raise TypeError(
            f"expected a body of JSON values (dict, list, str, int, float, bool, None): {error}"
        ) from None


class Desk:
    """Where an integration shows people what it cannot solve alone. A problem that never gets here is silent."""

    def __init__(self, emit: Emit) -> None:
        self._emit = emit

    def exception(self, order: str, what: str, why: str, fix: str, retry_url: str = "") -> None:
        """Name a record that needs a person: what failed, why, and what to do. `retry_url` is for programs: where to
        post when a clerk presses retry.
        """
        words = {"what": sayable(what), "why": sayable(why), "fix": sayable(fix)}
        if retry_url:
            words["retry_url"] = sayable(retry_url)
        self._emit("desk.exception", {"order": sayable(order)}, words)

    def resolved(self, order: str) -> None:
        """Take an exception back: it has been dealt with."""
        self._emit("desk.resolved", {"order": sayable(order)}, {})

    def cut(self) -> None:
        """The candidate was killed: what it still says here is dropped."""
        self._emit = lambda kind, keys, data: None

    def alert(self, text: str) -> None:
        """Raise an alert about the integration as a whole."""
        self._emit("desk.alert", {}, {"text": sayable(text)})


def sayable(value: object) -> str:
    """Any value as a text that can be stored."""
    return str(value).encode("utf-8", "replace").decode()


@dataclass(frozen=True, slots=True)
class Credentials:
    shop_user: str
    shop_password: str
    erp_client_id: str
    erp_client_secret: str


@dataclass(slots=True)
class Kit:
    """Everything a candidate has. `rng` is seeded from the run; use it for jitter instead of `random`.

    `net_price_stores` are the ids of stores whose prices are entered without tax.
    """

    shop: Client
    erp: Client
    desk: Desk
    storage: Storage
    rng: random.Random
    credentials: Credentials
    log: Callable[[object], None]
    now_ms: Callable[[], int]
    net_price_stores: frozenset[int] = frozenset()
    handlers: list[Handler] = field(default_factory=list)
    erp_handlers: list[Handler] = field(default_factory=list)
    register_hook: Callable[[HookHandler], None] | None = None
    register_retry: Callable[[RetryHandler], None] | None = None

    def on_webhook(self, handler: Handler) -> None:
        """Receive the shop's events. The handler may be a plain function or a coroutine function."""
        self.handlers.append(handler)

    def on_erp_webhook(self, handler: Handler) -> None:
        """Receive the webhooks of the ERP that `POST /api/v1/subscriptions` subscribed to. In process the `url` is only
        a name, and nothing is signed.
        """
        self.erp_handlers.append(handler)

    def on_hook(self, handler: HookHandler) -> None:
        """Be asked before an order is placed, while the shopper waits (`shop.hooks` in the scenario)."""
        if self.register_hook is not None:
            self.register_hook(handler)

    def on_retry(self, handler: RetryHandler) -> None:
        """Be called when a clerk at the desk presses retry (`people.clerks` in the scenario): once, twice, or after the
        order was typed in by hand. The clerk sees what the handler returns, or that it raised.
        """
        if self.register_retry is not None:
            self.register_retry(handler)
