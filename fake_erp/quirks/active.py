"""The quirks in force, by the moment at which they act."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any

from fake_erp.accounting.currencies import in_home
from fake_erp.chance import between, happens
from fake_erp.errors import ErpError, RuleRefused
from fake_erp.messages import Concealed
from fake_erp.model import Draft, Exercise, Order
from fake_erp.quirks.base import (
    WARN,
    BundleQuirk,
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
    """The answer to a call, its disguise, and what it conceals: see `Reply.concealed`."""

    outcome: Outcome
    disguise: Disguise = ""
    concealed: Concealed = ""


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
        self._bundles: list[tuple[str, BundleQuirk]] = []
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
        if (bundle := quirk.at_bundle()) is not None:
            self._bundles.append((name, bundle))
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
        """DROP, DRAFT, HELD or APPROVAL, or "" for an order that is simply saved."""
        for name, quirk in self._saves:
            if self._applies(name, draft) and self._hits(name, order.external_reference):
                fate = quirk(order)
                if fate:
                    self._record(name, order.external_reference, fate)
                if fate and fate != WARN:
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
                return _disguised(outcome, disguise, concealed)
        return Answer(outcome, "", concealed)

    @staticmethod
    def _concealed_of(call: QuirkCall) -> Concealed:
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

    def replies_of_bundle(self, refused: list[bool], key: str) -> int:
        """How many replies of several calls in one request are sent."""
        for name, quirk in self._bundles:
            self.exercise[name].cases += 1
            kept = quirk(refused)
            if kept < len(refused) and self._hits(name, key):
                self._record(name, key, f"{len(refused) - kept} of {len(refused)} replies")
                return kept
        return len(refused)

    def check_row(self, reference: str) -> None:
        """Raises RuleRefused for a row of an accepted batch, file or job that fails because of a quirk."""
        for name in self._jobs:
            self.exercise[name].cases += 1
            if self._hits(name, reference):
                self._record(name, reference, "row")
                raise RuleRefused(
                    "late_failure", "import_failed", "the row could not be imported; ask support"
                )

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


BLUNT = "an error occurred; ask the administrator of the system"


def _disguised(outcome: Outcome, disguise: Disguise, concealed: Concealed) -> Answer:
    if disguise == "in_ok":
        return Answer(outcome, disguise, "refused")
    if disguise == "failed":
        return Answer(outcome, disguise, concealed or "applied")
    if disguise == "blunt":
        return Answer(RuleRefused("blunt_refusals", "refused", BLUNT), disguise, concealed)
    return Answer(outcome, disguise, concealed)
