"""A wrong clock of a program: every way to read the time follows it, waits and steady clocks do not."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from tests.virtual.instances.test_deploys import OVERLAP, chaos, minutes
from tests.virtual.programs import START_S, run, written

READS = """
import datetime, os, sqlite3, time
db = sqlite3.connect(":memory:")
def read():
    utc = datetime.timezone.utc
    yield time.time()
    yield time.time_ns() / 1e9
    yield time.clock_gettime(time.CLOCK_REALTIME)
    yield datetime.datetime.now(utc).timestamp()
    yield datetime.datetime.utcnow().replace(tzinfo=utc).timestamp()
    yield datetime.datetime.combine(datetime.date.today(), datetime.time(), utc).timestamp() + time.time() % 86_400
    yield time.mktime(time.localtime())
    yield float(db.execute("select strftime('%s')").fetchone()[0])
    yield float(db.execute("select unixepoch(current_timestamp)").fetchone()[0])
while True:
    call_the_shop()
    clocks = {round(each) for each in read()}
    steady = {round(each()) for each in (time.monotonic, time.perf_counter)}
    print(os.getpid() and "", *clocks, *steady)
    time.sleep(60)
"""


def shown(lines: list[str]) -> list[tuple[int, int]]:
    """By how much the clock and the steady clock are ahead, for each line; all clocks agree."""
    found = []
    for minute, line in enumerate(lines):
        clock, steady = map(int, line.split()[-2:])
        assert len(line.split()) in (2, 4)
        found.append((clock - START_S - 60 * minute, steady - 1000 - 60 * minute))
    return found


@pytest.mark.parametrize(("by", "by_s"), [("-7m", -420), ("36h", 129_600)])
def test_every_clock_but_the_steady_ones_is_wrong_for_a_while(tmp_path: Path, by: str, by_s: int) -> None:
    result = run(tmp_path, READS, chaos(f"{{fault: clock_skew, by: {by}, at: 330s, for: 5m}}"))
    found = shown(written(result))
    assert [clock for clock, _ in found[:20]] == [0] * 6 + [by_s] * 5 + [0] * 9
    assert {steady for _, steady in found} == {0}
    assert minutes(result, "candidate.clock_set") == [5.5, 10.5]


def test_both_instances_and_a_restart_have_the_clock_of_the_machine(tmp_path: Path) -> None:
    faults = "{fault: clock_skew, by: 1h, at: 4m, for: 10m}", OVERLAP, "{fault: kill, at: 8m, down: 1m}"
    result = run(tmp_path, READS, chaos(*faults))
    wrong = [
        line
        for line in result.log.splitlines()
        if "13:04:30" < line[11:19] < "13:13:59" and line[11:16] != "13:04"
    ]
    assert [sum(name in line for line in wrong) for name in ("instance 1", "instance 2")] == [3, 3]
    seconds = [int(line.split()[-2]) % 3600 - int(line[14:16]) * 60 - int(line[17:19]) for line in wrong]
    hours = {int(line.split()[-2]) // 3600 - START_S // 3600 for line in wrong}
    assert (set(seconds), hours) == ({0}, {1})


def test_a_clock_that_is_set_neither_wakes_nor_delays(tmp_path: Path) -> None:
    code = """
    import threading, time
    woken = threading.Event()
    began = time.monotonic()
    while True:
        woken.wait(100)
        print(round(time.monotonic() - began), round(time.time()))
    """
    result = run(tmp_path, code, chaos("{fault: clock_skew, by: 30m, at: 250s, for: 5m, times: 1}"))
    steady, clock = zip(*(map(int, line.split()) for line in written(result)), strict=True)
    assert {later - before for before, later in pairwise(steady)} == {100}
    assert [at - START_S - after for at, after in zip(clock, steady, strict=True)][:7] == [
        0,
        0,
        *[1800] * 3,
        0,
        0,
    ]
