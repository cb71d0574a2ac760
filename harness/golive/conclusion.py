"""The files of a run beside its ledger: written at its start, at its end, or from the ledger of an interrupted one."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from golive.errors import FolderProblem, LedgerBroken
from golive.judge.history import CHART_STEPS, History
from golive.keys.value_kinds import show_duration
from golive.machine.commit import commit_of
from golive.record import files, folder, interrupted, parts
from golive.record.ledger import StoredLedger
from golive.record.run import (
    INTERRUPTED,
    LEDGER_FILE,
    ORDERS_FILE,
    RUN_FILE,
    RUNNING,
    SCORECARD_FILE,
    UNKNOWN,
    Band,
    OrderLine,
    RunRecord,
    Scorecard,
)
from golive.scenario import Scenario
from golive.workloads.texts.drawing import libraries_of

_LONGEST_REASON = 300
"""Characters of the reason for an interruption in a sentence."""


def history_for(scenario: Scenario, start_ms: int) -> History:
    """Return the empty history of a run of the scenario that begins at `start_ms`."""
    length_ms = scenario.clock.duration_ms + scenario.clock.settle_ms
    history = History(scenario.budgets.stock_ms, start_ms, max(1000, -(-length_ms // CHART_STEPS)))
    history.call_watch.sales_end_ms = start_ms + scenario.clock.duration_ms
    history.stock.erp_owns = scenario.owners.stock != "shop"
    history.orders.custom_sources = tuple(source for _, source in scenario.judge.custom_fields)
    return history


def begun(scenario: Scenario, candidate: str, seed: int, clock: str, speed: float, command: str) -> RunRecord:
    """Return the record of a run that begins: what repeats it, and the times that are planned."""
    from golive.scenario.pages.dump import dump

    times = scenario.clock
    return RunRecord(
        golive=version("golive"),
        scenario=dump(scenario),
        candidate=candidate,
        seed=seed,
        clock=clock,
        speed=speed,
        command=command,
        start_ms=times.start_ms,
        heal_ms=times.traffic_end_ms,
        end_ms=times.end_ms,
        ended="",
        windows=_windows(scenario),
        commit=commit_of(Path.cwd()),
        state=RUNNING,
        libraries=libraries_of(scenario),
    )


def concluded(record: RunRecord, history: History, phases: list[Band], facts: int, state: str) -> RunRecord:
    """Return the record of a run that has come to `record.end_ms`."""
    from golive.judge.chart_series import series

    return replace(
        record,
        ended="" if history.candidate_ended is None else history.candidate_ended[1],
        phases=phases,
        windows=[*record.windows, *history.interruptions.bands()],
        series=series(history, record.start_ms, record.end_ms),
        facts=facts,
        remarks=[*history.remarks.sentences(), *history.documentation.sentences()],
        state=state,
    )


def store(run_dir: Path, record: RunRecord, card: Scorecard, lines: Iterable[OrderLine]) -> None:
    """Write orders, run record and scorecard, in this order: a folder with a scorecard is whole. Raises OSError."""
    files.write_lines(run_dir / ORDERS_FILE, (line.as_json() for line in lines))
    record.parts = {name: parts.stored(run_dir / name) for name in parts.STORED}
    record.ran_at = _written(run_dir)
    card.ledger_sha256 = record.parts[LEDGER_FILE]["sha256"]
    files.write_json(run_dir / RUN_FILE, record)
    files.write_json(run_dir / SCORECARD_FILE, card)


def judge_interrupted(run_dir: Path) -> None:
    """Judge a run that was interrupted as far as its ledger goes, and write the files that it lacks.

    Its verdict is unknown. Raises FolderProblem, LedgerBroken, or ScenarioError where the scenario names modules that
    are not found.
    """
    from golive.judge.claims.vocabulary import parse_claim
    from golive.judge.scorecard import judge
    from golive.scenario.loading.loader import load_written

    record = folder.read_run(run_dir)
    scenario = load_written(record.scenario, str(run_dir / RUN_FILE))
    ledger = StoredLedger(run_dir / LEDGER_FILE)
    if not ledger.path.exists():
        raise FolderProblem(f"{ledger.path}: expected the ledger of an interrupted run, there is none")
    history = history_for(scenario, record.start_ms)
    phases: list[Band] = []
    facts = 0
    for fact in ledger:
        with _fitting(f"{ledger.path}:{fact.seq}: {fact.kind}"):
            history.see(fact)
        facts += 1
        if fact.kind == "run.phase" and fact.data.get("phase") in ("traffic", "settle"):
            phases.append(Band(fact.data["phase"], "phase", fact.at_ms, record.end_ms))
    if not facts:
        raise FolderProblem(
            f"{ledger.path}: expected facts, it is empty: the run was interrupted before its first"
        )
    with _fitting(str(ledger.path)):
        history.close()
    end_ms = min(max(history.last_ms, record.start_ms + 1), record.end_ms)
    with _fitting(str(ledger.path)):
        card, lines = judge(
            history,
            ledger,
            scenario,
            record.candidate,
            record.seed,
            record.clock,
            record.command,
            claims=[parse_claim(each) for each in record.claims],
        )
    why = (
        f"the run was interrupted after {_length(end_ms - record.start_ms)} of "
        f"{_length(record.end_ms - record.start_ms)}{_reason(run_dir)}: what would have followed is not known"
    )
    card.verdict, card.reasons = UNKNOWN, [why, *card.reasons]
    record.end_ms, record.heal_ms = end_ms, min(record.heal_ms, end_ms)
    phases = [replace(phase, end_ms=min(phase.end_ms, end_ms)) for phase in phases]
    store(run_dir, concluded(record, history, phases, facts, INTERRUPTED), card, lines)


def _reason(run_dir: Path) -> str:
    """Why the run did not come to its end, in brackets on one line; "" where nothing tells it."""
    mark = interrupted.read(run_dir)
    if mark is None or mark.why == interrupted.UNKNOWN_END:
        return ""
    words = " ".join(mark.why.split())
    return f" ({words if len(words) <= _LONGEST_REASON else f'{words[:_LONGEST_REASON]} ...'})"


def _length(duration_ms: int) -> str:
    return show_duration(duration_ms // 1000 * 1000)


@contextmanager
def _fitting(place: str) -> Generator[None, None, None]:
    """Raises LedgerBroken where the facts of a stored ledger, read in this block, are not as golive writes them."""
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise LedgerBroken(
            f"{place}: expected facts as golive writes them, got other data ({error!r})"
        ) from error


def _written(run_dir: Path) -> str:
    """When the ledger was last written, in UTC."""
    written_s = (run_dir / LEDGER_FILE).stat().st_mtime
    return datetime.fromtimestamp(written_s, UTC).strftime("%Y-%m-%d %H:%M")


def _windows(scenario: Scenario) -> list[Band]:
    """The windows of faults and changes. Kills and pauses of the candidate are shown as they happened."""
    start_ms, end_ms = scenario.clock.start_ms, scenario.clock.end_ms
    bands = [
        Band(spec.id, "fault", start_ms + spec.window[0], start_ms + spec.window[1])
        for spec in scenario.faults
        if spec.fault_class.SEAM != "process"
    ]
    for change in scenario.changes:
        until_ms = end_ms if change.until_ms is None else start_ms + change.until_ms
        bands.append(Band(change.id, "change", start_ms + change.at_ms, until_ms))
    return bands
