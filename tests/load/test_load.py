"""`golive load` against the shop of a sandbox: real processes, real sockets, on this machine only."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from socketserver import ThreadingMixIn
from threading import Event, Thread
from typing import Any

import pytest

from golive.cli.main import INPUT_STATUS, main
from golive.record import folder
from golive.record.format import FORMAT
from golive.record.ledger import read
from golive.record.run import LEDGER_FILE
from tests.depth import only_deep
from tests.live.alive import eventually
from tests.serve.served import Sandbox, served

pytestmark = pytest.mark.slow

PATIENCE_S = 120


@pytest.fixture(scope="module")
def shop() -> Iterator[Sandbox]:
    with served("shop") as sandbox:
        yield sandbox


def started(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "golive", "load", *arguments, "--format", "json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def loaded(*arguments: str) -> tuple[int, dict[str, Any]]:
    process = started(*arguments)
    said, complained = process.communicate(timeout=PATIENCE_S)
    assert said, complained
    return process.returncode, json.loads(said)


def orders_in(shop: Sandbox) -> int:
    answer = shop.api("shop", "/rest/V1/orders?searchCriteria[pageSize]=1")
    count: int = answer.data["total_count"]
    return count


def accounted(found: dict[str, Any]) -> bool:
    parts = ("orders", "failed", "unfinished", "unsent")
    return bool(found["planned"] == sum(found[part] for part in parts))


@pytest.mark.parametrize("workers", [*only_deep("1"), "2"])
def test_every_visit_becomes_an_order_in_one_process_or_more(shop: Sandbox, workers: str) -> None:
    """As many as planned are in the shop afterwards, and Locust counted every call of theirs."""
    before = orders_in(shop)
    status, found = loaded(
        "--url", shop.ready["shop"]["url"], "--duration", "20m", "--speed", "300", "--workers", workers
    )  # fmt: skip
    assert status == 0, found
    assert found["planned"] == found["orders"] == orders_in(shop) - before > 20
    assert accounted(found)
    calls = {call["name"]: call for call in found["calls"]}
    assert (
        calls["cart"]["count"] == calls["payment"]["count"] == calls["checkout"]["count"] == found["orders"]
    )
    assert calls["item"]["count"] > found["orders"]
    assert found["latency_ms"]["p50"] >= found["service_ms"]["p50"] > 0


def test_what_the_shop_refuses_is_counted_by_reason(shop: Sandbox, tmp_path: Path) -> None:
    skus = tmp_path / "skus"
    skus.write_text("NO-SUCH-THING\n")
    status, found = loaded(
        "--url", shop.ready["shop"]["url"], "--duration", "5m", "--speed", "300", "--skus", str(skus),
        "--set", "traffic.baskets.lines=1",
    )  # fmt: skip
    assert status == 1
    assert found["failed"] == found["planned"] == sum(found["failures"].values())
    assert [why.startswith("item: 404 ") for why in found["failures"]] == [True]


class Silent(BaseHTTPRequestHandler):
    """A shop that takes a call and never answers it, until the test lets go."""

    def do_POST(self) -> None:
        self.server.hold()  # type: ignore[attr-defined]

    def log_message(self, *_: object) -> None:
        pass


def test_who_cannot_be_sent_in_time_is_unsent_and_not_forgotten() -> None:
    """Canary of an open model: a closed one would have sent two visits and called them all."""

    class Server(ThreadingMixIn, HTTPServer):
        daemon_threads = True
        let_go = Event()

        def hold(self) -> None:
            self.let_go.wait(PATIENCE_S)

    server = Server(("127.0.0.1", 0), Silent)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        status, found = loaded(
            "--url", f"http://127.0.0.1:{server.server_port}", "--duration", "20m", "--speed", "1200",
            "--connections", "2", "--patience", "1s",
        )  # fmt: skip
    finally:
        server.let_go.set()
        server.shutdown()
        server.server_close()
    assert status == 1
    assert found["unfinished"] == 2
    assert found["unsent"] == found["planned"] - 2 > 20
    assert found["latency_ms"]["p50"] is None


def children(process: int) -> list[int]:
    """Processes that were started by it."""
    listed = subprocess.run(["ps", "-eo", "pid,ppid"], capture_output=True, text=True, check=True).stdout
    pairs = [tuple(map(int, line.split())) for line in listed.splitlines()[1:]]
    return [pid for pid, parent in pairs if parent == process]


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("workers", [*only_deep("1"), "2"])
def test_an_interrupt_ends_every_process_and_tells_what_was_sent_until_then(
    shop: Sandbox, workers: str
) -> None:
    before = orders_in(shop)
    process = started("--url", shop.ready["shop"]["url"], "--duration", "1h", "--workers", workers, "--set",
                      "traffic.orders.base=14400/h")  # fmt: skip
    try:
        eventually(lambda: orders_in(shop) > before or process.poll() is not None, "an order is in the shop")
        assert process.poll() is None
        drivers = children(process.pid)
        process.send_signal(signal.SIGINT)
        said, complained = process.communicate(timeout=PATIENCE_S)
    finally:
        process.kill()
    found = json.loads(said)
    assert process.returncode == 1, complained
    assert found["halted"]
    assert accounted(found)
    assert found["orders"] > 0
    assert found["unsent"] > 1_000
    assert len(drivers) >= int(workers)
    assert not [pid for pid in drivers if is_alive(pid)]


def test_the_outcome_joins_the_record_of_a_run(shop: Sandbox, tmp_path: Path) -> None:
    run = tmp_path / "run"
    with pytest.raises(SystemExit):
        main(["run", "calm", "--set", "clock.duration=5m", "--out", str(run), "--quiet"])
    assert folder.read_run(run).load == {}
    _, found = loaded(
        "--url", shop.ready["shop"]["url"], "--duration", "5m", "--speed", "300", "--run", str(run)
    )
    assert folder.read_run(run).load["orders"] == found["orders"] > 0
    assert json.loads((run / "load.json").read_text()) == {"format": FORMAT, **found}
    with pytest.raises(SystemExit):
        main(["report", str(run)])


# -- in a run ------------------------------------------------------------------------------------------------


@pytest.mark.clients  # half a minute of real time
def test_customers_over_http_are_served_paid_and_judged_like_any_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A live run whose every customer came over HTTP: the reference holds, the record has the load."""
    run = tmp_path / "run"
    with pytest.raises(SystemExit) as done:
        main(
            ["run", "calm", "--clock", "live", "--speed", "120", "--load", "2", "--out", str(run),
             "--set", "clock.duration=20m", "--set", "clock.settle=30m",
             "--set", 'expect={load.orders: ">= 100%", load.failed: 0, load.p95: "<= 1h", load.service.max: "<= 1h"}']
        )  # fmt: skip
    said, complained = capsys.readouterr()
    assert done.value.code == 0, said + complained
    load = folder.read_run(run).load
    orders = [line for line in folder.read_orders(run) if line.verdict == "exact"]
    assert load["planned"] == load["orders"] == len(orders) > 20
    assert "checkouts over HTTP planned" in said
    measured = {
        each.metric: each for each in folder.read_scorecard(run).expectations if each.source == "scenario"
    }
    assert {each.verdict for each in measured.values()} == {"held"}
    assert measured["load.orders"].actual == "100.00%"
    assert measured["load.p95"].actual != "unknown"
    facts = list(read(run / LEDGER_FILE))
    paid = [fact for fact in facts if fact.kind == "payment.captured"]
    assert len(paid) == len(orders)
    assert not [fact for fact in facts if fact.actor == "wire" and "cart" in str(fact.data.get("operation"))]


def test_customers_over_http_need_real_time(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        main(["run", "calm", "--load", "1"])
    assert done.value.code == INPUT_STATUS
    assert "add --clock live" in capsys.readouterr().err
