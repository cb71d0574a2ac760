"""The table of sections, and the description of finished runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from golive.describing.candidate.calling import Calling
from golive.describing.candidate.domains import Domains
from golive.describing.candidate.reading import Reading
from golive.describing.candidate.repeating import Repeating
from golive.describing.candidate.retrying import Retrying
from golive.describing.candidate.silence import Silence
from golive.describing.section import Run, Section
from golive.describing.system.acting import Acting
from golive.describing.system.documented import Documented
from golive.describing.system.limits import Limits
from golive.describing.system.operations import Operations
from golive.describing.system.refusals import Refusals
from golive.describing.system.unknown import Unknown
from golive.errors import FolderProblem
from golive.record import folder, parts
from golive.record.ledger import StoredLedger
from golive.record.run import LEDGER_FILE, Fact
from golive.record.studies.description import DescribedRun, DescribedSection, Description

SECTIONS: tuple[Callable[[], Section], ...] = (
    Operations,
    Refusals,
    Limits,
    Acting,
    Documented,
    Unknown,
    Calling,
    Reading,
    Retrying,
    Repeating,
    Domains,
    Silence,
)
"""The sections in their order: those about the ERP, then those about the candidate."""


def describe(run_dirs: Sequence[Path], command: str) -> Description:
    """The description of finished runs of one candidate.

    Raises FolderProblem for runs of several candidates or a folder that cannot be read, and LedgerBroken.
    """
    runs = []
    for number, run_dir in enumerate(run_dirs, 1):
        record = folder.read_run(run_dir)
        parts.check(run_dir, record)
        runs.append((run_dir, Run(number, record, folder.read_scorecard(run_dir))))
    candidates = list(dict.fromkeys(run.record.candidate for _, run in runs))
    if len(candidates) > 1:
        raise FolderProblem(
            f"expected runs of one candidate, got runs of {', '.join(candidates)}; describe each candidate by itself"
        )
    sections = [make() for make in SECTIONS]
    for run_dir, run in runs:
        read(sections, run, StoredLedger(run_dir / LEDGER_FILE))
    rows = tuple(_row(run_dir, run) for run_dir, run in runs)
    return told(sections, candidates[0], command, rows)


def read(sections: Sequence[Section], run: Run, facts: Iterable[Fact]) -> None:
    """Give a run to the sections."""
    readers: dict[str, list[Section]] = {}
    for section in sections:
        section.begin(run)
        for kind in section.KINDS:
            readers.setdefault(kind, []).append(section)
    for fact in facts:
        for section in readers.get(fact.kind, ()):
            section.read(run, fact)
    for section in sections:
        section.end(run)


def told(
    sections: Sequence[Section], candidate: str, command: str, runs: tuple[DescribedRun, ...]
) -> Description:
    """What the sections say after all runs. A section without statements is left out."""
    written = [DescribedSection(each.TITLE, each.ABOUT, tuple(each.statements())) for each in sections]
    unseen = tuple(text for each in sections for text in each.unseen())
    return Description(candidate, command, runs, tuple(each for each in written if each.statements), unseen)


def _row(run_dir: Path, run: Run) -> DescribedRun:
    record = run.record
    erp = record.scenario.get("erp", {})
    return DescribedRun(
        run_dir.name,
        str(record.scenario.get("name", "")),
        record.seed,
        ", ".join([*erp.get("profile", ()), erp.get("dialect", "")]).strip(", "),
        round(run.hours, 1),
        record.facts,
        run.card.verdict,
    )
