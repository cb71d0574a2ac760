"""Undocumented behaviour of an ERP: one file per quirk, and the table that lists them.

A quirk is a declaration of settings (see `fake_erp.settings`) with a method for the moment at which it
acts. It is recorded in the ledger, by the fact `erp.quirk`, and never reported to the client.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fake_erp.quirks.base import Quirk
from fake_erp.quirks.content.cap_quantity import CapQuantity
from fake_erp.quirks.content.date_only import DateOnly
from fake_erp.quirks.content.default_fields import DefaultFields
from fake_erp.quirks.content.drop_fields import DropFields
from fake_erp.quirks.content.drop_lines import DropLines
from fake_erp.quirks.content.lost_custom_fields import LostCustomFields
from fake_erp.quirks.content.merge_lines import MergeLines
from fake_erp.quirks.content.own_address import OwnAddress
from fake_erp.quirks.content.round_prices import RoundPrices
from fake_erp.quirks.content.truncate_text import TruncateText
from fake_erp.quirks.outcome.approval_draft import ApprovalDraft
from fake_erp.quirks.outcome.drop_order import DropOrder
from fake_erp.quirks.outcome.header_only import HeaderOnly
from fake_erp.quirks.outcome.ignore_update import IgnoreUpdate
from fake_erp.quirks.outcome.late_failure import LateFailure
from fake_erp.quirks.outcome.limbo import Limbo
from fake_erp.quirks.outcome.needless_warning import NeedlessWarning
from fake_erp.quirks.replies.blunt_refusals import BluntRefusals
from fake_erp.quirks.replies.commit_then_fail import CommitThenFail
from fake_erp.quirks.replies.error_in_ok import ErrorInOk
from fake_erp.quirks.replies.half_batch import HalfBatch
from fake_erp.quirks.replies.late_commit import LateCommit
from fake_erp.quirks.replies.no_number import NoNumber
from fake_erp.quirks.replies.session_death import SessionDeath
from fake_erp.quirks.replies.stale_reads import StaleReads
from fake_erp.quirks.replies.write_conflict import WriteConflict
from fake_erp.settings import configured_all

QUIRKS: dict[str, type[Quirk]] = {
    "drop_order": DropOrder,
    "drop_lines": DropLines,
    "merge_lines": MergeLines,
    "cap_quantity": CapQuantity,
    "round_prices": RoundPrices,
    "drop_fields": DropFields,
    "default_fields": DefaultFields,
    "truncate_text": TruncateText,
    "lost_custom_fields": LostCustomFields,
    "own_address": OwnAddress,
    "date_only": DateOnly,
    "header_only": HeaderOnly,
    "needless_warning": NeedlessWarning,
    "limbo": Limbo,
    "approval_draft": ApprovalDraft,
    "ignore_update": IgnoreUpdate,
    "write_conflict": WriteConflict,
    "error_in_ok": ErrorInOk,
    "blunt_refusals": BluntRefusals,
    "commit_then_fail": CommitThenFail,
    "half_batch": HalfBatch,
    "no_number": NoNumber,
    "late_commit": LateCommit,
    "late_failure": LateFailure,
    "stale_reads": StaleReads,
    "session_death": SessionDeath,
}
"""In the order in which they act."""

Quirks = Mapping[str, Quirk]
"""Every quirk by name, with its settings."""


def configured_quirks(**written: Any) -> Quirks:
    """Every quirk: as given (a mapping of settings, or the share alone), the others off.

    Raises ValueError for a quirk or a setting that does not exist.
    """
    return configured_all("quirks", QUIRKS, written)


__all__ = ["QUIRKS", "Quirk", "Quirks", "configured_quirks"]
