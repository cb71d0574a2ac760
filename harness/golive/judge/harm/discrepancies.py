"""The records in which the books of shop and ERP differ, so that finance has to find out why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from golive.record.oracles import KINDS, MONEY, FindingKind
from golive.record.run import Finding


def books_that_differ(found: Iterable[Finding], kinds: Mapping[str, FindingKind] = KINDS) -> int:
    """Return the number of records with a discrepancy; a record with several counts once.

    A record with wrong content is one where its amounts differ, as the money oracle found.
    """
    return len({each.key for each in found if _differs(each, kinds.get(each.kind))})


def _differs(finding: Finding, kind: FindingKind | None) -> bool:
    if kind is None:
        return False
    return kind.is_discrepancy or (finding.oracle == MONEY.code and kind.decides)
