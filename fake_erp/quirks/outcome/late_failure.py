"""Rows that fail after their batch was accepted.

Modelled on SAP IDocs (accepted, later status 51) and Infor M3 (OIS100MI: accepted into batch tables, then fails in
batch order processing).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.quirks.base import Quirk


@dataclass(frozen=True, slots=True)
class LateFailure(Quirk):
    """Makes valid rows of an accepted batch or file fail."""

    seen: ClassVar[str] = "202 for the batch; later the row says import_failed"
    needs: ClassVar[str] = "a row of a batch or a file"

    def at_job(self) -> bool:
        return True
