"""Batches whose reply breaks off.

Modelled on Business Central, which may return only one response of a `$batch` when its first operation fails.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.quirks.base import BundleQuirk, Quirk
from fake_erp.settings import setting


@dataclass(frozen=True, slots=True)
class HalfBatch(Quirk):
    """Answers only some calls of a batch; all of them are carried out."""

    seen: ClassVar[str] = "fewer responses in a batch than requests, the last ones are missing"
    needs: ClassVar[str] = "several calls in one request"

    most: int = setting("most", "whole", "The responses that are sent at most.", 1, least=1)
    only_failed: bool = setting("only_failed", "switch", "Only batches whose first call is refused.", False)

    def at_bundle(self) -> BundleQuirk | None:
        most, only_failed = self.most, self.only_failed

        def kept(refused: list[bool]) -> int:
            return len(refused) if only_failed and not refused[0] else min(most, len(refused))

        return kept
