"""Defects with orders that people work on in the ERP."""

from __future__ import annotations

from typing import Any

from golive.candidates import reference
from golive.candidates.reference import reconcile
from golive.candidates.reference.orders.edits import Edits
from golive.candidates.reference.reconcile import Reconciler
from golive.candidates.reference.state import Record
from golive.zoo.patches import Patches


class ReadsTheStatusAlone(Edits):
    """BL-104: what people have changed in an order is not compared."""

    def noted(self, record: Record, row: dict[str, Any]) -> None:
        pass


def reads_the_status_alone(patch: Patches) -> None:
    """BL-104."""
    patch.setattr(reconcile, "Edits", ReadsTheStatusAlone)


class LooksForNoSecond(Reconciler):
    """BL-105: an order of the ERP whose reference is known counts as seen, whichever it is."""

    async def _cancel_surplus(self, record: Record, number: str) -> None:
        pass


def looks_for_no_second(patch: Patches) -> None:
    """BL-105."""
    patch.setattr(reference, "Reconciler", LooksForNoSecond)
