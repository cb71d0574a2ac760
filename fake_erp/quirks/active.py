"""The quirks in force, by the moment at which they act."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any, Literal

from fake_erp.accounting.currencies import in_home
from fake_erp.chance import between, happens
from fake_erp.errors import ErpError
from fake_erp.model import Draft, Exercise, Order
from fake_erp.quirks.base import (
    Disguise,
    DraftQuirk,
    Look,
    Outcome,
    Quirk,
    QuirkBooks,
    QuirkCall,
    ReadQuirk,
    ReplyQuirk,
    SaveQuirk,
    ServiceQuirk,
    UpdateQuirk,
)


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a call, its disguise, and what it conceals: that nothing was done, or not kept."""

    outcome: Outcome
    disguise: Disguise = ""
    concealed: Literal["", "refused", "dropped"] = ""


class ActiveQuirks:
    """Emits `erp.quirk` whenever one acts: {ref}, {quirk, what}.

    Chance is addressed by salt, name of the quirk, external reference, and attempt. `books`
    are read at calls only, so they may be incomplete at construction.
    """

    def __init__(self, books: QuirkBooks) -> None:
        self._books = books
        self._attempts: dict[tuple[str, str], int] = {}
        """How often each quirk was considered for each external reference."""
        self.exercise: dict[str, Exercise] = {}
        """By the name of a quirk: the cases in which it was considered, and those in which it acted."""
        self.enact({})

    def enact(self, quirks: Mapping[str, Quirk]) -> None:
        """Replace the quirks in force.

        Amounts are converted to the home currency at the current rates. Raises ValueError for a currency without
        one.
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
            self.exercise.setdefault(name, Exercise())
            self._build(name, quirk)
        self._jobs = [name for name, quirk in live.items() if quirk.at_job()]
        self.is_on = bool(live)
        self.slows = bool(self._services)
        """Whether `extra_ms` can be more than 0."""
        self.answers = bool(self._updates or self._reads or self._replies or self._saves)
        """Whether `answer` can change the answer to a call."""

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
        """A copy of the draft with the changes of quirks; the draft itself is not changed."""
        if not self._drafts:
            return draft
        understood = copy(draft)
        for name, quirk in self._drafts:
            if self._applies(name, draft) and self._hits(name, draft.reference):
                what = quirk(understood)
                if what:
                    self._record(name, draft.reference, what)
        return understood

    def fate(self, draft: Draft, order: Order) -> str:
        """DROP, DRAFT or HELD, or "" for an order that is simply saved."""
        for name, quirk in self._saves:
            if self._applies(name, draft) and self._hits(name, order.external_reference):
                fate = quirk(order)
                if fate:
                    self._record(name, order.external_reference, fate)
                    return fate
        return ""

    def answer(self, call: QuirkCall, carry_out: Callable[[], Any], look: Look) -> Answer:
        """Perform a call unless a quirk prevents it. Raises ErpError for a read that is refused."""
        outcome, concealed = self._replaced(call, look), self._concealed_of(call)
        if outcome is None or isinstance(outcome, ErpError):
            concealed = ""
        if outcome is None:
            try:
                outcome = carry_out()
            except ErpError as error:
                outcome = error
        if call.operation == "order.create" and type(outcome) is Order:
            concealed = concealed if outcome.number in self._books.orders.by_number else "dropped"
        for name, quirk in self._replies:
            disguise = quirk(call, outcome)
            self.exercise[name].cases += 1
            if disguise and self._hits(name, call.key):
                self._record(name, call.key, call.operation)
                return Answer(outcome, disguise, "refused" if disguise == "in_ok" else concealed)
        return Answer(outcome, "", concealed)

    @staticmethod
    def _concealed_of(call: QuirkCall) -> Literal["", "refused", "dropped"]:
        """What the answer to a call that was not performed conceals."""
        return "" if call.reads else "refused"

    def extra_ms(self, operation: str, key: str) -> int:
        """Additional service time of a call, in ms."""
        more_ms = 0
        for name, quirk in self._services:
            extra_ms = quirk(operation, between(0, 999, self._books.salt, name, key, "how long"))
            self.exercise[name].cases += 1
            if extra_ms and self._hits(name, key):
                self._record(name, key, operation)
                more_ms += extra_ms
        return more_ms

    def row_fails(self, reference: str) -> bool:
        """Whether a row of an accepted batch or file fails because of a quirk."""
        for name in self._jobs:
            self.exercise[name].cases += 1
            if self._hits(name, reference):
                self._record(name, reference, "row")
                return True
        return False

    def _replaced(self, call: QuirkCall, look: Look) -> Outcome | None:
        if call.reads:
            for name, read in self._reads:
                self.exercise[name].cases += 1
                if self._hits(name, f"{call.operation} {call.key}"):
                    outcome = read(call, self._books, look)
                    if outcome is not None:
                        self._record(name, call.key, call.operation)
                        return outcome
            return None
        for name, update in self._updates:
            self.exercise[name].cases += 1
            if self._hits(name, f"{call.operation} {call.key}"):
                outcome = update(call, self._books)
                if outcome is not None:
                    self._record(name, call.key, call.operation)
                    return outcome
        return None

    def _applies(self, name: str, draft: Draft) -> bool:
        self.exercise[name].cases += 1
        return self._quirks[name].means(draft, self._books)

    def _hits(self, name: str, key: str) -> bool:
        share = self._quirks[name].share
        if share >= 1:
            return True
        attempt = self._attempts[name, key] = self._attempts.get((name, key), 0) + 1
        return happens(share, self._books.salt, name, key, attempt)

    def _record(self, name: str, reference: str, what: str) -> None:
        self.exercise[name].acts += 1
        self._books.emit("erp.quirk", {"ref": reference}, {"quirk": name, "what": what})
