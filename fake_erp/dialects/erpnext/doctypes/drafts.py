"""Documents that a client saves as a draft and submits: payments, returns and credit notes.

A draft is kept by the site. Submitting it posts the record in the books, which keeps the name of the draft.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fake_erp.dialects.erpnext.clock import day, stamp
from fake_erp.dialects.erpnext.doctypes.base import Step
from fake_erp.dialects.erpnext.names import SERIES
from fake_erp.dialects.erpnext.site import Site
from fake_erp.dialects.erpnext.store import Loose
from fake_erp.dialects.erpnext.wire import values
from fake_erp.dialects.erpnext.wire.errors import Cancelled, WrongDocstatus
from fake_erp.operations.base import Command, Hides, Parts

Reader = Callable[[Site, dict[str, Any], str], Command[Any]]


@dataclass(slots=True)
class KeepDraft:
    """Keeps a draft, after it was read as if it were submitted."""

    site: Site
    kind: str
    doctype: str
    doc: dict[str, Any]
    before: Loose | None = None

    def perform(self, parts: Parts, hides: Hides | None = None) -> Loose:
        site, now = self.site, self.site.erp.now()
        if self.before is not None:
            self.before.doc, self.before.changed_at_ms = self.doc, now
            return self.before
        name = f"{SERIES[self.kind]}-{day(now)[:4]}-{site.store.count(self.kind):05d}"
        draft = Loose(self.doctype, name, self.doc, now, now)
        site.loose(self.doctype)[name] = draft
        return draft


@dataclass(slots=True)
class SubmitDraft:
    """Posts what a draft asks for, under the name of the draft."""

    site: Site
    kind: str
    command: Command[Any]
    draft: Loose

    def perform(self, parts: Parts, hides: Hides | None = None) -> Any:
        record = self.command.perform(parts, hides)
        del self.site.loose(self.draft.doctype)[self.draft.name]
        self.site.store.rename(self.kind, record.number, self.draft.name)
        return record


@dataclass(slots=True)
class DropDraft:
    """Deletes a draft."""

    site: Site
    draft: Loose

    def perform(self, parts: Parts, hides: Hides | None = None) -> Loose:
        del self.site.loose(self.draft.doctype)[self.draft.name]
        return self.draft


@dataclass(frozen=True, slots=True)
class Draftable:
    """A kind of document that clients submit: how it is read, its business key, its fields by neutral names."""

    kind: str
    doctype: str
    operation: str
    read: Reader
    key: Callable[[Site, dict[str, Any]], str | None]
    sent: Callable[[dict[str, Any]], Any]

    def create(self, site: Site, doc: dict[str, Any]) -> Step:
        """Save a new document, submitted at once where its docstatus says so."""

        def read(by: str, discard: bool) -> Command[Any]:
            command = self.read(site, doc, by)
            return (
                command if doc.get("docstatus") in (1, "1") else KeepDraft(site, self.kind, self.doctype, doc)
            )

        return Step(self.operation, read, "", self.key(site, doc), lambda: self.sent(doc))

    def save(self, site: Site, draft: Loose, doc: dict[str, Any]) -> Step:
        """Save a draft again; a docstatus of 1 submits it."""
        merged = {**draft.doc, **{name: value for name, value in doc.items() if name != "docstatus"}}

        def read(by: str, discard: bool) -> Command[Any]:
            wanted = int(values.number(doc.get("docstatus") or 0))
            if wanted == 2:
                raise WrongDocstatus("Cannot change docstatus from 0 (Draft) to 2 (Cancelled)", "docstatus")
            command = self.read(site, merged, by)
            if wanted == 1:
                return SubmitDraft(site, self.kind, command, draft)
            return KeepDraft(site, self.kind, self.doctype, merged, draft)

        return Step(self.operation, read, "", self.key(site, merged), lambda: self.sent(merged))

    def delete(self, site: Site, draft: Loose) -> Step:
        """Delete a draft."""
        return Step(self.operation, lambda by, discard: DropDraft(site, draft), "", self.key(site, draft.doc))


def posted(record: Any) -> Cancelled:
    """That a posted document does not change any more."""
    return Cancelled("Not allowed to change a submitted document", "docstatus")


def draft_fields(draft: Loose) -> dict[str, Any]:
    """A draft as it is shown: what was sent, with a name and times."""
    return {
        **draft.doc,
        "name": draft.name,
        "docstatus": 0,
        "doctype": draft.doctype,
        "status": "Draft",
        "owner": "Administrator",
        "modified_by": "Administrator",
        "idx": 0,
        "creation": stamp(draft.created_at_ms),
        "modified": stamp(draft.changed_at_ms),
    }
