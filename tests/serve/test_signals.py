"""A signal ends `golive serve` in whatever it does."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.live.alive import eventually
from tests.serve.served import an_order, served

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_with_status_0_and_frees_the_ports(number: int) -> None:
    with served("erp") as sandbox:
        assert list(sandbox.ready) == ["erp"]
        status, said, complained = sandbox.end(number)
    assert (status, said, complained) == (0, "", "")
    for key in ("url", "control_url"):
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", urlsplit(sandbox.ready["erp"][key]).port)) != 0


def test_a_signal_while_it_is_being_built_ends_it_too() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "golive", "serve", "both", "--orders", "200000"],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    assert "of 200,000 orders" in process.stderr.readline()
    process.terminate()
    said, complained = process.communicate(timeout=60)
    assert (process.returncode, said) == (0, "")
    assert "Traceback" not in complained


BUSY = """
from dataclasses import dataclass
from golive import Rule, erp_setting

@dataclass(frozen=True, slots=True)
class Busy(Rule):
    \"\"\"Never comes to an end.\"\"\"

    on: int = erp_setting("on", "whole", "0 is off.", 0)

    def at_create(self, books):
        return self._check if self.on else None

    def _check(self, order, document):
        while True:
            pass
"""


def test_a_signal_ends_it_while_a_request_is_at_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "busy.py").write_text(BUSY)
    monkeypatch.chdir(tmp_path)
    with served("erp", "--orders", "1", "--set", 'erp.rules={"busy:Busy": 1}') as sandbox:
        body = json.dumps(an_order(sandbox)).encode()
        url = urlsplit(sandbox.ready["erp"]["url"])
        with socket.create_connection((url.hostname, url.port)) as connection:
            head = f"POST /api/v1/orders HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n"
            login = f"Authorization: Bearer {sandbox.ready['erp']['bearer']}\r\n\r\n"
            connection.sendall((head + "Content-Type: application/json\r\n" + login).encode() + body)
            began = _processor_s(sandbox.process.pid)
            eventually(lambda: _processor_s(sandbox.process.pid) > began + 0.5, "the rule is at work")
            status, said, complained = sandbox.end()
    assert (status, said, complained) == (0, "", "")


def _processor_s(pid: int) -> float:
    times = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(times[11]) + int(times[12])) / os.sysconf("SC_CLK_TCK")
