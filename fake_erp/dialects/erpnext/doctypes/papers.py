"""The papers of orders as DocTypes: deliveries, invoices, payments, returns and credit notes, and drafts of them.

They are posted in the books, so that a client may create them, and change or delete only what is still a draft.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

from fake_erp.dialects.erpnext.doctypes.base import Getter, Step, Table, everything, recent
from fake_erp.dialects.erpnext.doctypes.drafts import Draftable, posted
from fake_erp.dialects.erpnext.doctypes.posted import PostedDocType, merged, order_key, papers_of
from fake_erp.dialects.erpnext.site import Site
from fake_erp.dialects.erpnext.store import Loose


def created_ms(record: Any) -> int:
    """When a paper was posted or drafted."""
    return int(record.created_at_ms if isinstance(record, Loose) else record.posted_at_ms)


def index_of(*kinds: type) -> Callable[[Site, str], list[Any]]:
    """The papers of some kinds by the name of their order."""
    return lambda site, value: papers_of(site, value, *kinds)


def reference_index_of(*kinds: type) -> Callable[[Site, str], list[Any]]:
    """The papers of some kinds by the external reference of their order."""
    return lambda site, value: [
        paper
        for order in site.erp.orders.with_reference(value)
        for paper in order.papers
        if type(paper) in kinds
    ]


def paper_doctype(
    drafts: Draftable,
    noun: str,
    fields: dict[str, Getter],
    tables: dict[str, Table],
    indexes: dict[str, Callable[[Site, str], list[Any]]],
    find: Callable[[Site, str], Any],
    feeds: Callable[[Site], tuple[Any, ...]],
    changed_ms: Callable[[Any], int],
    noun_of: Callable[[Any], str] | None = None,
) -> PostedDocType:
    """The DocType of papers. `feeds` are those of the books, `changed_ms` is when a paper or draft changed last."""

    def loose(site: Site) -> list[Loose]:
        return list(site.loose(drafts.doctype).values())

    def rows(site: Site) -> list[Any]:
        return merged(changed_ms, *[everything(feed) for feed in feeds(site)], loose(site))

    def since(site: Site, at_ms: int) -> list[Any]:
        kept = [draft for draft in loose(site) if draft.changed_at_ms >= at_ms]
        return merged(changed_ms, *[recent(feed, at_ms, changed_ms) for feed in feeds(site)], kept)

    def save(site: Site, record: Any, doc: dict[str, Any]) -> Step:
        if isinstance(record, Loose):
            return drafts.save(site, record, doc)
        raise posted(record)

    def cancel(site: Site, record: Any) -> NoReturn:
        raise doctype.refused("cancelling")

    def delete(site: Site, record: Any) -> Step:
        if isinstance(record, Loose):
            return drafts.delete(site, record)
        raise doctype.refused("deleting")

    doctype = PostedDocType(
        name=drafts.doctype,
        noun=noun,
        fields=fields,
        rows=rows,
        find=find,
        tables=tables,
        indexes=indexes,
        key=order_key,
        number=lambda record: "" if isinstance(record, Loose) else str(record.number),
        since=since,
        create=drafts.create,
        save=save,
        cancel=cancel,
        delete=delete,
        noun_of=noun_of,
    )
    return doctype
