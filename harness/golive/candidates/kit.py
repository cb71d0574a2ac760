"""The kit passed to an integration in process: two clients, a desk, storage, a random generator.

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
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from golive.candidates.storage import Storage
from golive.record.ledger import Emit
from golive.scenario.model.budgets import Budgets
from golive.scenario.model.owners import Owners
from golive.scenario.model.staff.roles import ROLES
from golive.sim import Clock
from golive.wire.messages import CALLER_KILLED, REFUSED, CallResult
from golive.wire.wire import Wire
from golive_virtual.calls import CallFailed, Headers, NoAnswer, NotConnected, Response, named, with_params

__all__ = ["CallFailed", "Client", "Credentials", "Desk", "Kit", "NoAnswer", "NotConnected", "Response"]

_STRICT = orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME

Handler = Callable[[dict[str, Any]], "int | Awaitable[int]"]
"""Takes an event's body, returns the HTTP status of the answer."""

HookHandler = Callable[[dict[str, Any]], "dict[str, Any] | Awaitable[dict[str, Any]]"]
"""Takes the hook request of a checkout; returns {"op": "success"} or {"op": "exception", "message": "why"}."""

RetryHandler = Callable[[str], object]
"""Takes the order of a desk entry as named there; returns what was found or done, in words, or an awaitable of it."""


class Client:
    """Calls one system over the wire. Bodies are JSON values; the path may carry a query string."""

    def __init__(
        self, clock: Clock, wire: Wire, system: str, request_type: Any, timeout_s: float, instance: int = 1
    ) -> None:
        self.timeout_s = timeout_s
        self._instance = instance
        self._clock = clock
        self._wire: Wire | _Nowhere = wire
        self._system = system
        self._request_type = request_type

    async def request(
        self,
        method: str,
        path: str,
        data: Any = None,
        headers: Mapping[str, str] | None = None,
        timeout_s: float | None = None,
        params: Mapping[str, Any] | None = None,
    ) -> Response:
        """Send and wait. Raises `NotConnected` or `NoAnswer`; any HTTP status is a `Response`.

        `params` are added to the query of the path; names of headers have no case. Raises TypeError or ValueError, and
        sends nothing, for what could not travel as JSON over HTTP.
        """
        future: asyncio.Future[CallResult] = self._clock.loop.create_future()

        def answer(result: CallResult) -> None:
            if not future.done() and result is not CALLER_KILLED:
                future.set_result(result)

        path, _, query = with_params(path, params).partition("?")
        f"{path}{query}".encode()
        request = self._request_type(
            method=method, path=path, query=query, headers=named(headers), data=_travelled(data)
        )
        limit_s = self.timeout_s if timeout_s is None else timeout_s
        exchange = self._wire.send(self._system, request, answer, int(limit_s * 1000), self._instance)
        try:
            result = await future
        except asyncio.CancelledError:
            exchange.abandoned = True
            raise
        reply = result.reply
        if reply is not None and not result.is_truncated:
            received = Headers(named(reply.headers))
            cookies: tuple[str, ...] = getattr(reply, "cookies", ())
            if cookies:
                received["set-cookie"] = "\n".join(cookies)
            return Response(reply.status, reply.data, received)
        if result.kind == REFUSED:
            raise NotConnected(f"{self._system}: connection refused")
        raise NoAnswer(f"{self._system}: no answer ({result.how})")

    def cut(self) -> None:
        """Disconnect the client of a killed candidate: its later requests are discarded and never answered."""
        self._wire = _Nowhere()

    async def get(self, path: str, **options: Any) -> Response:
        """Send a GET; options and errors as for `request`."""
        return await self.request("GET", path, **options)

    async def post(self, path: str, data: Any = None, **options: Any) -> Response:
        """Send a POST; options and errors as for `request`."""
        return await self.request("POST", path, data, **options)

    async def put(self, path: str, data: Any = None, **options: Any) -> Response:
        """Send a PUT; options and errors as for `request`."""
        return await self.request("PUT", path, data, **options)


class _Nowhere:
    """In place of the wire: accepts every request, and never answers."""

    abandoned = False

    def send(
        self,
        system: str,
        request: Any,
        answer: Callable[[CallResult], None],
        timeout_ms: int | None,
        instance: int = 1,
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

    def __init__(self, emit: Emit, *, has_roles: bool = False) -> None:
        self._emit = emit
        self.has_roles = has_roles
        """Whether alerts go to the owner that they name (`people.roles` of the scenario)."""

    def exception(self, order: str, what: str, why: str, fix: str, retry_url: str = "") -> None:
        """Report an order that needs a person: what failed, why, and how to fix it.

        `retry_url` is for programs: the address that receives a POST when a clerk presses retry.
        """
        words = {"what": sayable(what), "why": sayable(why), "fix": sayable(fix)}
        if retry_url:
            words["retry_url"] = sayable(retry_url)
        self._emit("desk.exception", {"order": sayable(order)}, words)

    def resolved(self, order: str) -> None:
        """Withdraw the exception of an order that has been dealt with."""
        self._emit("desk.resolved", {"order": sayable(order)}, {})

    def cut(self) -> None:
        """Disconnect the desk of a killed candidate: its later entries are discarded."""
        self._emit = lambda kind, keys, data: None

    def alert(self, text: str, to: str = "") -> None:
        """Raise an alert about the integration as a whole.

        `to` is the owner whom it concerns: technical, business or erp; empty leaves that open. Raises ValueError for
        any other word.
        """
        if to and to not in ROLES:
            raise ValueError(f"desk.alert: expected one of {', '.join(ROLES)} as `to`, got {to!r}")
        addressed = {"to": to} if to and self.has_roles else {}
        self._emit("desk.alert", {}, {"text": sayable(text), **addressed})


def sayable(value: object) -> str:
    """Any value as a text that can be stored."""
    return str(value).encode("utf-8", "replace").decode()


@dataclass(frozen=True, slots=True)
class OAuthKeys:
    """The two key pairs of an integration of the shop, for OAuth 1.0a. They do not expire."""

    consumer_key: str = ""
    consumer_secret: str = ""
    access_token: str = ""
    access_token_secret: str = ""


@dataclass(frozen=True, slots=True)
class Credentials:
    """Logins of the integration: a Magento admin user and an OAuth client of the ERP.

    `shop_bearer` and `shop_oauth` are those of a Magento integration, which needs no login.
    """

    shop_user: str
    shop_password: str
    erp_client_id: str
    erp_client_secret: str
    shop_bearer: str = ""
    shop_oauth: OAuthKeys = OAuthKeys()

    @property
    def secrets(self) -> tuple[str, ...]:
        """The values that no file of a run shows; the names of user and client are not among them."""
        keys = self.shop_oauth
        pairs = (keys.consumer_key, keys.consumer_secret, keys.access_token, keys.access_token_secret)
        return self.shop_password, self.erp_client_secret, self.shop_bearer, *pairs


@dataclass(slots=True)
class Kit:
    """Everything a candidate has. `rng` is seeded from the run; use it for jitter instead of `random`.

    `net_price_stores` are the ids of stores whose prices are entered without tax. `pack_sizes` are the pieces in a pack
    by SKU, of articles that the shop sells by the pack and the ERP counts by the piece. `owners` is the system that
    owns each kind of data, `budgets` are the longest times that the scenario allows. `erp_dialect` is the product whose
    language the ERP speaks, `erp_login` what a client of it needs to log in, by the product's names. `database` is the
    path of the SQLite file, or the URL of the PostgreSQL database, with the ERP's staging tables, "" where it has none.
    `instance` is the number of this start, from 1: several instances may run at once (`fault: overlap`), on the same
    `storage`.
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
    pack_sizes: Mapping[str, int] = field(default_factory=dict)
    owners: Owners = field(default_factory=Owners)
    erp_dialect: str = "native"
    erp_login: Mapping[str, str] = field(default_factory=dict)
    budgets: Budgets = field(default_factory=Budgets)
    database: str = ""
    instance: int = 1
    handlers: list[Handler] = field(default_factory=list)
    erp_handlers: list[Handler] = field(default_factory=list)
    register_hook: Callable[[HookHandler], None] | None = None
    register_retry: Callable[[RetryHandler], None] | None = None

    def on_webhook(self, handler: Handler) -> None:
        """Register a handler for the shop's events: a plain function or a coroutine function."""
        self.handlers.append(handler)

    def on_erp_webhook(self, handler: Handler) -> None:
        """Register a handler for ERP webhooks subscribed to with `POST /api/v1/subscriptions`.

        In process the `url` of a subscription is only a name, and nothing is signed.
        """
        self.erp_handlers.append(handler)

    def on_hook(self, handler: HookHandler) -> None:
        """Register a handler that is called before an order is placed, while the shopper waits (`shop.hooks`)."""
        if self.register_hook is not None:
            self.register_hook(handler)

    def on_retry(self, handler: RetryHandler) -> None:
        """Register a handler for the retry button of the desk (`people.clerks` in the scenario).

        It may be called once, twice, or after the order was keyed in by hand. The clerk sees its return value or
        that it raised.
        """
        if self.register_retry is not None:
            self.register_retry(handler)
