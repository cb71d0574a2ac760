"""Defects with an ERP that was put back to a backup."""

from __future__ import annotations

from golive.candidates.reference import export
from golive.candidates.reference.orders.older_books import FEEDS, OlderBooks
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


def trusts_its_mapping(patch: Patches) -> None:
    """BL-101."""
    patch.setattr(export, "OlderBooks", TrustsItsMapping)


def sends_all_of_the_day(patch: Patches) -> None:
    """BL-102."""
    patch.setattr(export, "OlderBooks", SendsAllOfTheDay)


def sends_what_was_shipped(patch: Patches) -> None:
    """BL-103."""
    patch.setattr(export, "OlderBooks", SendsWhatWasShipped)
