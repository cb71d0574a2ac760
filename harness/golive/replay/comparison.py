"""Two recorded runs side by side: their settings, the verdicts of their orders, and where their ledgers part."""

from __future__ import annotations

from pathlib import Path

from golive.record import folder
from golive.record.difference import Comparison, flat
from golive.record.ledger import StoredLedger
from golive.record.run import LEDGER_FILE, RunRecord
from golive.replay.difference import first_decision, first_difference

_SETTINGS = ("golive", "candidate", "seed", "clock", "speed", "libraries", "scenario")


def compare(one: Path, other: Path) -> Comparison:
    """Compare two run folders. Raises FolderProblem or LedgerBroken where one cannot be read."""
    verdicts = [{line.order: line.verdict for line in folder.read_orders(each)} for each in (one, other)]
    orders = [
        (order, verdicts[0].get(order, "-"), verdicts[1].get(order, "-"))
        for order in dict.fromkeys([*verdicts[0], *verdicts[1]])
    ]
    apart = [row for row in orders if row[1] != row[2]]
    ledgers = StoredLedger(one / LEDGER_FILE), StoredLedger(other / LEDGER_FILE)
    found = first_difference(*ledgers)
    parted = None if found is None else first_decision(*ledgers)
    order, decision = ("", None) if parted is None else parted
    settings = _settings(folder.read_run(one), folder.read_run(other))
    return Comparison(settings, apart, len(orders) - len(apart), found, order, decision)


def _settings(one: RunRecord, other: RunRecord) -> list[tuple[str, str, str]]:
    left, right = ({name: getattr(each, name) for name in _SETTINGS} for each in (one, other))
    mine, theirs = flat(left), flat(right)
    return [
        (name, mine.get(name, "-"), theirs.get(name, "-"))
        for name in dict.fromkeys([*mine, *theirs])
        if mine.get(name) != theirs.get(name)
    ]
