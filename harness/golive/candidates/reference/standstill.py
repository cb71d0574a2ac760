"""Orders the ERP has taken in and does not move by itself: each is shown to people until it goes on."""

from __future__ import annotations

from golive.candidates.reference.board import Board
from golive.candidates.reference.state import Record

STANDING: dict[str, tuple[str, str, str]] = {
    "held": ("the ERP holds the order", "credit or approval", "release it in the ERP"),
    "pending_approval": (
        "the order waits for approval",
        "it has not been approved yet",
        "approve it in the ERP",
    ),
    "draft": ("the ERP keeps the order as a draft", "it was not released", "release it in the ERP"),
}
"""By the status the ERP gives: what people are told, why, and how to fix it."""


def seen(record: Record, status: str, board: Board) -> None:
    """The ERP says how the order stands. What else the order is on the desk for stays there."""
    if status in STANDING:
        if not record.standing:
            record.standing = True
            board.show(record, *STANDING[status])
    elif record.standing:
        record.standing = False
        board.solved(record)
