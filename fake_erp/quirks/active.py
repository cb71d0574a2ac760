"""The quirks in force, put where they act. Without any, calls and orders pass them by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any, Literal

from fake_erp.accounting.currencies import in_home
from fake_erp.chance import between, happens
from fake_erp.errors import ErpError
from fake_erp.model import Draft, Order
from fake_erp.quirks.base import (
    Asked,
    Disguise,
    DraftQuirk,
    Look,
    Outcome,
    Quirk,
    QuirkBooks,
    ReadQuirk,
    ReplyQuirk,
    SaveQuirk,
    ServiceQuirk,
    UpdateQuirk,
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a call is answered with, how that is disguised, and what it hides: nothing was done, or not kept."""

    outcome: Outcome
    disguise: Disguise = ""
    unsaid: Literal["", "refused", "dropped"] = ""


class ActiveQuirks:
    """Emits `erp.quirk` whenever one acts: {ref}, {quirk, what}.

    Chance is addressed by salt, name of the quirk, external reference, and how often the quirk was asked about it.
    `books` are read at calls only, so they may still be under construction when this is made.
    """

    def __init__(self, books: QuirkBooks) -> None:
        self._books = books
        self._asked: dict[tuple[str, str], int] = {}
        """How often each quirk was asked about each external reference."""
        self.enact({})

    def enact(self, quirks: Mapping[str, Quirk]) -> None:
        """Put these quirks in force in place of those before.

        Amounts are taken in the home currency, at the rates of now. Raises ValueError for one that has no rate.
        """
        live = {
            name: in_home("quirks", name, quirk, self._books.currencies)
            for name, quirk in quirks.items()
            if quirk.share
        }
        self._quirks = live
        self._drafts: list[tuple[str, DraftQuirk]] = []
        self._saves: list[tuple[str, SaveQuirk]] = []
        self._updates: list[tuple[str, UpdateQuirk]] = []
        self._reads: list[tuple[str, ReadQuirk]] = []
        self._replies: list[tuple[str, ReplyQuirk]] = []
        self._services: list[tuple[str, ServiceQuirk]] = []
        for name, quirk in live.items():
            self._build(name, quirk)
        self._jobs = [name for name, quirk in live.items() if quirk.at_job()]
        self.is_on = bool(live)
        self.slows = bool(self._services)
        """Whether service times have to be asked for with `extra_ms`."""
        self.answers = bool(self._updates or self._reads or self._replies or self._saves)
        """Whether calls have to go through `answer`."""

    def _build(self, name: str, quirk: Quirk) -> None:
        if (draft := quirk.at_draft()) is not None:
            self._drafts.append((name, draft))
        if (save := quirk.at_save()) is not None:
            self._saves.append((name, save))
        if (update := quirk.at_update()) is not None:
            self._updates.append((name, update))
        if (read := quirk.at_read()) is not None:
            self._reads.append((name, read))
        if (reply := quirk.at_reply()) is not None:
            self._replies.append((name, reply))
        if (service := quirk.at_service()) is not None:
            self._services.append((name, service))

    def misread(self, draft: Draft) -> Draft:
        """The draft as the ERP understands it; the one that came in stays as it was."""
        if not self._drafts:
            return draft
        understood = copy(draft)
        for name, quirk in self._drafts:
            if self._means(name, draft) and self._hits(name, draft.reference):
                what = quirk(understood)
                if what:
                    self._record(name, draft.reference, what)
        return understood

    def fate(self, draft: Draft, order: Order) -> str:
        """DROP, DRAFT or HELD, or "" for an order that is simply saved."""
        for name, quirk in self._saves:
            if self._means(name, draft) and self._hits(name, order.external_reference):
                fate = quirk(order)
                if fate:
                    self._record(name, order.external_reference, fate)
                    return fate
        return ""

    def answer(self, asked: Asked, carry_out: Callable[[], Any], look: Look) -> Answer:
        """Carry a call out, or not, and say how to answer it. Raises ErpError for a read that cannot be read."""
        outcome, unsaid = self._instead(asked, look), self._unsaid_of(asked)
        if outcome is None:
            unsaid = ""
            try:
                outcome = carry_out()
            except ErpError as error:
                outcome = error
        if asked.operation == "order.create" and type(outcome) is Order:
            unsaid = unsaid if outcome.number in self._books.orders.by_number else "dropped"
        for name, quirk in self._replies:
            disguise = quirk(asked, outcome)
            if disguise and self._hits(name, asked.key):
                self._record(name, asked.key, asked.operation)
                return Answer(outcome, disguise, "refused" if disguise == "in_ok" else unsaid)
        return Answer(outcome, "", unsaid)

    @staticmethod
    def _unsaid_of(asked: Asked) -> Literal["", "refused", "dropped"]:
        """What the answer in place of a call hides."""
        return "" if asked.reads else "refused"

    def extra_ms(self, operation: str, key: str) -> int:
        """Milliseconds that a call takes longer than it should."""
        more_ms = 0
        for name, quirk in self._services:
            extra_ms = quirk(operation, between(0, 999, self._books.salt, name, key, "how long"))
            if extra_ms and self._hits(name, key):
                self._record(name, key, operation)
                more_ms += extra_ms
        return more_ms

    def row_fails(self, reference: str) -> bool:
        """Whether a row of an accepted job fails for no reason of its own."""
        for name in self._jobs:
            if self._hits(name, reference):
                self._record(name, reference, "row")
                return True
        return False

    def _instead(self, asked: Asked, look: Look) -> Outcome | None:
        if asked.reads:
            for name, read in self._reads:
                if self._hits(name, f"{asked.operation} {asked.key}"):
                    outcome = read(asked, self._books, look)
                    if outcome is not None:
                        self._record(name, asked.key, asked.operation)
                        return outcome
            return None
        for name, update in self._updates:
            if self._hits(name, f"{asked.operation} {asked.key}"):
                outcome = update(asked, self._books)
                if outcome is not None:
                    self._record(name, asked.key, asked.operation)
                    return outcome
        return None

    def _means(self, name: str, draft: Draft) -> bool:
        return self._quirks[name].means(draft, self._books)

    def _hits(self, name: str, key: str) -> bool:
        share = self._quirks[name].share
        if share >= 1:
            return True
        attempt = self._asked[name, key] = self._asked.get((name, key), 0) + 1
        return happens(share, self._books.salt, name, key, attempt)

    def _record(self, name: str, reference: str, what: str) -> None:
        self._books.emit("erp.quirk", {"ref": reference}, {"quirk": name, "what": what})
