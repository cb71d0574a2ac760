"""Values flow from the system that owns them to the other one, and never back.

A write of the same value is no write. What the integration creates it may also fill in. A loop is a field that is
written again and again without a change at its source; a lost update is an older value over a person's change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from golive.judge.history.records.writes import FieldWrite
from golive.judge.oracles.case import Case
from golive.judge.oracles.owners.fields import CREDIT, PLACEMENT, in_words, owner_of, shown, side_of
from golive.judge.oracles.owners.price_loops import price_loops
from golive.judge.oracles.owners.shop_stock import overwritten_stock
from golive.judge.oracles.owners.sources import Sources
from golive.judge.oracles.owners.stock_writes import stock_writes
from golive.record.oracles import AGAINST_OWNER, ECHO_LOOP, LOST_UPDATE, OWNERSHIP, FindingKind
from golive.record.run import Cause, Finding

LEAST_OF_A_LOOP = 3
"""Writes in a row without a change at the source."""

ECHO = Cause(
    "echo",
    "the integration takes its own writes for changes of the other side",
    "Mark the integration's own writes and skip them, or let each field flow one way only.",
)
REPEATED = Cause(
    "rewritten_without_change",
    "the integration writes other values again and again, and nothing changed at the source",
    "Write a value when its source changed, and compare with what is there first.",
)
STALE = Cause(
    "stale_value_written",
    "the integration wrote an older value over a change that a person made",
    "Read the record before it is written, and leave what was changed since.",
)
BACKWARDS = Cause(
    "written_against_owner",
    "the integration writes a field in the system that owns it",
    "Let values flow from their owner to the other system only.",
)
INVENTED = Cause(
    "value_without_source",
    "the integration wrote a value that its owner never had",
    "Take values from their owner alone.",
)


def ownership(case: Case) -> list[Finding]:
    """Return one finding per record and kind of offence."""
    sources = Sources(case)
    found = [
        *price_loops(case, LEAST_OF_A_LOOP, REPEATED),
        *stock_writes(case, ECHO, BACKWARDS),
        *overwritten_stock(case),
    ]
    for record, writes in case.history.records.writes.items():
        if any(each.by_client for each in writes):
            found += _of_record(case, sources, record, writes)
    return sorted(found, key=lambda finding: finding.evidence)


def _of_record(case: Case, sources: Sources, record: str, writes: Sequence[FieldWrite]) -> list[Finding]:
    offences: dict[tuple[FindingKind, Cause], list[FieldWrite]] = {}
    for name in dict.fromkeys(each.field for each in writes):
        of_field = [each for each in writes if each.field == name]
        offence = _offence(case, sources, record, of_field)
        if offence is not None:
            kind, cause, own = offence
            offences.setdefault((kind, cause), []).extend(own)
    return [_finding(case, record, kind, cause, own) for (kind, cause), own in offences.items()]


def _offence(
    case: Case, sources: Sources, record: str, writes: Sequence[FieldWrite]
) -> tuple[FindingKind, Cause, list[FieldWrite]] | None:
    """Return the worst offence of the integration's writes of one field."""
    owner = owner_of(record, writes[0].field, case.owners)
    own = [each for each in writes if each.by_client]
    if not own or owner == "either" or (not owner and not _is_master(record, own[0].field)):
        return None
    loop = _loop(sources, record, own)
    if loop:
        return ECHO_LOOP, ECHO if _on_both_sides(case, record) else REPEATED, loop
    if own[0].field in PLACEMENT:
        return None  # the oracle of bystanders reports it
    side = side_of(record)
    stale = list(_over_people(sources, record, writes))
    if stale and (owner == side or own[0].field.startswith("address")):
        return LOST_UPDATE, STALE, stale
    if owner == side:
        fills_in = record in case.history.records.born and writes[0].by_client and own[0].field not in CREDIT
        beyond = own[1:] if fills_in else own
        return (AGAINST_OWNER, BACKWARDS, beyond) if beyond else None
    invented = [each for each in own if side == "erp" and owner == "shop" and sources.lacks(record, each)]
    return (AGAINST_OWNER, INVENTED, invented) if invented else None


def _is_master(record: str, field: str) -> bool:
    """Whether rewriting a field without an owner in a loop does harm: not so for the integration's own remarks."""
    return not field.startswith("attribute ") and record.startswith(
        ("erp customer", "shop customer", "shop product")
    )


def _loop(sources: Sources, record: str, own: Sequence[FieldWrite]) -> list[FieldWrite]:
    """Return the longest run of writes without a change at the source, if it is a loop."""
    best: list[FieldWrite] = []
    run: list[FieldWrite] = []
    collective = side_of(record) == "erp" and sources.is_collective(record)
    for write in own:
        explained = bool(run) and sources.since(record, write.field, run[-1].at_ms, write.at_ms)
        if explained and collective and write.now in [each.was for each in run]:
            explained = False  # back to an earlier value: no order brings that
        run = [write] if explained else [*run, write]
        best = max(best, run, key=len)
    return best if len(best) >= LEAST_OF_A_LOOP else []


def _on_both_sides(case: Case, record: str) -> bool:
    """Whether the integration also writes the customer's record in the other system."""
    book = case.history.records
    email, side = book.emails.get(record, ""), side_of(record)
    return bool(email) and any(
        book.emails.get(other) == email and side_of(other) != side and any(w.by_client for w in writes)
        for other, writes in book.writes.items()
    )


def _over_people(sources: Sources, record: str, writes: Sequence[FieldWrite]) -> Iterator[FieldWrite]:
    """Yield writes that put an older value over a person's, without a change at the source in between."""
    for before, write in pairwise(writes):
        if not write.by_client or before.by_client:
            continue
        older = [each.was for each in writes if each.at_ms <= before.at_ms]
        if write.now in older and not sources.since(record, write.field, before.at_ms, write.at_ms):
            yield write


def _finding(case: Case, record: str, kind: FindingKind, cause: Cause, own: Iterable[FieldWrite]) -> Finding:
    writes = sorted(own, key=lambda each: each.seq)
    names = list(dict.fromkeys(each.field for each in writes))
    first, times = writes[0], len({each.seq for each in writes})
    owner = owner_of(record, first.field, case.owners)
    whose = {"erp": ", which the ERP owns,", "shop": ", which the shop owns,"}.get(owner, "")
    often = f" {times} times" if times > 1 else ""
    text = (
        f"{', '.join(names)} of {in_words(record)}{whose} written{often} by {first.by}: "
        f"{names[0]} from {shown(first.was)} to {shown(first.now)}"
    )
    return Finding(
        OWNERSHIP.code, kind.name, record, text, tuple(sorted({each.seq for each in writes})[:10]), cause
    )
