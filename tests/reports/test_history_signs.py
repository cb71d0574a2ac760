"""What golive history says of runs over time: turns and the signs that refactoring is needed."""

from __future__ import annotations

import io
from typing import Any

import pytest
from rich.console import Console

from golive.record.earlier.past import PastRun, PastRuns, newly_failing, newly_fixed
from golive.record.run import BROKEN, HELD
from golive.sweep.earlier.signs import KINDS, signs
from golive_reports import print_history
from tests.reports.made_several import past_run

HOUR_MS = 3_600_000


def rounds(*changes: dict[str, Any], verdict: str = HELD) -> tuple[PastRun, ...]:
    """One round of a single seed for each set of figures."""
    return tuple(past_run(at, 1, each.pop("verdict", verdict), **each) for at, each in enumerate(changes))


SHOWN: dict[str, tuple[PastRun, ...]] = {
    "constant manual reconciliation": rounds({"corrections": 3}, {"corrections": 2}, {"corrections": 4}),
    "unpredictable failures": rounds({}, {"verdict": BROKEN}, {}, {"verdict": BROKEN}),
    "performance bottlenecks": rounds({"p95_ms": HOUR_MS}, {"p95_ms": HOUR_MS}, {"p95_ms": 2 * HOUR_MS}),
    "unclear ownership": rounds({"drift_units": 3.0}, {"drift_units": -2.0}, {"drift_units": 1.0}),
}


@pytest.mark.parametrize("name", [each.name for each in KINDS])
def test_each_sign_is_shown_by_its_figures_alone(name: str) -> None:
    (sign,) = signs(SHOWN[name])
    assert sign.name == name
    assert sign.shown_by
    assert sign.advice


@pytest.mark.parametrize("name", [each.name for each in KINDS])
def test_two_rounds_show_no_sign(name: str) -> None:
    assert signs(SHOWN[name][:2]) == ()


@pytest.mark.parametrize(
    "runs",
    [
        rounds({"corrections": 3}, {"corrections": 0}, {"corrections": 4}),
        rounds({"verdict": BROKEN}, {}, {}),
        rounds({"p95_ms": 1_000}, {"p95_ms": 2_000}, {"p95_ms": 3_000}),
        rounds({"p95_ms": HOUR_MS}, {"p95_ms": 3 * HOUR_MS}, {"p95_ms": 2 * HOUR_MS}),
        rounds({"drift_units": 3.0}, {}, {"drift_units": 1.0}),
        tuple(past_run(at, at, HELD, corrections=5, drift_units=5.0) for at in range(4)),
    ],
)
def test_no_sign_without_its_figures_in_every_round(runs: tuple[PastRun, ...]) -> None:
    assert signs(runs) == ()


def test_turns_compare_the_last_two_runs_of_a_seed() -> None:
    runs = rounds({}, {"verdict": BROKEN})
    (turn,) = newly_failing(runs)
    assert (turn.seed, turn.before, turn.after) == (1, runs[0].folder, runs[1].folder)
    assert newly_fixed(runs) == ()
    assert newly_failing(rounds({"verdict": BROKEN}, {"verdict": BROKEN})) == ()
    assert len(newly_fixed(rounds({}, {"verdict": BROKEN}, {}))) == 1
    assert newly_failing((past_run(0, 1, HELD), past_run(1, 2, BROKEN))) == ()


def test_turns_and_signs_are_printed() -> None:
    runs = (*SHOWN["unclear ownership"][:2], past_run(2, 1, BROKEN, drift_units=1.0, lost=3))
    past = PastRuns("runs", runs, (), newly_failing(runs), newly_fixed(runs), signs(runs))
    console = Console(file=io.StringIO(), width=120)
    print_history(past, console)
    text = console.file.getvalue()  # type: ignore[attr-defined]
    assert "newly failing  black-friday · naive, seed 1" in text
    assert "unclear ownership: 3, 2, 1 units of stock differed at the end" in text
