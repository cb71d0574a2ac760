"""Defects with an ERP that was put back to a backup."""

from __future__ import annotations

from typing import Any

from golive.candidates import reference
from golive.candidates.kit import Response
from golive.candidates.reference import export
from golive.candidates.reference.export import Exporter
from golive.candidates.reference.orders.older_books import FEEDS, OlderBooks
from golive.candidates.reference.orders.refusals import error_of
from golive.candidates.reference.reconcile import Reconciler
from golive.candidates.reference.state import SENT, Record
from golive.zoo.patches import Patches


class TrustsItsMapping(OlderBooks):
    """BL-101: what was sent once counts as being in the ERP for ever; only the customers are looked up anew."""

    def found(self, why: str) -> None:
        self._customers.clear()
        self._state.customers.clear()


class SendsAllOfTheDay(OlderBooks):
    """BL-102: everything of the day is sent again without a lookup, as a job that is run again does."""

    def found(self, why: str) -> None:
        self._orders.clear()
        self._customers.clear()
        self._state.customers.clear()
        for feed in FEEDS:
            self._state.cursors.pop(feed, None)
        for record in [*self._state.orders.values()]:
            if record.state == SENT:
                self._inbox.send_again(record)

    def is_left_to_people(self, record: Record) -> bool:
        return False


class SendsWhatWasShipped(OlderBooks):
    """BL-103: an order that is gone is sent again, whether or not its goods have left."""

    def is_left_to_people(self, record: Record) -> bool:
        return False


class MakesReferencesUnique(Exporter):
    """BL-106: a reference that the ERP refuses as a second one gets a suffix, and the order is sent under that."""

    def __init__(self, *parts: Any) -> None:
        super().__init__(*parts)
        self._again: set[str] = set()

    def order_body(self, order: dict[str, Any], customer: str) -> dict[str, Any]:
        body = super().order_body(order, customer)
        if order["increment_id"] in self._again:
            body["external_reference"] += "-2"
        return body

    def _is_known(self, reply: Response) -> bool:
        return False

    def _refused(self, record: Record, reply: Response, noun: str) -> None:
        if error_of(reply)["code"] == "duplicate_reference":
            self._again.add(record.order)
            self._later(record, "the reference is taken")
        else:
            super()._refused(record, reply, noun)


class TrustsItsOwnData(Reconciler):
    """BL-106: an order that the ERP has and that is still to be sent is sent."""

    def _entered_by_people(self, record: Record) -> None:
        pass

    async def _cancel_surplus(self, record: Record, number: str) -> None:
        pass


def makes_references_unique(patch: Patches) -> None:
    """BL-106."""
    patch.setattr(reference, "Exporter", MakesReferencesUnique)
    patch.setattr(reference, "Reconciler", TrustsItsOwnData)


def trusts_its_mapping(patch: Patches) -> None:
    """BL-101."""
    patch.setattr(export, "OlderBooks", TrustsItsMapping)


def sends_all_of_the_day(patch: Patches) -> None:
    """BL-102."""
    patch.setattr(export, "OlderBooks", SendsAllOfTheDay)


def sends_what_was_shipped(patch: Patches) -> None:
    """BL-103."""
    patch.setattr(export, "OlderBooks", SendsWhatWasShipped)
