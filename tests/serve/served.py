"""A sandbox in a process of its own, as a developer starts it, and a client that speaks JSON."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple
from urllib.error import HTTPError
from urllib.request import Request, urlopen

PATIENCE_S = 60

WORKING_DAY = "2026-03-25T10:00:00+01:00"
"""A Wednesday: what is due then must not depend on the day the tests are run."""


class Answer(NamedTuple):
    status: int
    data: Any


def call(url: str, token: str, method: str = "GET", body: Any = None) -> Answer:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    try:
        with urlopen(Request(url, data, headers, method=method), timeout=PATIENCE_S) as reply:
            return Answer(reply.status, json.load(reply))
    except HTTPError as error:
        with error:
            return Answer(error.code, json.load(error))


class Sandbox:
    def __init__(self, *arguments: str) -> None:
        environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "golive", "serve", *arguments, "--ready-json"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, self.process.communicate()
        self.ready: dict[str, Any] = json.loads(line)

    def api(self, system: str, path: str, method: str = "GET", body: Any = None) -> Answer:
        """A call as an integration makes it."""
        entry = self.ready[system]
        return call(entry["url"] + path, entry["bearer"], method, body)

    def control(self, path: str, method: str = "GET", body: Any = None, system: str = "erp") -> Answer:
        entry = self.ready[system]
        return call(entry["control_url"] + path, entry["control_token"], method, body)

    def end(self, number: int = signal.SIGTERM) -> tuple[int, str, str]:
        """Status, and what else it said."""
        self.process.send_signal(number)
        said, complained = self.process.communicate(timeout=PATIENCE_S)
        return self.process.returncode, said, complained


@contextmanager
def served(*arguments: str) -> Iterator[Sandbox]:
    sandbox = Sandbox(*arguments)
    try:
        yield sandbox
    finally:
        if sandbox.process.poll() is None:
            sandbox.process.kill()
        sandbox.process.communicate()


def an_order(sandbox: Sandbox) -> dict[str, Any]:
    customer = sandbox.api("erp", "/api/v1/orders?limit=1").data["rows"][0]["customer"]
    return {
        "external_reference": "SERVE-1",
        "customer": customer,
        "currency": "EUR",
        "ordered_at": "2025-11-28T04:59:00Z",
        "lines": [{"item": "SKU-00001", "quantity": 1, "unit_price": "19.99"}],
        "payment": {"method": "card", "prepaid": True, "amount": "19.99"},
        "custom": {"sales_channel": "web"},
        "release": True,
    }
