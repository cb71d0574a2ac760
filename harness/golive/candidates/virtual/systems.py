"""What answers at the addresses of a run: shop and ERP over the wire, and the desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

import fake_erp.app
import fake_erp.surface
import fake_magento.app
import fake_magento.surface
from golive.build.world import World
from golive.live.desk import DeskApp
from golive.wire.http_messages import Application, HttpReply, HttpRequest, call
from golive.wire.messages import CALLER_KILLED, CallResult

HOST = "127.0.0.1"
SHOP_PORT, ERP_PORT, DESK_PORT, WEBHOOK_PORT = 8001, 8002, 8003, 8004
"""Ports of the simulated loopback interface. No port of the machine is used."""

Done = Callable[[HttpReply | None], None]
"""Takes the reply, None where the connection breaks without one."""

GiveUp = Callable[[], None]
"""To call when the caller has gone before the reply."""


class System(Protocol):
    """Answers requests, at once or later."""

    def begin(self, instance: int, request: HttpRequest, done: Done) -> GiveUp:
        """Carry out a request of an instance; `done` is called once, on the clock's thread."""


class OnTheWire:
    """Shop or ERP. `create_app` and `request_type` are the system's own."""

    def __init__(
        self,
        world: World,
        name: str,
        port: int,
        create_app: Callable[[Any], Any],
        request_type: Callable[..., Any],
    ) -> None:
        self._wire = world.wire
        self._name = name
        self._port = port
        self._request_type = request_type
        self._reply: Any = None
        app = create_app(lambda _request: self._reply)
        app.config["PROPAGATE_EXCEPTIONS"] = True
        self._app: Application = app.wsgi_app

    def begin(self, instance: int, request: HttpRequest, done: Done) -> GiveUp:
        """See `System`."""

        def answer(result: CallResult) -> None:
            if result is CALLER_KILLED:
                return
            if result.reply is None:
                done(None)
                return
            self._reply = result.reply
            reply = call(self._app, request, HOST, self._port)
            reply.is_truncated = result.is_truncated
            done(reply)

        read = self._request_type(
            method=request.method,
            path=request.path,
            query=request.query,
            headers=request.headers,
            body=request.body,
        )
        exchange = self._wire.send(self._name, read, answer, None, instance)
        return lambda: self._wire.hang_up(exchange)


class AtTheDesk:
    """The desk, which answers at once."""

    def __init__(self, world: World, token: str) -> None:
        self.app = DeskApp(world.desk.emit, token, has_roles=world.scenario.people.roles.are_there)

    def begin(self, instance: int, request: HttpRequest, done: Done) -> GiveUp:
        """See `System`."""
        done(call(self.app, request, HOST, DESK_PORT))
        return lambda: None


def systems(world: World, desk: AtTheDesk) -> dict[int, tuple[str, System]]:
    """Name and system by port."""
    shop = OnTheWire(world, "shop", SHOP_PORT, fake_magento.app.create_app, fake_magento.surface.Request)
    erp = OnTheWire(world, "erp", ERP_PORT, fake_erp.app.create_app, fake_erp.surface.Request)
    return {SHOP_PORT: ("shop", shop), ERP_PORT: ("ERP", erp), DESK_PORT: ("desk", desk)}
