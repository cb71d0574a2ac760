"""Two instances of a program at once: processes, ports, addresses, and what is left of the first."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from golive.errors import CandidateFailed
from golive.live.outside import sealing
from golive.record.run import Scorecard
from tests.live.alive import eventually
from tests.live.program_runs import candidate, facts, interrupted, python, run

pytestmark = pytest.mark.slow

OVERLAP = "{fault: overlap, at: 1m, for: 4m}"
SLOW = "{fault: slow, latency: 15s, on: erp.order.create}"
SETS = [
    "clock.duration=6m",
    "clock.settle=3m",
    "traffic.orders.base=240/h",
    "erp.rules.duplicate_reference=accept",
    "erp.channels.webhooks=on",
]


PLAYS = """
import os, time, urllib.request
while True:
    urllib.request.urlopen(os.environ["ERP"] + "/api/v1/health").read()
    time.sleep(0.1)
"""


def deployed(folder: Path, way: str, chaos: str = OVERLAP, **said: Any) -> Scorecard:
    program = candidate(folder, command=python("deployed.py", way), webhook="/hook", stop="200ms", **said)
    return run(program, folder, [*SETS, f"chaos=[{chaos}, {SLOW}]"], speed=100)


def test_both_work_and_one_that_does_not_claim_books_twice(run_dir: Path) -> None:
    card = deployed(run_dir, "takes")
    (joined,), (left,) = facts(run_dir, "candidate.joined"), facts(run_dir, "candidate.left")
    assert (joined.data["instance"], joined.data["beside"], left.data["instance"]) == (2, 1, 1)
    assert card.orders["duplicated"] > 0
    causes = Counter(each.cause.code for each in card.findings if each.kind == "duplicated")
    assert causes["two_instances"] > 0, causes
    calls = facts(run_dir, "exchange.answered")
    both = [fact for fact in calls if joined.at_ms < fact.data["sent_ms"] < left.at_ms]
    assert {fact.data.get("instance") for fact in both} == {1, 2}
    assert {fact.data.get("instance") for fact in calls if fact.data["sent_ms"] > left.at_ms} == {None}
    told = [fact.data["instance"] for fact in facts(run_dir, "notice.delivered") if "instance" in fact.data]
    assert abs(told.count(1) - told.count(2)) <= 1
    assert told.count(2) > 3
    after = [fact.data for fact in facts(run_dir, "notice.delivered") if fact.data["handed_ms"] > left.at_ms]
    assert {data["status"] for data in after} == {200}
    assert {data["name"].partition(".")[0] for data in after} == {"shop", "erp"}, "where the first subscribed"
    assert facts(run_dir, "candidate.ended") == []
    log = (run_dir / "candidate.log").read_text().splitlines()
    assert [line.partition(" on port ")[0] for line in log] == ["takes", "instance 2: takes"]
    assert len({line.partition(" on port ")[2] for line in log}) == 2


def test_one_that_claims_holds_and_a_third_takes_the_place_of_the_first(run_dir: Path) -> None:
    chaos = "{fault: overlap, at: 1m, for: 1m}, {fault: overlap, at: 3m, for: 1m, version: next}"
    following = {"command": python("deployed.py", "claims", "v2"), "env": {"VERSION": "2"}}
    card = deployed(run_dir, "claims", chaos, next=following)
    assert card.orders["duplicated"] == card.orders["lost"] == 0
    joined, left = facts(run_dir, "candidate.joined"), facts(run_dir, "candidate.left")
    assert [(fact.data["instance"], fact.data["version"]) for fact in joined] == [(2, "same"), (3, "next")]
    assert [fact.data["instance"] for fact in left] == [1, 2]
    places = [line.partition(" on port ")[2] for line in (run_dir / "candidate.log").read_text().splitlines()]
    assert (len(places), places[2]) == (3, places[0])
    late = [fact for fact in facts(run_dir, "exchange.answered") if fact.data["sent_ms"] > left[1].at_ms]
    assert [fact for fact in late if fact.data["how"] == "killed"] == []
    assert late


@pytest.mark.clients
def test_a_kill_ends_both_and_one_comes_back(run_dir: Path) -> None:
    deployed(run_dir, "claims", f"{OVERLAP}, {{fault: kill, at: 3m, down: 30s}}")
    again = facts(run_dir, "candidate.started")[1]
    assert again.data["start"] == 3
    assert facts(run_dir, "candidate.left") == []
    calls = [fact for fact in facts(run_dir, "exchange.answered") if fact.data["sent_ms"] > again.at_ms]
    assert calls
    assert {fact.data.get("instance") for fact in calls} == {None}
    log = (run_dir / "candidate.log").read_text().splitlines()
    assert [line.partition(" on port ")[0] for line in log] == ["claims", "instance 2: claims", "claims"]


@pytest.mark.clients
def test_the_first_goes_on_where_the_second_does_not_start(run_dir: Path) -> None:
    following = ["{python}", "-c", "raise SystemExit(5)"]
    card = deployed(run_dir, "claims", "{fault: overlap, at: 1m, for: 2m, version: next}", next=following)
    (ended,) = facts(run_dir, "candidate.ended")
    assert ended.data == {"why": "instance 2: exit status 5", "crashed": True}
    (left,) = facts(run_dir, "candidate.left")
    assert (left.data["instance"], left.data["beside"]) == (2, 1)
    told = [
        fact.data["status"] for fact in facts(run_dir, "notice.delivered") if fact.at_ms > left.at_ms + 5_000
    ]
    assert set(told) == {200}
    assert card.orders["lost"] == 0


@pytest.mark.clients
def test_a_process_that_is_down_comes_back_in_its_own_instance_only(run_dir: Path) -> None:
    processes = {
        "web": ["{python}", "-c", PLAYS],
        "worker": ["{python}", "-c", f"print('up', flush=True)\n{PLAYS}"],
    }
    program = candidate(run_dir, processes=processes, env={"ERP": "{erp.url}"}, stop="100ms")
    chaos = "{fault: kill, process: worker, at: 30s, down: 1m}, {fault: overlap, at: 1m, for: 1m}"
    run(program, run_dir, ["clock.duration=3m", "clock.settle=10s", f"chaos=[{chaos}]"])
    log = (run_dir / "candidate.log").read_text().splitlines()
    assert log == ["[worker] up", "instance 2: [worker] up", "[worker] up"]
    (left,) = facts(run_dir, "candidate.left")
    assert [fact for fact in facts(run_dir, "exchange.answered") if fact.data["sent_ms"] > left.at_ms]
    assert facts(run_dir, "candidate.ended") == []


def test_both_schedules_start_their_runs_at_the_same_times(run_dir: Path) -> None:
    chaos = "{fault: overlap, at: 45s, for: 1m}"
    program = candidate(run_dir, command=["{python}", "-c", "0"], every="30s", stop="100ms")
    run(program, run_dir, ["clock.duration=3m", "clock.settle=10s", f"chaos=[{chaos}]"])
    started = facts(run_dir, "candidate.job_started")
    (joined,), (left,) = facts(run_dir, "candidate.joined"), facts(run_dir, "candidate.left")
    at = Counter(fact.at_ms for fact in started)
    assert {at[at_ms] for at_ms in at if joined.at_ms < at_ms < left.at_ms} == {2}
    assert {at[at_ms] for at_ms in at if at_ms > left.at_ms} == {1}
    assert [fact.data["number"] for fact in started] == list(range(1, len(started) + 1))


@pytest.mark.clients
@pytest.mark.skipif(bool(sealing.obstacle()), reason=f"no seal here: {sealing.obstacle()}")
def test_sealed_instances_are_told_apart_by_names_too(run_dir: Path) -> None:
    env = {"ERP": "http://erp.example.com"}
    program = candidate(
        run_dir, command=["{python}", "-c", PLAYS], env=env, hosts={"erp.example.com": "erp"}, sealed="yes"
    )
    chaos = "[{fault: overlap, at: 30s, for: 2m}]"
    run(program, run_dir, ["clock.duration=3m", "clock.settle=10s", f"chaos={chaos}"], speed=30)
    numbers = {fact.data.get("instance") for fact in facts(run_dir, "exchange.answered")}
    assert numbers == {None, 1, 2}


def test_instances_with_one_configuration_file_are_not_told_apart(run_dir: Path) -> None:
    (run_dir.parent / "erp.txt").write_text("{erp.url}")
    text = PLAYS.replace('os.environ["ERP"]', "open('{data_dir}/erp').read()")
    program = candidate(
        run_dir, command=["{python}", "-c", text], files=[{"template": "erp.txt", "to": "{data_dir}/erp"}]
    )
    chaos = "[{fault: overlap, at: 30s, for: 1m}]"
    run(program, run_dir, ["clock.duration=3m", "clock.settle=10s", f"chaos={chaos}"])
    calls = facts(run_dir, "exchange.answered")
    (left,) = facts(run_dir, "candidate.left")
    assert {fact.data.get("instance") for fact in calls} == {None}
    assert {fact.data["how"] for fact in calls if fact.data["sent_ms"] > left.at_ms} == {""}


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"webhook": "http://127.0.0.1:9000/hook"}, "webhook: http://127.0.0.1:9000/hook fixes the port"),
        (
            {"webhook": "/hook", "files": [{"template": "port.txt", "to": "{data_dir}/port"}]},
            "two instances read the same file, which contains {webhook.port}",
        ),
    ],
)
def test_what_two_instances_cannot_share_is_refused(
    run_dir: Path, said: dict[str, Any], message: str
) -> None:
    (run_dir.parent / "port.txt").write_text("{webhook.port}")
    program = candidate(run_dir, command=["{python}", "-c", "0"], **said)
    with pytest.raises(CandidateFailed) as caught:
        run(program, run_dir, [*SETS, f"chaos=[{OVERLAP}]"])
    assert message in str(caught.value)


def test_an_interrupt_leaves_nothing_of_either(run_dir: Path) -> None:
    candidate(run_dir, command=python("odd.py", "hang"), webhook="/hook", ready="60s", stop="100ms")

    def until(out: Path) -> None:
        log = out / "candidate.log"
        eventually(lambda: log.exists() and "instance 2: the shop" in log.read_text(), "both are there")

    interrupted(run_dir, until, "--set", "chaos=[{fault: overlap, at: 10s, for: 50m}]", speed=30)
