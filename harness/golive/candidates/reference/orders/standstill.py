"""Orders that the ERP has accepted and holds: each is on the desk until it proceeds."""

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
"""By status in the ERP: the desk entry as (what, why, fix)."""
MOVING = frozenset({"", "released", "partly_shipped", "shipped", "invoiced", "closed", "cancelled"})
"""Statuses of orders that proceed or have ended; "" where the ERP does not say."""


def entry(status: str) -> tuple[str, str, str] | None:
    """The desk entry for a status; None where the order proceeds. An unknown status is for people to judge."""
    if status in MOVING:
        return None
    unknown = (
        "the ERP has a status that is not known here",
        f"its status is {status}",
        "check it in the ERP",
    )
    return STANDING.get(status, unknown)


def seen(record: Record, status: str, board: Board) -> None:
    """Note a status read from the ERP: show or withdraw the entry; entries with another reason stay."""
    shown = entry(status)
    if shown is not None:
        if not record.shown:
            record.standing = True
            board.show(record, *shown)
    elif record.standing:
        record.standing = False
        board.solved(record)
