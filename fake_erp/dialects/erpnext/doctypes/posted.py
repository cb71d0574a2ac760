"""DocTypes whose records are posted in the books, besides drafts of theirs that the site keeps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fake_erp.dialects.erpnext.doctypes.base import DocType, Getter
from fake_erp.dialects.erpnext.doctypes.drafts import draft_fields
from fake_erp.dialects.erpnext.site import Site
from fake_erp.dialects.erpnext.store import Loose
from fake_erp.model import Order


class PostedDocType(DocType):
    """Shows a draft as it was sent."""

    __slots__ = ()

    def document(self, site: Site, record: Any) -> dict[str, Any]:
        return draft_fields(record) if isinstance(record, Loose) else DocType.document(self, site, record)


def drafted(fields: dict[str, Getter]) -> dict[str, Getter]:
    """Fields that a draft has too."""

    def both(name: str, get: Getter) -> Getter:
        return lambda site, record: (
            draft_fields(record).get(name) if isinstance(record, Loose) else get(site, record)
        )

    return {name: both(name, get) for name, get in fields.items()}


def order_key(site: Site, record: Any) -> str | None:
    """The business key of the order of a document."""
    order: Order | None = getattr(record, "order", None)
    return None if order is None else order.external_reference or order.number


def papers_of(site: Site, value: str, *kinds: type) -> list[Any]:
    """The documents of some kinds of the order with that name."""
    order = site.order_named(value)
    return [] if order is None else [paper for paper in order.papers if type(paper) in kinds]


def merged(changed_ms: Callable[[Any], int], *lists: list[Any]) -> list[Any]:
    """Several lists of records in the order of their last change."""
    rows = [row for each in lists for row in each]
    return sorted(rows, key=changed_ms) if len(lists) > 1 else rows
