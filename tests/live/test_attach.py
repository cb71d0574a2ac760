"""Candidates that run already, on fixed ports, and programs whose own port is fixed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from golive.candidates.programs.attached import MayCall
from golive.candidates.programs.options import Options
from golive.cli.options import of_program
from golive.errors import CandidateFailed, OptionWithoutEffect
from golive.isolation.playing import resolved
from golive.machine.ports import free_port
from tests.live.program_runs import HERE, candidate, facts, python, run

pytestmark = pytest.mark.slow

BRIEF = ["clock.duration=1m30s", "clock.settle=10s", "traffic.orders.base=900/h"]


@contextmanager
def running(*, shop: int, erp: int, webhook: int) -> Iterator[None]:
    """A program that was started by other means than golive."""
    env = {
        **os.environ,
        "GOLIVE_SHOP_URL": f"http://127.0.0.1:{shop}",
        "GOLIVE_ERP_URL": f"http://127.0.0.1:{erp}",
        "GOLIVE_WEBHOOK_HOST": "127.0.0.1",
        "GOLIVE_WEBHOOK_PORT": str(webhook),
    }
    program = [sys.executable, str(HERE / "programs" / "odd.py"), "endless"]
    with subprocess.Popen(program, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as started:
        try:
            yield
        finally:
            started.kill()


def test_a_candidate_that_runs_already_is_told_and_asks_at_fixed_ports(run_dir: Path) -> None:
    shop, erp, webhook = free_port(), free_port(), free_port()
    program = candidate(run_dir, attach={"webhook": f"http://127.0.0.1:{webhook}/hook"}, ready="20s")
    program.options = Options(shop_port=shop, erp_port=erp)
    with running(shop=shop, erp=erp, webhook=webhook):
        run(program, run_dir, BRIEF)
    assert 200 in {fact.data["status"] for fact in facts(run_dir, "notice.delivered")}
    assert {fact.data["op"] for fact in facts(run_dir, "exchange.answered")} == {"shop.order.read"}
    variables = (run_dir / "candidate.env").read_text()
    assert f"export GOLIVE_SHOP_URL=http://127.0.0.1:{shop}\n" in variables
    assert "export GOLIVE_SHOP_BEARER=" in variables
    assert (run_dir / "candidate.env").stat().st_mode & 0o077 == 0


def test_without_ports_or_readiness_it_is_refused_with_what_to_write(run_dir: Path) -> None:
    program = candidate(run_dir, attach={"webhook": "http://127.0.0.1:1/hook"}, ready="200ms")
    with pytest.raises(CandidateFailed, match="add --shop-port 8001 --erp-port 8002"):
        run(program, run_dir, BRIEF)
    program.options = Options(free_port(), free_port())
    with pytest.raises(CandidateFailed, match=r"at http://127\.0\.0\.1:1; it is to call"):
        run(program, run_dir, BRIEF)


def test_another_machine_needs_a_word_of_its_own(run_dir: Path) -> None:
    program = candidate(run_dir, attach={"webhook": "http://shop.example/hook"})
    program.options = Options(free_port(), free_port())
    with pytest.raises(CandidateFailed, match="add --allow-remote"):
        run(program, run_dir, BRIEF)


@pytest.mark.parametrize("fault", ["kill", "overlap", "clock_skew, by: 5m"])
def test_what_golive_did_not_start_cannot_be_killed(run_dir: Path, fault: str) -> None:
    program = candidate(run_dir, attach={})
    program.options = Options(free_port(), free_port())
    with pytest.raises(CandidateFailed, match="faults of the integration's own process"):
        run(program, run_dir, [*BRIEF, f"chaos=[{{fault: {fault}, at: 10s}}]"])


def test_a_port_in_use_is_named(run_dir: Path) -> None:
    port = free_port()
    program = candidate(run_dir, command=["{python}", "-c", "0"])
    program.options = Options(shop_port=port, erp_port=port)
    with pytest.raises(CandidateFailed, match=f"port {port} of the erp cannot be opened"):
        run(program, run_dir, BRIEF)


def test_a_program_with_a_port_of_its_own_gets_its_events_there(run_dir: Path) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}/own/path"
    program = candidate(run_dir, command=python("odd.py", "endless"), webhook=url, stop="100ms")
    run(program, run_dir, BRIEF)
    assert 200 in {fact.data["status"] for fact in facts(run_dir, "notice.delivered")}


def test_only_the_machine_of_the_candidate_is_called_beside_this_one() -> None:
    may_call = MayCall("http://10.1.2.3:9000/hook")
    assert may_call("http://10.1.2.3:9001/other")
    assert may_call("http://127.0.0.1:1/")
    refused = [
        "http://10.1.2.4/",
        "http://10.1.2.3\\@shop.example/",
        "http://shop.example#@10.1.2.3/",
        "http://[",
    ]
    assert [url for url in refused if may_call(url)] == []


def test_options_of_programs_are_refused_for_other_candidates() -> None:
    with pytest.raises(OptionWithoutEffect, match="--shop-port: it has no effect here"):
        resolved("naive", of_program(shop_port=8001))
    assert resolved("naive", of_program()).name == "naive"
