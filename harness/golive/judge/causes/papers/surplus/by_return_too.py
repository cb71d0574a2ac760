"""A return credits its goods by itself, and a credit note was posted beside it."""

from __future__ import annotations

from golive.judge.causes.papers.filing import CREDIT_NOTE, RETURN, Filing
from golive.record.run import Cause


def by_return_too(filing: Filing) -> Cause | None:
    """Fits where the ERP credited a return, and a credit note of its own stands beside it."""
    if filing.noun not in (CREDIT_NOTE, RETURN):
        return None
    of_return = [note for note in filing.notes if note.of]
    plain = [note for note in filing.notes if not note.of and note.is_of_client]
    if not of_return or not plain or len(filing.notes) <= len(filing.memos):
        return None
    return Cause(
        "credited_by_return_too",
        f"{filing.name}: return {of_return[0].of} was credited by the ERP with {of_return[0].number}, and "
        f"{plain[0].number} was posted for the same refund",
        "Post either a return, which credits its goods, or a credit note; the rest of a refund only beside a return.",
    )
