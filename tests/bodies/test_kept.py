"""Which bodies a run keeps, and where they are shown."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import orjson
import pytest
from click.testing import CliRunner

from golive.bodies.lines import SHOWN
from golive.bodies.recorder import Recorder
from golive.candidates.kit import Kit
from golive.cli.commands.recorded.show import show
from golive.record.folder import read_exchanges
from golive.record.run import EXCHANGES_FILE
from golive.runner import RunResult, run
from golive.wire.messages import ANSWERED, UNKNOWN, CallResult

SHORT = ("clock.duration=6m", "clock.settle=2m", "traffic.orders.base=60/h")


async def refused(kit: Kit) -> None:
    """Sends orders without lines, and notes nothing of the refusal."""
    login = kit.credentials
    data = {"client_id": login.erp_client_id, "client_secret": login.erp_client_secret}
    token = (await kit.erp.post("/api/v1/token", {**data, "grant_type": "client_credentials"})).data[
        "access_token"
    ]

    async def fails(event: Any) -> int:
        return 500

    kit.on_webhook(fails)
    await asyncio.sleep(240)
    body = {"external_reference": "000000001", "customer": "<b>&", "lines": []}
    await kit.erp.post("/api/v1/orders", body, headers={"Authorization": f"Bearer {token}"})


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> RunResult:
    return run("calm", refused, sets=SHORT, out=tmp_path_factory.mktemp("bodies") / "run")


def rows(folder: Path) -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in (folder / EXCHANGES_FILE).read_bytes().splitlines()]


def test_a_refused_call_is_kept_with_both_bodies(played: RunResult) -> None:
    assert played.folder is not None
    line = next(row for row in rows(played.folder) if row["op"] == "erp.order.create")
    assert line["status"] in (400, 422)
    assert orjson.loads(line["request"]["body"])["external_reference"] == line["key"]
    assert "currency" in line["reply"]["body"]
    assert line["told"] == "answered"


def test_a_notice_that_was_refused_is_kept_with_its_body(played: RunResult) -> None:
    assert played.folder is not None
    line = next(row for row in rows(played.folder) if row["kind"] == "notice")
    assert (line["status"], line["told"]) == (500, "answered")
    assert line["request"]["bytes"] == len(line["request"]["body"].encode())


def test_a_candidate_that_does_not_listen_has_no_notices_to_look_at(tmp_path: Path) -> None:
    async def deaf(kit: Kit) -> None:
        await asyncio.sleep(240)
        await kit.erp.get("/api/v1/health")

    played = run("calm", deaf, sets=SHORT, out=tmp_path / "run")
    assert [fact for fact in played.facts if fact.kind == "notice.delivered"]
    assert [row for row in rows(tmp_path / "run") if row["kind"] == "notice"] == []


def test_show_has_the_bodies_under_the_line_of_the_call(played: RunResult) -> None:
    assert played.folder is not None
    order = next(row["key"] for row in rows(played.folder) if row["op"] == "erp.order.create")
    said = CliRunner().invoke(show, [str(played.folder), order, "--bodies"], env={"COLUMNS": "200"})
    plain = CliRunner().invoke(show, [str(played.folder), order], env={"COLUMNS": "200"})
    assert plain.exit_code == 0, plain.output
    assert "> POST /api/v1/orders" in said.output
    assert f'"external_reference": "{order}"' in said.output
    assert '"external_reference"' not in plain.output


def test_the_same_run_writes_the_same_bytes(played: RunResult, tmp_path: Path) -> None:
    assert played.folder is not None
    again = run("calm", refused, sets=SHORT, out=tmp_path / "run").folder
    assert again is not None
    assert (again / EXCHANGES_FILE).read_bytes() == (played.folder / EXCHANGES_FILE).read_bytes()
    assert played.record.bodies["written"] == len(rows(again)) > 0


def test_none_writes_no_file_and_memory_keeps_nothing(tmp_path: Path) -> None:
    short = (*SHORT, "clock.duration=2m")
    without = run("calm", "naive", sets=short[:1], out=tmp_path / "run", bodies="none")
    assert without.folder is not None
    assert not (without.folder / EXCHANGES_FILE).exists()
    assert without.record.bodies == {}
    assert "--bodies none" in without.record.command


def test_an_unknown_mode_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="bodies: expected one of none, failed, all, got 'some'"):
        run("calm", "naive", bodies="some")


def test_a_large_body_is_cut_and_its_length_is_known(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path / EXCHANGES_FILE, "all", ["s" * 40])
    recorder.call(call(1, body=b"x" * (SHOWN - 10) + b"s" * 40 + b"y" * 100_000))
    recorder.close()
    (line,) = read_exchanges(tmp_path, {"1"})
    assert len(line["request"]["body"]) <= SHOWN
    assert "ss" not in line["request"]["body"]
    assert (line["request"]["cut"], line["request"]["bytes"]) == (True, SHOWN + 100_030)


def test_failures_are_still_written_when_successes_no_longer_are(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path / EXCHANGES_FILE, "all", (), most=2000, most_of_successes=500)
    for number in range(1, 41):
        recorder.call(call(number, status=200 if number % 2 else 422))
    recorder.close()
    kept = rows(tmp_path)
    assert (tmp_path / EXCHANGES_FILE).stat().st_size < 2600
    assert {row["status"] for row in kept[-2:]} == {422}
    assert recorder.kept()["written"] == len(kept)
    assert recorder.kept()["left_out"] == 40 - len(kept)
    assert 0 < recorder.kept()["failed_left_out"] < 40 - len(kept)


def test_a_lost_reply_is_shown_as_the_system_gave_it(tmp_path: Path) -> None:
    lost = call(7)
    lost.result = CallResult(UNKNOWN, how="timeout")
    recorder = Recorder(tmp_path / EXCHANGES_FILE, "failed", ())
    recorder.call(lost)
    recorder.call(call(8))
    recorder.close()
    (line,) = rows(tmp_path)
    assert (line["x"], line["told"], line["status"]) == (7, "unknown: timeout", 200)
    assert line["reply"]["body"] == '{"id":1}'


def call(number: int, status: int = 200, body: bytes = b"{}") -> Any:
    """A call that has been answered."""
    reply = SimpleNamespace(status=status, headers={}, data={"id": 1}, encode=lambda: b'{"id":1}')
    request = SimpleNamespace(method="POST", path="/orders", query="", headers={}, data=None, body=body)
    return SimpleNamespace(
        number=number, name="erp.order.create", operation="order.create", key="1", attempt=1, sent_ms=0,
        request=request, reply=reply, result=CallResult(ANSWERED, reply),
    )  # fmt: skip
