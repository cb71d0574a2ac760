"""What has changed since a job last looked."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from fake_erp.feed import Feed
from fake_erp.model import Changing

if TYPE_CHECKING:
    from fake_erp.erp import Erp

RowT = TypeVar("RowT", bound=Changing)
PAGE = 1000


def fetch(erp: Erp, feed: Feed[RowT], name: str) -> list[RowT]:
    """The rows of a feed that changed since the last call of this name. The place is kept in the diary."""
    found: list[RowT] = []
    place, more = f"{name}.cursor", True
    while more:
        rows, cursor, more = feed.page(erp.diary.get(place, 0), PAGE)
        erp.diary[place] = cursor
        found += rows
    return found
