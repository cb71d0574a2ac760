"""Clocks and chance of a program follow the run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.virtual.programs import START_S, run, written

CLOCKS = """
import datetime, time
call = datetime.datetime.fromtimestamp
print(time.time(), time.time_ns() // 1_000_000)
print(datetime.datetime.now(), datetime.datetime.utcnow(), datetime.datetime.now(datetime.timezone.utc))
print(datetime.date.today(), datetime.datetime.today())
print(time.strftime("%F %T"), time.gmtime().tm_hour, time.localtime().tm_min, time.ctime())
began = time.monotonic(), time.perf_counter(), time.clock_gettime(time.CLOCK_MONOTONIC)
time.sleep(90.5)
print([round(each, 3) for each in (
    time.monotonic() - began[0], time.perf_counter() - began[1], time.clock_gettime(time.CLOCK_MONOTONIC) - began[2])])
print(type(datetime.datetime.now()) is datetime.datetime, isinstance(datetime.datetime.now(), datetime.date))
"""


def test_every_clock_shows_the_simulated_time(tmp_path: Path) -> None:
    assert written(run(tmp_path, CLOCKS)) == [
        f"{START_S}.006 {START_S}006",
        "2025-11-12 13:00:00.006000 2025-11-12 13:00:00.006000 2025-11-12 13:00:00.006000+00:00",
        "2025-11-12 2025-11-12 13:00:00.006000",
        "2025-11-12 13:00:00 13 0 Wed Nov 12 13:00:00 2025",
        "[90.5, 90.5, 90.5]",
        "True True",
    ]


def test_the_time_zone_is_utc_unless_the_candidate_file_names_another(tmp_path: Path) -> None:
    result = run(tmp_path, "import datetime; print(datetime.datetime.now())", env={"TZ": "Europe/Berlin"})
    assert written(result) == ["2025-11-12 14:00:00.006000"]


CHANCE = """
import os, random, secrets, uuid
print(random.random(), random.Random().random(), random.SystemRandom().random())
print(os.urandom(8), secrets.token_hex(8), uuid.uuid4(), uuid.uuid1())
random.seed()
print(random.random(), list({"shop", "erp", "desk", "till", "clerk"}))
"""


def test_chance_follows_the_seed_of_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = run(tmp_path, CHANCE)
    monkeypatch.setenv("PYTHONHASHSEED", "77")
    again, other = run(tmp_path, CHANCE), run(tmp_path, CHANCE, seed=2)
    assert first.log == again.log
    assert len(written(first)) == 3
    for one, two in zip(written(first), written(other), strict=True):
        assert one != two


def test_a_program_that_polls_a_clock_without_waiting_lets_time_pass(tmp_path: Path) -> None:
    code = """
    import time
    until = time.time() + 2
    while time.time() < until:
        pass
    print(0 <= time.time() - until < 0.2)
    while True:
        print(time.time())
    """
    lines = written(run(tmp_path, code))
    assert lines[0] == "True"
    assert len(lines) > 1000
