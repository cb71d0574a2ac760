"""The kit of a plain function: `def integrate(kit)` blocks, and calls shop, ERP and desk over HTTP.

def integrate(kit):
while True:
reply = kit.erp.get("/api/v1/health")
kit.log(reply.status)
time.sleep(600)
"""

from __future__ import annotations

import http.client
import json
import os
import pickle
import random
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from golive_virtual.calls import (
    DEFAULT_TIMEOUT_S,
    Headers,
    NoAnswer,
    NotConnected,
    Response,
    named,
    with_params,
)


class Client:
    """Calls one system. Bodies are JSON values; the path may carry a query string."""

    def __init__(self, system: str, url: str) -> None:
        self.timeout_s = DEFAULT_TIMEOUT_S
        self._system = system
        self._address = urlsplit(url).netloc

    def request(
        self,
        method: str,
        path: str,
        data: Any = None,
        headers: Mapping[str, str] | None = None,
        timeout_s: float | None = None,
        params: Mapping[str, Any] | None = None,
    ) -> Response:
        """Send and wait. Raises `NotConnected` or `NoAnswer`; any HTTP status is a `Response`."""
        body = None if data is None else json.dumps(data).encode()
        sent = {**({} if body is None else {"content-type": "application/json"}), **named(headers)}
        connection = http.client.HTTPConnection(
            self._address, timeout=self.timeout_s if timeout_s is None else timeout_s
        )
        try:
            connection.request(method, with_params(path, params), body, sent)
            reply = connection.getresponse()
            content = reply.read()
        except ConnectionRefusedError as error:
            raise NotConnected(f"{self._system}: connection refused") from error
        except (OSError, http.client.HTTPException) as error:
            raise NoAnswer(f"{self._system}: no answer ({error or type(error).__name__})") from error
        finally:
            connection.close()
        return Response(reply.status, _data(content), Headers(_headers(reply)))

    def get(self, path: str, **options: Any) -> Response:
        """Send a GET; options and errors as for `request`."""
        return self.request("GET", path, **options)

    def post(self, path: str, data: Any = None, **options: Any) -> Response:
        """Send a POST; options and errors as for `request`."""
        return self.request("POST", path, data, **options)

    def put(self, path: str, data: Any = None, **options: Any) -> Response:
        """Send a PUT; options and errors as for `request`."""
        return self.request("PUT", path, data, **options)


def _data(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        return None


def _headers(reply: http.client.HTTPResponse) -> dict[str, str]:
    joined: dict[str, str] = {}
    for name, value in reply.getheaders():
        key, between = name.lower(), "\n" if name.lower() == "set-cookie" else ", "
        joined[key] = f"{joined[key]}{between}{value}" if key in joined else value
    return joined


class Desk:
    """Where an integration shows people what it cannot solve alone."""

    def __init__(self, url: str, token: str) -> None:
        self._client = Client("desk", url)
        self._headers = {"authorization": f"Bearer {token}"}

    def exception(self, order: str, what: str, why: str, fix: str, retry_url: str = "") -> None:
        """Report an order that needs a person: what failed, why, and how to fix it."""
        words = {"order": str(order), "what": str(what), "why": str(why), "fix": str(fix)}
        self._tell("exceptions", words | ({"retry_url": retry_url} if retry_url else {}))

    def resolved(self, order: str) -> None:
        """Withdraw the exception of an order that has been dealt with."""
        self._tell("resolved", {"order": str(order)})

    def alert(self, text: str) -> None:
        """Raise an alert about the integration as a whole."""
        self._tell("alerts", {"text": str(text)})

    def _tell(self, what: str, words: dict[str, str]) -> None:
        reply = self._client.post(f"/desk/{what}", words, headers=self._headers)
        if not reply.ok:
            raise ValueError(reply.data["error"])


class Table(MutableMapping[str, Any]):
    """A mapping that stores each record when it is assigned to its key, in a table that other instances may share.

    Reading returns the own object until another instance has assigned the key; then it returns what that one stored.
    `setdefault` and `pop` act at once: of several instances exactly one wins.
    """

    def __init__(self, db: sqlite3.Connection, name: str) -> None:
        self._db = db
        self._name = name
        self._own: dict[str, tuple[bytes, Any]] = {}
        self._version = -1

    def _rows(self) -> dict[str, tuple[bytes, Any]]:
        """Each record with its stored bytes, read anew where another connection has written."""
        (version,) = self._db.execute("pragma data_version").fetchone()
        if version != self._version:
            self._version, before = version, self._own
            rows = self._db.execute(
                "select key, record from records where name = ? order by rowid", [self._name]
            )
            self._own = {}
            for key, written in rows:
                own = before.get(key)
                is_own = own is not None and own[0] == written
                self._own[key] = own if own is not None and is_own else (written, pickle.loads(written))
        return self._own

    def __getitem__(self, key: str) -> Any:
        return self._rows()[key][1]

    def __setitem__(self, key: str, record: Any) -> None:
        rows, written = self._rows(), pickle.dumps(record)
        with self._db:
            self._db.execute("insert or replace into records values (?, ?, ?)", [self._name, key, written])
        rows[key] = written, record

    def __delitem__(self, key: str) -> None:
        del self._rows()[key]
        with self._db:
            self._db.execute("delete from records where name = ? and key = ?", [self._name, key])

    def __contains__(self, key: object) -> bool:
        return key in self._rows()

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows())

    def __len__(self) -> int:
        return len(self._rows())

    def __repr__(self) -> str:
        return repr(self.copy())

    def __ior__(self, other: Any) -> Table:
        self.update(other)
        return self

    def copy(self) -> dict[str, Any]:
        """All records as they are stored now, in a dict."""
        return {key: record for key, (_, record) in self._rows().items()}


class Storage:
    """Named tables that survive a restart, in a file of the program's data folder."""

    def __init__(self, folder: str) -> None:
        self._db = sqlite3.connect(os.path.join(folder, "kit-storage.db"), check_same_thread=False)
        self._db.execute(
            "create table if not exists records (name text, key text, record blob, primary key (name, key))"
        )
        self._tables: dict[str, Table] = {}

    def table(self, name: str) -> Table:
        """The table of that name; its records must be what pickle can write."""
        if name not in self._tables:
            self._tables[name] = Table(self._db, name)
        return self._tables[name]


@dataclass(slots=True)
class Kit:
    """Everything a plain function has; the names are those of `golive.Kit`. Times of `budgets` are in ms."""

    shop: Client
    erp: Client
    desk: Desk
    storage: Storage
    rng: random.Random
    credentials: SimpleNamespace
    log: Callable[[object], None]
    now_ms: Callable[[], int]
    net_price_stores: frozenset[int]
    pack_sizes: Mapping[str, int]
    owners: SimpleNamespace
    erp_dialect: str
    erp_login: Mapping[str, str]
    budgets: SimpleNamespace
    database: str
    data_dir: str
    instance: int
    """The number of this start, from 1."""

    def on_webhook(self, handler: object) -> None:
        """Not for plain functions. Raises RuntimeError, which says what to do instead."""
        raise RuntimeError(
            "kit.on_webhook: expected `async def integrate(kit)`, got a plain function, which cannot be called while "
            "it waits; write `async def`, or give webhook: in a candidate file and listen at GOLIVE_WEBHOOK_PORT"
        )

    on_erp_webhook = on_hook = on_retry = on_webhook


def make_kit(instance: int) -> Kit:
    """The kit of this process, from its environment variables; `instance` is the number of the start."""
    env = os.environ
    names = {"shop_user": "SHOP_USER", "shop_password": "SHOP_PASSWORD"}
    names |= {"erp_client_id": "ERP_CLIENT_ID", "erp_client_secret": "ERP_CLIENT_SECRET"}
    return Kit(
        shop=Client("shop", env["GOLIVE_SHOP_URL"]),
        erp=Client("erp", env["GOLIVE_ERP_URL"]),
        desk=Desk(env["GOLIVE_DESK_URL"], env["GOLIVE_DESK_TOKEN"]),
        storage=Storage(env["GOLIVE_DATA_DIR"]),
        rng=random.Random(),
        credentials=SimpleNamespace(**{name: env[f"GOLIVE_{tail}"] for name, tail in names.items()}),
        log=print,
        now_ms=lambda: time.time_ns() // 1_000_000,
        net_price_stores=frozenset(int(each) for each in env["GOLIVE_NET_PRICE_STORES"].split(",") if each),
        pack_sizes=json.loads(env["GOLIVE_PACK_SIZES"]),
        owners=SimpleNamespace(**json.loads(env["GOLIVE_OWNERS"])),
        erp_dialect=env["GOLIVE_ERP_DIALECT"],
        erp_login=json.loads(env["GOLIVE_ERP_LOGIN"]),
        budgets=SimpleNamespace(**json.loads(env["GOLIVE_BUDGETS"])),
        database=env.get("GOLIVE_ERP_DATABASE", ""),
        data_dir=env["GOLIVE_DATA_DIR"],
        instance=instance,
    )
