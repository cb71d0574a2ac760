"""The statements of a blueprint, and their test on finished runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from golive.blueprint.plan import Blueprint, Domain, OrderDomain
from golive.blueprint.statements.direction import Direction
from golive.blueprint.statements.failure import Failure
from golive.blueprint.statements.lifecycle import Lifecycle
from golive.blueprint.statements.owner import Owner
from golive.blueprint.statements.statement import Statement
from golive.blueprint.statements.within import Within
from golive.describing.section import Run
from golive.exit_status import BROKEN_STATUS, HELD_STATUS, UNKNOWN_STATUS
from golive.judge.claims.claim import Tested
from golive.record import folder, parts
from golive.record.card.claims import CLAIM_HELD, NOT_EXERCISED, REFUTED
from golive.record.ledger import StoredLedger
from golive.record.run import LEDGER_FILE, Fact


@dataclass(frozen=True, slots=True)
class Checked:
    """A statement with its verdict over all runs. `facts` are those that refute it, as `RUN:FACT`."""

    domain: str
    statement: str
    verdict: str
    what: str
    facts: tuple[str, ...] = ()


def status_of(found: Iterable[Checked]) -> int:
    """Return the exit status: broken where one was refuted, else unknown where one was not exercised, else held."""
    verdicts = {each.verdict for each in found}
    if REFUTED in verdicts:
        return BROKEN_STATUS
    return HELD_STATUS if verdicts <= {CLAIM_HELD} else UNKNOWN_STATUS


def lines(found: Iterable[Checked]) -> Iterator[str]:
    """Yield a line for each statement: verdict, statement, what was seen, and the facts that refute it."""
    for each in found:
        facts = f" (facts {', '.join(each.facts)})" if each.facts else ""
        yield f"{each.verdict:<13}  {each.domain}: {each.statement}  --  {each.what}{facts}"


def statements(blueprint: Blueprint) -> list[Statement]:
    """The statements of a blueprint, made anew for each run, in the order of the domains."""
    return [
        each
        for domain in fields(blueprint)
        for each in _of_domain(domain.name, getattr(blueprint, domain.name))
    ]


def _of_domain(name: str, plan: Domain) -> Iterable[Statement]:
    if plan.owner is not None:
        yield Owner(name, plan.owner)
    if plan.direction is not None:
        yield Direction(name, plan.direction)
    if plan.within_ms is not None:
        yield Within(name, plan.within_ms)
    if isinstance(plan, OrderDomain):
        yield from (Lifecycle(name, shop, erp) for shop, erp in plan.lifecycle)
    if plan.failure is not None:
        yield Failure(name, plan.failure)


def check(blueprint: Blueprint, run_dirs: Sequence[Path]) -> list[Checked]:
    """Each statement with its verdict. Raises FolderProblem or LedgerBroken for a folder that cannot be read."""
    rows = []
    for number, run_dir in enumerate(run_dirs, 1):
        record = folder.read_run(run_dir)
        parts.check(run_dir, record)
        run = Run(number, record, folder.read_scorecard(run_dir))
        rows.append(tested(statements(blueprint), run, StoredLedger(run_dir / LEDGER_FILE)))
    return [over_runs(each, [row[at] for row in rows]) for at, each in enumerate(statements(blueprint))]


def tested(stated: Sequence[Statement], run: Run, facts: Iterable[Fact]) -> list[Tested]:
    """The verdict of each statement on one run."""
    for each in stated:
        each.begin(run)
    for fact in facts:
        for each in stated:
            each.read(fact)
    return [each.tested(run) for each in stated]


def over_runs(statement: Statement, found: Sequence[Tested]) -> Checked:
    """One verdict: refuted where a run refutes it, else held where a run confirms it, else not exercised."""
    for verdict in (REFUTED, CLAIM_HELD, NOT_EXERCISED):
        numbers = [number for number, each in enumerate(found, 1) if each.verdict == verdict]
        if numbers:
            what = "; ".join(f"run {number}: {found[number - 1].what}" for number in numbers)
            facts = tuple(f"{number}:{seq}" for number in numbers for seq in found[number - 1].evidence)
            return Checked(statement.domain, statement.text, verdict, what, facts)
    raise ValueError("expected the verdict of at least one run, got none")
