"""A document was posted in answer to one that the integration itself had made in the other system."""

from __future__ import annotations

from golive.judge.causes.papers.filing import Filing
from golive.record.run import Cause


def own_echo(filing: Filing) -> Cause | None:
    """Fits where the integration made credit memos in the shop and credit notes in the ERP for one another."""
    memos = [memo for memo in filing.memos if memo.is_of_client]
    notes = [note for note in filing.notes if note.is_of_client and not note.of]
    if not memos or not notes:
        return None
    memo, note = memos[0], notes[-1]
    if note.at_ms >= memo.at_ms:
        what = (
            f"credit note {note.number} follows credit memo {memo.number}, which the integration made itself"
        )
    else:
        what = f"credit memo {memo.number} follows credit note {notes[0].number}, which the integration posted itself"
    return Cause(
        "own_echo",
        f"{filing.name}: {what}",
        "Mark documents that the integration makes, and skip them when they are read.",
    )
