"""The fixture `golive`: runs of a candidate through scenarios, and what a test asserts about them."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from golive.candidates.coroutine import Integrate
from golive.candidates.registry import Candidate
from golive.chaos.hit_list import AnyHit
from golive.cli.rendering import write_reports
from golive.pytest_plugin.choice import Choice
from golive.pytest_plugin.failure import failure_text
from golive.record.folder import slug
from golive.record.run import HELD, REPORT_FILE, Fact, OrderLine, Scorecard
from golive.result import RunResult
from golive.runner import run
from golive.scenario import Scenario


@dataclass(frozen=True)
class JudgedRun:
    """One run of a test. `result` is that of `golive.run`; `again` is the command that repeats it."""

    result: RunResult
    again: str
    folder: Path

    @property
    def scorecard(self) -> Scorecard:
        """Verdict, expectations, findings and harm."""
        return self.result.scorecard

    @property
    def verdict(self) -> str:
        """`held`, `broken` or `unknown`."""
        return self.scorecard.verdict

    @cached_property
    def orders(self) -> tuple[OrderLine, ...]:
        """One line per order, as it was judged."""
        return self.result.orders

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """The ledger, whole."""
        return self.result.facts

    @property
    def log(self) -> str:
        """What the candidate logged."""
        return self.result.log

    @cached_property
    def report(self) -> Path:
        """The page of the run in its folder; it is written when it is first asked for."""
        write_reports(self.folder)
        return self.folder / REPORT_FILE

    def assert_held(self) -> None:
        """Raises AssertionError unless the run held: with verdict, worst findings, causes, fixes, and the report."""
        __tracebackhide__ = True
        if self.verdict != HELD:
            raise AssertionError(failure_text(self.scorecard, self.report, self.again))


class Runs:
    """Carries out runs. Their folders are below `kept`, or temporary ones where it is None.

    `given` counts the folders of this session by path, `temporary` makes a new folder of pytest's.
    """

    def __init__(
        self,
        choice: Choice,
        test: str,
        kept: Path | None,
        temporary: Callable[[str], Path],
        given: dict[Path, int],
    ) -> None:
        self._choice = choice
        self._test = test
        self._kept = kept
        self._temporary = temporary
        self._given = given

    def run(
        self,
        scenario: str | Path | Scenario | None = None,
        candidate: str | Integrate | Candidate | None = None,
        *,
        seed: int | None = None,
        sets: Sequence[str] = (),
        clock: str = "virtual",
        speed: float = 1.0,
        hits: Sequence[AnyHit] | None = None,
        record_hits: bool = False,
    ) -> JudgedRun:
        """Drive a candidate through a scenario and judge it, as `golive.run` does.

        What is left out is as the marker of the test says, then as the configuration file does. Replacements of both
        come before `sets`. Raises what `golive.run` raises.
        """
        choice = self._choice
        chosen = scenario if scenario is not None else choice.scenario
        if not chosen:
            raise ValueError('golive.run: expected a scenario such as "calm", here or as golive_scenario')
        driven = candidate if candidate is not None else choice.candidate
        if driven is None:
            raise ValueError(
                "golive.run: expected a candidate, an `async def integrate(kit)` or what --candidate takes, here or "
                "as golive_candidate"
            )
        folder = self._folder(chosen.name if isinstance(chosen, Scenario) else Path(chosen).stem)
        result = run(
            chosen,
            driven,
            seed=choice.seed if seed is None else seed,
            sets=(*choice.of_runs, *sets),
            clock=clock,
            speed=speed,
            out=folder,
            hits=hits,
            record_hits=record_hits,
        )
        is_repeatable = isinstance(driven, str) and not isinstance(chosen, Scenario) and hits is None
        again = result.record.command if is_repeatable else shlex.join(["pytest", self._test])
        judged = JudgedRun(result, again, folder)
        if self._kept is not None:
            assert judged.report
        return judged

    def _folder(self, name: str) -> Path:
        """A folder of its own for each run of a session; that of an earlier session is used again."""
        if self._kept is None:
            return self._temporary(slug(name))
        file, _, test = self._test.partition("::")
        stem = self._kept.joinpath(*map(slug, Path(file).with_suffix("").parts), slug(test), slug(name))
        count = self._given[stem] = self._given.get(stem, 0) + 1
        return stem if count == 1 else stem.with_name(f"{stem.name}-{count}")
