"""The servers of `live_http`, each as a process: prints port, customer and token, and runs until it is ended."""

from __future__ import annotations

import gc
import json
import sys
from random import Random
from typing import Any

from golive.live.front import SWITCH_EVERY_S
from golive.live.http.applications import Applied
from golive.live.http.server import Server
from golive.sim import LiveClock

START_MS = 1_764_306_000_000
SPEED = 60
THREADS = 32


def bare_view() -> Any:
    """A Flask view that only reads and writes JSON."""
    import flask

    bare = flask.Flask("bare")

    @bare.route("/api/v1/orders", methods=["POST"])
    def create() -> Any:
        flask.request.get_json()
        return {"number": "1"}, 201

    @bare.route("/api/v1/orders/<number>")
    def read(number: str) -> Any:
        return {"number": number}

    return bare.wsgi_app


def bare(clock: LiveClock) -> list[Any]:
    """The bare view on the server of golive."""
    return [Server(clock, Applied(bare_view())).port]


def erp(clock: LiveClock) -> list[Any]:
    """The fake ERP, with a customer and enough goods."""
    from fake_erp import ErpConfig, Request, new_erp
    from golive.chaos.injector import FaultInjector
    from golive.live.mount import mount
    from golive.wire.wire import Wire

    fake = new_erp(
        clock.env.now_ms, Random(1), lambda kind, keys, data: None, ErpConfig(service_ms={"default": 1})
    )
    fake.items.add("A", "Item A", 1999, 19)
    fake.stock.open("A", "main", 1_000_000)
    fake.add_client("bench", "secret")
    address = {"street": "Hauptstr. 1", "city": "Köln", "postcode": "50667", "country": "DE"}
    customer = fake.customers.add("Ann", "ann@example.com", address).number
    wire = Wire(
        clock.env, FaultInjector([], clock.env.now_ms), lambda kind, keys, data: None, {"erp": fake}, {}
    )
    login = Request("POST", "/api/v1/token", data={"client_id": "bench", "client_secret": "secret"})
    token = fake.surface.handle(login).data["access_token"]
    return [Server(clock, mount(clock, wire, "erp")).port, customer, token]


def bare_on_waitress() -> None:
    """The bare view on waitress, with threads as waitress has them."""
    from waitress.server import create_server

    server: Any = create_server(
        bare_view(), host="127.0.0.1", port=0, threads=THREADS, asyncore_use_poll=True
    )
    print(json.dumps([server.effective_port]), flush=True)
    server.run()


def main(name: str) -> None:
    sys.setswitchinterval(SWITCH_EVERY_S)
    if name == "bare_on_waitress":
        bare_on_waitress()
    clock = LiveClock(START_MS, SPEED)
    print(json.dumps({"bare": bare, "erp": erp}[name](clock)), flush=True)
    gc.collect()
    gc.freeze()
    clock.run(_for_ever(clock))


async def _for_ever(clock: LiveClock) -> None:
    await clock.loop.create_future()


if __name__ == "__main__":
    main(sys.argv[1])
