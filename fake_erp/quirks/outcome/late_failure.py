"""Rows of a job that was accepted, and fails."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.quirks.base import Quirk


@dataclass(frozen=True, slots=True)
class LateFailure(Quirk):
    """Lets rows of an accepted batch or file fail for no reason of theirs."""

    seen: ClassVar[str] = "202 for the batch; later the row says import_failed"

    def at_job(self) -> bool:
        return True
