"""Entries of `chaos` about the process of the candidate: what is refused, what is dumped, what is without."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from golive import scenario
from golive.scenario import ScenarioError, dump, load

from . import mortals
from .test_lives import CREATE, run


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (
            "{fault: kill, on: shop.order.placed}",
            "kill is set off by exchanges, shop.order.placed is one of the notices",
        ),
        ("{fault: kill, on: erp.order.craete}", "did you mean erp.order.create?"),
        ("{fault: kill, at: 3m, when: before}", "expected no when without `on`"),
        ("{fault: kill, at: 3m, attempts: first}", "expected no attempts without `on`"),
        (f"{{fault: kill, on: {CREATE}, when: during}}", "expected before or after, got during"),
        ("{fault: kill, at: 9h}", "it starts after the traffic"),
        ("{fault: kill, at: 3m, down: 0s}", "chaos[0].down"),
        ("{fault: kill, at: 3m, for: 1m}", "for is a setting of pause"),
        ("{fault: pause, at: 3m}", "chaos[0].for"),
        (f"{{fault: pause, on: {CREATE}, for: 1m}}", "expected no `on`: it happens by the clock"),
        ("{fault: pause, at: 3m, for: 1m, times: 0}", "chaos[0].times"),
        (f"{{fault: overlap, on: {CREATE}}}", "expected no `on`: it happens by the clock"),
        ("{fault: overlap, version: newest}", "expected same or next, got newest"),
        ("{fault: clock_skew, at: 3m}", "chaos[0].by"),
        ("{fault: clock_skew, by: 0s}", "0s is the right time; leave the entry out"),
        ("{fault: clock_skew, by: 4d}", "at most 3d either way"),
        ("{fault: clock_skew, by: 1h-30m}", "write one sign, before the whole duration: -1h30m"),
        ("{fault: clock_skew, by: -7}", "a duration needs a unit: 7s, 7m, 7h"),
    ],
)
def test_wrong_entries_are_refused_with_what_to_write_instead(entry: str, said: str) -> None:
    with pytest.raises(ScenarioError) as refused:
        scenario.load("calm", [f"chaos=[{entry}]"])
    assert said in str(refused.value)


@pytest.mark.parametrize(
    "entry",
    [
        "{fault: kill}",
        "{fault: kill, at: 30m}",
        "{fault: kill, at: 10m..40m, times: 3, chance: 50%}",
        f"{{fault: kill, on: {CREATE}, when: before, attempts: first, at: 10m..40m}}",
        "{fault: pause, at: 30m, for: 90s}",
        "{fault: overlap, at: 10m..40m, times: 2, for: 3m, version: next}",
        "{fault: clock_skew, by: -7m, at: 30m, for: 5m}",
        "{fault: clock_skew, by: +90s}",
    ],
)
def test_a_dumped_entry_loads_as_the_same(entry: str) -> None:
    loaded = load("calm", [f"chaos=[{entry}]"])
    written = yaml.safe_dump(dump(loaded)["chaos"], default_flow_style=True, width=10_000).strip()
    assert load("calm", [f"chaos={written}"]).chaos == loaded.chaos


RUNS: list[Callable[..., Any]] = [mortals.forgets, mortals.remembers, mortals.ticks]


@pytest.mark.parametrize("candidate", RUNS)
def test_without_such_a_fault_no_candidate_is_interrupted(
    tmp_path: Path, candidate: Callable[..., Any]
) -> None:
    out = run(tmp_path, candidate, "[]")
    assert out.of("candidate.killed", "candidate.paused", "candidate.resumed") == []
    assert len(out.of("candidate.started")) == 1
