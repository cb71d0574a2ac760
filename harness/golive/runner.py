"""One run, from a scenario and a candidate to a judged result, in memory or in a run folder.

build -> open the doors (chaos on) -> heal -> settle -> stop -> judge
"""

from __future__ import annotations

import gc
import inspect
import shlex
from collections.abc import Callable, Generator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import asdict, dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import Any

import simpy

from golive import conclusion
from golive.build.exercised import exercised
from golive.build.world import Arm, World, build
from golive.candidates.coroutine import InProcess, Integrate
from golive.candidates.instances import abilities
from golive.candidates.registry import Candidate, resolve
from golive.chaos.chance import by_chance
from golive.chaos.hit_list import AnyHit, HitRecorder, by_list
from golive.chaos.injector import ArmedFault
from golive.errors import CandidateFailed, UnknownCandidate
from golive.judge.history import History
from golive.load.expected import check_load
from golive.privacy.conclude import conclude_privacy
from golive.record import files, folder
from golive.record.format import FORMAT
from golive.record.run import (
    AUTO,
    BODIES,
    CANDIDATE_LOG,
    EXCHANGES_FILE,
    FAILED_BODIES,
    FINISHED,
    LOAD_FILE,
    NO_BODIES,
    RUN_FILE,
    Band,
    RunRecord,
    Scorecard,
)
from golive.result import RunResult
from golive.scenario import Scenario, load
from golive.sim import CandidateSpins, Clock, LiveClock, VirtualClock
from golive.tracing.identity import traceparents
from golive.workloads.texts.drawing import check_library

Progress = Callable[[float, str, History], None]
"""Called now and then with the share of the run that is done, the phase, and the history so far."""

Watch = Callable[[World, str], AbstractContextManager[object]]
"""Shows a world, driven by the candidate of that name, from before the clock runs until it has ended."""

TICKS = 200
AUTOMATIC_START = 60.0
"""The speed of an automatic run until round trips were measured; a candidate that is no program stays at it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A run to carry out. `speed` matters on the live clock only; AUTO is as fast as is safe on this machine."""

    scenario: Scenario
    candidate: Candidate
    scenario_named: str
    candidate_named: str
    seed: int = 1
    clock: str = "virtual"
    speed: float = 1.0
    sets: Sequence[str] = ()
    load_workers: int = 0
    """Processes that send the customers over HTTP, on the live clock; 0: customers are simulated."""
    options: Sequence[str] = ()
    """Options of a program, as on the command line."""
    bodies: str = FAILED_BODIES
    """Which calls and notices a run folder keeps with their bodies, one of `BODIES`."""

    def __post_init__(self) -> None:
        """Raises LoadProblem for an expectation on a load where there is none, LibraryMissing."""
        check_load(self.scenario, self.load_workers)
        check_library(self.scenario)

    @property
    def command(self) -> str:
        """The command that repeats this run."""
        words = ["golive", "run", self.scenario_named, "--candidate", self.candidate_named]
        words += ["--seed", str(self.seed)]
        if self.clock != "virtual":
            words += ["--clock", self.clock, "--speed", f"{self.speed:g}"]
        if self.load_workers:
            words += ["--load", str(self.load_workers)]
        words += self.options
        if self.bodies != FAILED_BODIES:
            words += ["--bodies", self.bodies]
        for each in self.sets:
            words += ["--set", each]
        return shlex.join(words)


def run(
    scenario: str | Path | Scenario,
    candidate: str | Integrate | Candidate,
    *,
    seed: int = 1,
    sets: Sequence[str] = (),
    clock: str = "virtual",
    speed: float = 1.0,
    out: str | Path | None = None,
    hits: Sequence[AnyHit] | None = None,
    record_hits: bool = False,
    progress: Progress | None = None,
    bodies: str = FAILED_BODIES,
) -> RunResult:
    """Drive a candidate through a scenario and judge it.

    `scenario` is a bundled name, a path or a loaded one; `sets` are replacements such as `clock.duration=2h` for the
    first two. `candidate` is what `--candidate` takes, or an `async def integrate(kit)`. Without `out` the run is held
    in memory; with it, it fills that folder. With `hits` the faults hit as in the list instead of by chance:
    `run(..., record_hits=True).hits` repeats that run, a part of the list repeats it with fewer hits. A program on
    the live clock needs `clock="live"` and `out`. `bodies` says which calls the folder keeps with their bodies: `none`,
    `failed` or `all`.

    Raises `ScenarioError`, `UnknownCandidate`, `FolderProblem`, ValueError, or `CandidateFailed` when the candidate
    could not be run at all.
    """
    if isinstance(scenario, Scenario):
        if sets:
            raise ValueError(
                "sets: expected none beside a loaded scenario; give them to load_scenario instead"
            )
        loaded, scenario_named = scenario, scenario.name
    else:
        loaded, scenario_named = load(str(scenario), sets), str(scenario)
    if bodies not in BODIES:
        raise ValueError(f"bodies: expected one of {', '.join(BODIES)}, got {bodies!r}")
    resolved, candidate_named = _candidate(candidate)
    if clock not in resolved.clocks:
        raise UnknownCandidate(
            f'clock={clock!r}: {candidate_named} needs real time; write clock="live", speed=60'
        )
    plan = Plan(loaded, resolved, scenario_named, candidate_named, seed, clock, speed, sets, bodies=bodies)
    run_dir = None if out is None else folder.new_folder(str(out), loaded.name, resolved.name, seed)
    return carry_out(plan, run_dir, progress, hits, record_hits)


def _candidate(candidate: str | Integrate | Candidate) -> tuple[Candidate, str]:
    """The candidate and what it is called on the command line."""
    if isinstance(candidate, str):
        return resolve(candidate), candidate
    if inspect.iscoroutinefunction(candidate):
        named = f"{candidate.__module__}:{candidate.__qualname__}"
        return InProcess(named, candidate), named
    if inspect.isfunction(candidate) and "<" not in candidate.__qualname__:
        named = f"{candidate.__module__}:{candidate.__qualname__}"
        return resolve(named), named
    if callable(candidate):
        raise UnknownCandidate(
            f"candidate: expected `async def integrate(kit)`, or a function of a module to run as a program, "
            f"got {candidate!r}"
        )
    return candidate, candidate.name


def execute(
    plan: Plan,
    run_dir: Path,
    progress: Progress | None = None,
    when_stopped: Callable[[], None] | None = None,
    watch: Watch | None = None,
) -> Scorecard:
    """Carry out the plan and fill `run_dir`. Raises `CandidateFailed` as `carry_out` does."""
    return carry_out(plan, run_dir, progress, when_stopped=when_stopped, watch=watch).scorecard


def _begun(plan: Plan) -> RunRecord:
    """The record of a run that has not begun."""
    record = conclusion.begun(
        plan.scenario, plan.candidate.name, plan.seed, plan.clock, plan.speed, plan.command
    )
    record.claims = [each.text for each in plan.candidate.claims]
    return record


def carry_out(
    plan: Plan,
    run_dir: Path | None,
    progress: Progress | None = None,
    hits: Sequence[AnyHit] | None = None,
    record_hits: bool = False,
    when_stopped: Callable[[], None] | None = None,
    watch: Watch | None = None,
) -> RunResult:
    """Carry out the plan, in memory or into `run_dir`. `when_stopped` is called between the candidate and the judge.

    `watch` shows the world while its clock runs, and changes nothing in it.

    Raises `CandidateFailed` when the candidate could not be run at all. On any way out the ledger is on disk
    up to the last fact and nothing of the candidate is left behind.
    """
    recorder = HitRecorder() if record_hits else None
    begun = cache(partial(_begun, plan))
    with _no_collections(), nullcontext() if run_dir is None else folder.in_use(run_dir):
        if run_dir is not None:
            files.write_json(run_dir / RUN_FILE, begun())
        clock = _clock(plan)
        phases: list[Band] = []
        with closing(clock):
            world = build(plan.scenario, plan.seed, clock, run_dir, _arm(hits, recorder))
            if plan.scenario.tracing.traceparent == "on":
                world.wire.trace(traceparents(begun(), world.history.orders.stories))
            watched = nullcontext() if watch is None else watch(world, plan.candidate.name)
            with closing(world.ledger), _bodies(plan, world), watched:
                try:
                    clock.run(_drive(plan, world, phases, progress))
                except CandidateSpins as spins:
                    raise CandidateFailed(str(spins)) from spins
                finally:
                    clock.run(plan.candidate.stop())  # however the run ended; stopping twice does no harm
                    world.erp.staging.close()
        if when_stopped is not None:
            when_stopped()
        _check_it_ran(world)
        if isinstance(clock, LiveClock):
            plan = replace(plan, speed=clock.speed)
        return _conclude(plan, world, begun, phases, () if recorder is None else tuple(recorder.hits))


@contextmanager
def _bodies(plan: Plan, world: World) -> Generator[None, None, None]:
    """Record the bodies of the calls of this block, where the plan wants that and there is a run folder."""
    if world.run_dir is None or plan.bodies == NO_BODIES:
        yield
        return
    from golive.bodies.masks import of_login
    from golive.bodies.recorder import Recorder

    secrets = [*world.credentials.secrets, *of_login(world.erp_login())]
    with closing(Recorder(world.run_dir / EXCHANGES_FILE, plan.bodies, secrets)) as recorder:
        world.bodies = recorder
        world.wire.record(recorder)
        yield


def _arm(hits: Sequence[AnyHit] | None, recorder: HitRecorder | None) -> Arm:
    """How faults hit: by a list, or by chance."""

    def arm(scenario: Scenario, seed: int) -> Sequence[ArmedFault]:
        if hits is not None:
            return by_list(scenario.faults, scenario.clock.start_ms, hits, recorder)
        return by_chance(scenario.faults, scenario.clock.start_ms, seed, recorder)

    return arm


def _clock(plan: Plan) -> Clock:
    start_ms = plan.scenario.clock.start_ms
    if plan.clock == "virtual":
        return VirtualClock(start_ms)
    return LiveClock(start_ms, plan.speed or AUTOMATIC_START, is_automatic=plan.speed == AUTO)


async def _drive(plan: Plan, world: World, phases: list[Band], progress: Progress | None) -> None:
    clock, times = world.clock, plan.scenario.clock
    emit = world.ledger.emitter("run")

    def phase(name: str, until_ms: int) -> None:
        emit("run.phase", {}, {"phase": name})
        phases.append(Band(name, "phase", clock.now(), until_ms))

    abilities.require(plan.candidate, plan.scenario)
    await plan.candidate.start(world)
    phase("traffic", times.traffic_end_ms)
    crowd = None
    if plan.load_workers and isinstance(clock, LiveClock):
        from golive.load.live import OverHttp

        crowd = OverHttp(world, clock, plan.load_workers)
        crowd.gather()
    world.open_doors(over_http=crowd is not None)
    if world.run_dir is not None or progress is not None:
        clock.env.process(_tick(world, phases, progress))
    await clock.until(times.traffic_end_ms)
    world.injector.heal()
    phase("settle", times.end_ms)
    await clock.until(times.end_ms)
    world.wire.report_open()
    await plan.candidate.stop()
    if crowd is not None:
        world.load = crowd.conclude()
    if isinstance(clock, LiveClock):
        emit("run.clock", {}, {"lag_p99_ms": round(clock.lags.quantile(0.99)), "speed": clock.speed})
    conclude_privacy(world)
    counts = [*world.injector.counts(), *world.changes.counts()]
    emit("run.kinds", {}, {"kinds": world.kinds})
    emit("run.faults", {}, {"faults": [asdict(count) for count in counts]})
    emit("run.exercised", {}, {"rows": [asdict(row) for row in exercised(world)]})
    emit("run.phase", {}, {"phase": "end"})


def _tick(world: World, phases: list[Band], progress: Progress | None) -> Generator[simpy.Event, Any, None]:
    """Now and then: the ledger goes to disk, and progress is reported."""
    times = world.scenario.clock
    length = times.end_ms - times.start_ms
    while True:
        world.ledger.flush()
        if progress is not None:
            progress((world.clock.now() - times.start_ms) / length, phases[-1].label, world.history)
        yield world.clock.env.timeout(max(1, length // TICKS))


@contextmanager
def _no_collections() -> Generator[None, None, None]:
    """Switch the garbage collector off in this block.

    A run makes many objects that live to its end; searching them for cycles again and again costs a tenth of the
    time and finds next to nothing. Reference counting still frees objects at once.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _check_it_ran(world: World) -> None:
    ended = world.history.candidate_ended
    if ended is not None and not world.history.exchanges:
        log = world.log_in_memory.text
        where = f"its log: {log[-2000:]}" if world.run_dir is None else f"see {world.run_dir / CANDIDATE_LOG}"
        raise CandidateFailed(f"the candidate ended before it made a single call: {ended[1]} ({where})")


def _conclude(
    plan: Plan,
    world: World,
    begun: Callable[[], RunRecord],
    phases: list[Band],
    hits: tuple[AnyHit, ...],
) -> RunResult:
    from golive.judge.scorecard import judge

    history, run_dir = world.history, world.run_dir
    history.close(world.ledger.last_ms)
    card, lines = judge(
        history,
        world.ledger,
        plan.scenario,
        plan.candidate.name,
        plan.seed,
        plan.clock,
        plan.command,
        world.load,
        plan.candidate.claims,
    )

    @cache
    def recorded() -> RunRecord:
        record = replace(begun(), speed=plan.speed, command=plan.command)
        record = conclusion.concluded(record, history, phases, world.ledger.count, FINISHED)
        record.load = {key: value for key, value in world.load.items() if key != "series"}
        return record

    if run_dir is None:
        card.ledger_sha256 = world.ledger.sha256
        log = world.log_in_memory.text
        return RunResult(card, history, world.ledger, hits, None, recorded, tuple(lines), log)
    if world.load:
        files.write_json(run_dir / LOAD_FILE, {"format": FORMAT, **world.load})
    if world.bodies is not None:
        recorded().bodies = {**world.bodies.kept()}
    conclusion.store(run_dir, recorded(), card, lines)
    return RunResult(card, history, world.ledger, hits, run_dir, recorded, (), "")
