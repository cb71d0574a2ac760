"""A run as `golive run` names it, from its words to a full run folder, in a process of its own."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from golive import size
from golive.candidates.programs.options import Options
from golive.candidates.registry import Candidate, resolve
from golive.errors import CandidateFailed, OptionWithoutEffect, UnknownCandidate
from golive.isolation.face import Face
from golive.isolation.frames import BEGUN, LIVE_PAGE, LOADED, PROGRESS, RESULT, Teller
from golive.isolation.process_state import ProcessState
from golive.judge.history import History
from golive.machine import lock
from golive.record import files, folder, interrupted
from golive.record.run import FAILED_BODIES, HELD, SCORECARD_FILE, RunRecord, Scorecard
from golive.replay.counterfactual import costliest
from golive.runner import Plan, Progress, Watch, execute
from golive.scenario.loading.loader import load
from golive.sim.seeding import stream
from golive.workloads.customers.faces import faces
from golive_virtual.machine.chance import seed_process

if TYPE_CHECKING:
    from golive.monitor.run import PageOptions

Render = Callable[[Path], object]
"""Writes the reports of a run folder."""


@dataclass(frozen=True, slots=True)
class RunRequest:
    """The words of `golive run`. `renders`: whether a run that held gets its reports, too."""

    scenario_named: str
    candidate_named: str
    seed: int = 1
    clock: str = "virtual"
    speed: float = 1.0
    load_workers: int = 0
    sets: Sequence[str] = ()
    program: Options = field(default_factory=Options)
    out: str | None = None
    counterfactual: bool = True
    shows_progress: bool = False
    renders: bool = True
    bodies: str = FAILED_BODIES
    live_page: PageOptions | None = None

    def __call__(self, tell: Teller, face: Face, render: Render) -> None:
        """Play it, judge it and fill its folder. Raises InputError and CandidateFailed."""
        state = ProcessState()
        seed_candidate(self.seed)
        face.play(True)
        plan = self._plan()
        face.play(False)
        tell(LOADED)
        with state.restored():
            shown = folder.new_folder(self.out, plan.scenario.name, plan.candidate.name, self.seed)
            run_dir = shown.absolute()
            mark = interrupted.Mark.of(plan)
            interrupted.mark(run_dir, mark)
            lock.hold(run_dir)
        tell(
            BEGUN,
            folder=str(shown),
            title=f"{plan.scenario.name} with {plan.candidate.name}",
            lasts_s=_lasts_s(plan),
            mark=asdict(mark),
            warnings=list(plan.scenario.warnings),
        )
        try:
            progress = progress_of(tell) if self.shows_progress else None
            card = execute(plan, run_dir, progress, state.restore, self._watch(tell))
            if self.counterfactual:
                card = _worked_out(card, run_dir)
                state.restore()
            if self.renders or card.verdict != HELD:
                render(run_dir)
            interrupted.unmark(run_dir)
        except CandidateFailed as failed:
            raise CandidateFailed(str(failed).replace(str(run_dir), str(shown))) from failed
        except FileNotFoundError as error:
            if run_dir.exists():
                raise
            raise CandidateFailed(f"it removed the run folder {shown} during the run") from error
        tell(RESULT, verdict=card.verdict)

    def _watch(self, tell: Teller) -> Watch | None:
        if self.live_page is None:
            return None
        from golive.monitor.run import opened

        return partial(
            opened, self.live_page, lambda page, metrics: tell(LIVE_PAGE, page=page, metrics=metrics)
        )

    def _plan(self) -> Plan:
        loaded = load(self.scenario_named, self.sets)
        size.check(loaded, is_confirmed=size.is_confirmed())
        candidate = resolved(self.candidate_named, self.program)
        if self.clock not in candidate.clocks:
            raise UnknownCandidate(
                f"--candidate {self.candidate_named}: a separate program needs real time; add --clock live "
                "(and --speed 60)"
            )
        return Plan(
            loaded,
            candidate,
            self.scenario_named,
            self.candidate_named,
            self.seed,
            self.clock,
            self.speed,
            self.sets,
            self.load_workers,
            self.program.words(),
            self.bodies,
        )


def seed_candidate(seed: int) -> None:
    """Seed the module `random` of this process before the candidate of a run with this seed is loaded."""
    seed_process(stream(seed, "candidate process").getrandbits(256))


_MOST_OF_A_RUN = (
    "golive.judge.scorecard",
    "golive.judge.chart_series",
    "golive.scenario.pages.dump",
    "golive.candidates.reference",
    "fake_erp.dialects.native.dialect",
)
"""Modules that are imported where they are first used, and that most runs use."""


def warm(many: bool = False) -> None:
    """Import what runs need, before the first is forked; before `many`, what is loaded with the first customer too."""
    for name in _MOST_OF_A_RUN:
        import_module(name)
    if many:
        faces(stream(0, "warm"))
    gc.freeze()


def resolved(named: str, wanted: Options) -> Candidate:
    """The candidate of that name, with the options of a program.

    Raises UnknownCandidate or ScenarioError, and OptionWithoutEffect for options of a candidate that is no program.
    """
    candidate = resolve(named)
    if hasattr(candidate, "options"):
        candidate.options = wanted
    elif wanted != Options():
        raise OptionWithoutEffect(
            f"{wanted.words()[0]}: it has no effect here: the candidate is no program; name a file with command:, "
            "or leave it out"
        )
    return candidate


def _lasts_s(plan: Plan) -> float:
    """How long the run takes in real time because its clock is live, in seconds."""
    times = plan.scenario.clock
    return 0.0 if plan.clock == "virtual" else (times.end_ms - times.start_ms) / 1000 / (plan.speed or 1.0)


def progress_of(tell: Teller) -> Progress:
    """Tells golive the progress of a run."""

    def progress(share: float, phase: str, history: History) -> None:
        placed, arrived = len(history.orders.stories), len(history.orders.documents)
        tell(PROGRESS, share=share, state=f"{phase}: {placed:,} orders, {arrived:,} in the ERP")

    return progress


def _worked_out(card: Scorecard, run_dir: Path) -> Scorecard:
    """Return the scorecard with the counterfactual of its costliest findings."""
    record: RunRecord = folder.read_run(run_dir)
    try:
        found = costliest(card, record)
    except (SystemExit, CandidateFailed):
        return card
    if found is not card:
        files.write_json(run_dir / SCORECARD_FILE, found.as_json())
    return found
