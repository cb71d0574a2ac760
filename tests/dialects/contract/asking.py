"""Asks an ERP through the port of a dialect: in process, over its WSGI application, and over the live server."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from random import Random
from typing import Any, Literal, TypeVar, cast, get_args

import orjson

from fake_erp import Erp, Request, Surface
from fake_erp.app import create_app
from fake_erp.dialects.registry import dialect
from fake_erp.messages import sent_headers
from golive.candidates.kit import Client, Credentials, Kit, Response
from golive.candidates.reference.erp import ErpPort, port_of
from tests.erp.world import World
from tests.over_server import OverServer

Watcher = TypeVar("Watcher")

Way = Literal["process", "wsgi", "server"]
WAYS: tuple[Way, ...] = get_args(Way)


class Direct:
    """In place of the wire: calls are carried out at once."""

    def __init__(self, world: World, erp: Erp, name: str, *, way: Way) -> None:
        self._world = world
        self.surface: Any = Surface(erp, dialect(name))
        self._flask = create_app(self._handle).test_client(use_cookies=False) if way == "wsgi" else None
        self._server = OverServer(self._handle, Request, sent_headers) if way == "server" else None

    def _handle(self, request: Request) -> Any:
        return self.surface.handle(request)

    async def request(
        self,
        method: str,
        path: str,
        data: Any = None,
        headers: dict[str, str] | None = None,
        timeout_s: float | None = None,
    ) -> Response:
        body = b"" if data is None else orjson.dumps(data)
        given = {"content-type": "application/json", **(headers or {})} if body else headers or {}
        if self._server is not None:
            answer = self._server.send(method, path, given, body)
            named = {name.lower(): value for name, value in answer.headers}
            named["set-cookie"] = "\n".join(
                value for name, value in answer.headers if name.lower() == "set-cookie"
            )
            return Response(answer.status, _json(answer.body), named)
        if self._flask is not None:
            reply = self._flask.open(path, method=method, headers=list(given.items()), data=body)
            named = {name.lower(): value for name, value in reply.headers.items()}
            named["set-cookie"] = "\n".join(reply.headers.getlist("Set-Cookie"))
            return Response(reply.status_code, _json(reply.data), named)
        target, _, query = path.partition("?")
        copied = orjson.loads(orjson.dumps(data)) if data is not None else None
        made = self.surface.handle(Request(method, target, query, dict(headers or {}), copied))
        named = {name.lower(): value for name, value in made.headers.items()}
        named["set-cookie"] = "\n".join(made.cookies)
        return Response(made.status, made.data, named)

    async def get(self, path: str, **options: Any) -> Response:
        return await self.request("GET", path, **options)

    async def post(self, path: str, data: Any = None, **options: Any) -> Response:
        return await self.request("POST", path, data, **options)

    async def put(self, path: str, data: Any = None, **options: Any) -> Response:
        return await self.request("PUT", path, data, **options)


def _json(raw: bytes) -> Any:
    try:
        return orjson.loads(raw) if raw else None
    except orjson.JSONDecodeError:
        return None


class Asked:
    """A port whose calls are made one by one: `asked.order("SO1")` is the `Response`."""

    def __init__(self, port: ErpPort, client: Direct) -> None:
        self._port = port
        self._client = client

    def watch(self, watcher: Callable[[Any], Watcher]) -> Watcher:
        """Put something between the port and the surface."""
        watching = self._client.surface = watcher(self._client.surface)
        return watching

    def __getattr__(self, name: str) -> Callable[..., Response]:
        method: Callable[..., Awaitable[Response]] = getattr(self._port, name)

        async def awaited(*given: Any, **named: Any) -> Response:
            return await method(*given, **named)

        return lambda *given, **named: asyncio.run(awaited(*given, **named))

    def all_rows(self, name: str, limit: int = 2) -> list[dict[str, Any]]:
        """Every row of a list, read page by page from its beginning."""
        rows: list[dict[str, Any]] = []
        after, more = 0, True
        while more:
            reply = getattr(self, name)(after, limit)
            assert reply.status == 200, reply
            rows += reply.data["rows"]
            after, more = reply.data["cursor"], reply.data["more"]
        return rows


def asked(world: World, name: str, *, way: Way = "process") -> Asked:
    """The port of a dialect to the ERP of a world, as client `shop`."""
    client = Direct(world, world.erp, name, way=way)
    kit = Kit(
        shop=cast(Client, None),
        erp=cast(Client, client),
        desk=cast(Any, None),
        storage=cast(Any, {}),
        rng=Random(1),
        credentials=Credentials("", "", "shop", "secret"),
        log=lambda text: None,
        now_ms=lambda: world.now_ms,
        erp_dialect=name,
        erp_login=dialect(name).login("shop", "secret"),
    )
    return Asked(port_of(kit), client)
