"""The shop's events in a real broker, started for the run and ended with it."""

from __future__ import annotations

import json
import os
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from golive.candidates.registry import resolve
from golive.errors import CandidateFailed
from golive.live.queue.amqp import AmqpSender
from golive.live.queue.broker import MISSING, Broker, executables
from golive.runner import Plan, execute
from golive.scenario import load
from golive.sim import LiveClock
from golive.wire.messages import Notice
from tests.live.alive import eventually, processes_with
from tests.live.program_runs import candidate, facts, python, run

pytestmark = pytest.mark.slow

SETS = ["clock.duration=2m", "clock.settle=1m", "traffic.orders.base=600/h", "shop.events.delivery=amqp"]


@pytest.fixture(scope="module")
def broker() -> Iterator[Broker]:
    """One broker for all tests here. Where there is none they are reported as skipped, with what to install."""
    if executables() is None:
        pytest.skip(f"the queue cannot be tested here: {MISSING}")
    started = Broker()
    yield started
    pids = started.pids
    started.close()
    assert not [pid for pid in pids if Path(f"/proc/{pid}").exists()]


def heard(folder: Path, *sets: str) -> list[dict[str, Any]]:
    """What a program read from the queue in a short run."""
    lines = folder / "heard.jsonl"
    program = candidate(folder, command=python("queue_reader.py", str(lines)), ready="30s")
    run(program, folder, [*SETS, *sets], speed=20)
    return [json.loads(line) for line in lines.read_text("utf-8").splitlines()]


def test_every_event_the_broker_confirmed_is_read_once_with_magentos_names(
    broker: Broker, run_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOLIVE_AMQP_URL", broker.url)
    messages = heard(run_dir, "shop.events.version=1")
    delivered = facts(run_dir, "notice.delivered")
    assert len(delivered) > 20
    assert {fact.data["status"] for fact in delivered} == {202}
    bodies = [message["body"]["event_id"] for message in messages]
    assert sorted(bodies) == sorted(fact.data["event"] for fact in delivered)
    for message in messages:
        assert message["exchange"] == "magento"
        assert message["type"] == message["topic"] == message["headers"]["topic_name"]
        assert (message["content_type"], message["delivery_mode"]) == ("application/json", 2)
        assert len(message["message_id"]) == 32
    assert len({message["message_id"] for message in messages}) == len(messages)
    assert {"sales.order.placed", "sales.order.updated"} <= {message["topic"] for message in messages}


@pytest.mark.clients
def test_without_a_named_broker_a_run_has_one_of_its_own_and_raw_notices_travel_as_saved_orders(
    broker: Broker, run_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside another one, and gone afterwards."""
    monkeypatch.delenv("GOLIVE_AMQP_URL", raising=False)
    with tempfile.TemporaryDirectory() as place:
        monkeypatch.setattr(tempfile, "tempdir", place)
        messages = heard(run_dir)
        eventually(lambda: not processes_with(place), "the broker of the run gone")
        assert not os.listdir(place)
    assert {message["topic"] for message in messages} == {"sales.order.saved"}
    assert all(message["body"]["specversion"] == "1.0" for message in messages)


@pytest.mark.clients
def test_two_instances_read_from_one_queue(
    broker: Broker, run_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOLIVE_AMQP_URL", broker.url)
    messages = heard(run_dir, "shop.events.version=1", "chaos=[{fault: overlap, at: 30s, for: 1m}]")
    assert facts(run_dir, "candidate.left")
    assert len({message["reader"] for message in messages}) == 2
    confirmed = {fact.data["event"] for fact in facts(run_dir, "notice.delivered")}
    assert len({message["message_id"] for message in messages}) >= len(confirmed) > 20
    assert {fact.data.get("instance") for fact in facts(run_dir, "notice.delivered")} == {None}


def test_a_broker_listens_on_the_loopback_interface_only(broker: Broker) -> None:
    """Read from the kernel: every port that its processes and their children listen on."""
    addresses = listening(broker.pids)
    assert urlsplit(broker.url).port in {port for _, port in addresses}
    assert len(addresses) >= 3  # the broker, its node, the port mapper
    assert {address for address, _ in addresses} <= {"127.0.0.1", "::1"}


def test_without_a_broker_at_the_address_the_run_says_so(
    run_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        monkeypatch.setenv("GOLIVE_AMQP_URL", f"amqp://guest:guest@127.0.0.1:{port}/%2F")
        with pytest.raises(CandidateFailed, match="cannot be used"):
            run(candidate(run_dir, command=python("silent.py")), run_dir, SETS)


def test_a_function_cannot_read_a_queue_and_is_told_so(tmp_path: Path) -> None:
    plan = Plan(load("calm", SETS), resolve("reference"), "calm", "reference")
    with pytest.raises(CandidateFailed, match="a candidate that is a program"):
        execute(plan, tmp_path)


def test_what_no_broker_confirms_is_unanswered(broker: Broker) -> None:
    """A sender whose broker is gone answers None, so that the shop tries again."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        clock = LiveClock(0)
        sender = AmqpSender(f"amqp://guest:guest@127.0.0.1:{closed.getsockname()[1]}/%2F", clock, None)
        answers: list[int | None] = []
        done = clock.loop.create_future()

        async def main() -> None:
            notice = Notice(1, "shop", "shop.order.placed", "e1", "1", 1, dict, 0)
            sender.deliver(notice, lambda status: (answers.append(status), done.set_result(None))[0])
            await done

        try:
            clock.run(main())
        finally:
            sender.close()
            clock.close()
    assert answers == [None]


def listening(pids: list[int]) -> list[tuple[str, int]]:
    """(address, port) of every socket that these processes, or any child of theirs, listen on."""
    inodes = {inode for pid in _family(pids) for inode in _sockets_of(pid)}
    sockets = []
    for table, length in (("tcp", 8), ("tcp6", 32)):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            _, local, _, state, *rest = line.split()
            if state == "0A" and rest[5] in inodes:
                address, port = local.split(":")
                assert len(address) == length
                sockets.append((_spelled(address), int(port, 16)))
    return sockets


def _family(pids: list[int]) -> list[str]:
    """The processes and all that descend from them."""
    family = {str(pid) for pid in pids}
    found = True
    while found:
        found = False
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                parent = stat.read_text().rpartition(")")[2].split()[1]
            except OSError:
                continue
            if parent in family and stat.parent.name not in family:
                family.add(stat.parent.name)
                found = True
    return sorted(family)


def _sockets_of(pid: str) -> Iterator[str]:
    """The inodes of the sockets that a process has open."""
    for link in Path(f"/proc/{pid}/fd").iterdir():
        try:
            target = os.readlink(link)
        except OSError:
            continue
        if target.startswith("socket:["):
            yield target[8:-1]


def _spelled(raw: str) -> str:
    words = b"".join(bytes.fromhex(raw[at : at + 8])[::-1] for at in range(0, len(raw), 8))
    return socket.inet_ntop(socket.AF_INET if len(words) == 4 else socket.AF_INET6, words)
