"""Notices, questions of the checkout and retries reach the servers of a program in virtual time."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from golive.errors import CandidateFailed
from tests.virtual.programs import SHORT, run, times, written

SERVER = """
import json, os, threading, time
from http.server import BaseHTTPRequestHandler, {server}

class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        print(self.path, sorted(body)[:2])
        time.sleep({seconds})
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({{"op": "success"}}).encode())

    def log_message(self, *words):
        pass

{server}((os.environ["GOLIVE_WEBHOOK_HOST"], int(os.environ["GOLIVE_WEBHOOK_PORT"])), Handler).serve_forever()
"""

AIOHTTP = """
import os
from aiohttp import web

async def hook(request):
    print(request.path, sorted(await request.json())[:2])
    return web.Response()

app = web.Application()
app.router.add_post("/hooks/orders", hook)
web.run_app(app, host="127.0.0.1", port=int(os.environ["GOLIVE_WEBHOOK_PORT"]), print=None, access_log=None)
"""


def statuses(result: object) -> list[int | None]:
    return [fact.data["status"] for fact in result.facts if fact.kind == "notice.delivered"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "code",
    [
        SERVER.format(server="ThreadingHTTPServer", seconds=2),
        SERVER.format(server="HTTPServer", seconds=0),
        AIOHTTP,
    ],
)
def test_notices_of_the_shop_are_posted_to_the_webhook(tmp_path: Path, code: str) -> None:
    result = run(tmp_path, code, webhook="/hooks/orders")
    assert len(statuses(result)) > 20
    assert set(statuses(result)) == {200}
    assert len(written(result)) == len(statuses(result))
    assert set(written(result)) == {"/hooks/orders ['attempt', 'event_id']"} or re.match(
        r"/hooks/orders \[", written(result)[0]
    )


def test_an_answer_that_comes_too_late_is_none(tmp_path: Path) -> None:
    result = run(tmp_path, SERVER.format(server="ThreadingHTTPServer", seconds=30), webhook="/hooks/orders")
    assert set(statuses(result)) == {None}


def test_a_program_whose_port_stays_closed_is_not_ready(tmp_path: Path) -> None:
    with pytest.raises(CandidateFailed, match="it was not ready within 10s: nothing listens at"):
        run(tmp_path, "import time; time.sleep(1000)", webhook="/hooks/orders")


def test_the_checkout_asks_the_program(tmp_path: Path) -> None:
    sets = [*SHORT, "shop.hooks.before_order={timeout: 5s, fallback: refuse}"]
    code = SERVER.format(server="ThreadingHTTPServer", seconds=1)
    result = run(tmp_path, code, sets=sets, hook="/hooks/checkout")
    placed = [fact for fact in result.facts if fact.kind == "shop.order.placed"]
    assert len(written(result)) == len(placed) > 20
    assert {line.split()[0] for line in written(result)} == {"/hooks/checkout"}


def test_the_desk_takes_entries(tmp_path: Path) -> None:
    code = """
    import os, requests, time
    def tell(path, **words):
        headers = {"Authorization": "Bearer " + os.environ["GOLIVE_DESK_TOKEN"]}
        print(requests.post(os.environ["GOLIVE_DESK_URL"] + path, json=words, headers=headers).status_code)
    tell("/desk/exceptions", order="000000001", what="refused", why="no stock", fix="order it")
    time.sleep(60)
    tell("/desk/resolved", order="000000001")
    tell("/desk/alerts")
    """
    result = run(tmp_path, code)
    assert written(result) == ["202", "202", "400"]
    kinds = [fact.kind for fact in result.facts if fact.actor == "desk"]
    assert kinds == ["desk.exception", "desk.resolved"]
    assert times(result) == ["13:00:00", "13:01:00", "13:01:00"]
