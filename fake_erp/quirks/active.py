"""The silent habits of a house, put where they act. None of this is there in a house without any."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from typing import TYPE_CHECKING, Any

from fake_erp.chance import between, happens
from fake_erp.dialects.native.refusals import render
from fake_erp.errors import ErpError
from fake_erp.messages import Reply, Request
from fake_erp.model import Draft, Order
from fake_erp.quirks.base import House, Quirk

if TYPE_CHECKING:
    from fake_erp.dialects.native.routes import Route
    from fake_erp.dialects.native.views import Call
    from fake_erp.surface import Match


class Habits:
    """Emits `erp.quirk` whenever one acts: {ref}, {quirk, what}.

    Who is hit is addressed chance: salt, name of the quirk, external reference, how often it was asked about it.
    """

    def __init__(self, house: House, quirks: Mapping[str, Quirk], asked: dict[tuple[str, str], int]) -> None:
        self._house = house
        self._quirks = quirks
        self._asked = asked
        live = [(name, quirk) for name, quirk in quirks.items() if quirk.share]
        self.drafts = [(name, habit) for name, quirk in live if (habit := quirk.at_draft())]
        self.saves = [(name, fate) for name, quirk in live if (fate := quirk.at_save())]
        self.updates = [(name, instead) for name, quirk in live if (instead := quirk.at_update(house))]
        self.reads = [(name, read) for name, quirk in live if (read := quirk.at_read(house))]
        self.replies = [(name, wording) for name, quirk in live if (wording := quirk.at_reply())]
        self.services = [(name, dawdling) for name, quirk in live if (dawdling := quirk.at_service())]
        self.jobs = [name for name, quirk in live if quirk.at_job()]

    @property
    def talks(self) -> bool:
        """Whether calls have to go through `answered`."""
        return bool(self.updates or self.reads or self.replies or self.saves)

    def misread(self, draft: Draft) -> Draft:
        """The draft as the ERP understands it; the one that came in stays as it was."""
        if not self.drafts:
            return draft
        understood = copy(draft)
        for name, habit in self.drafts:
            if self._quirks[name].means(draft, self._house) and self._hits(name, draft.reference):
                what = habit(understood)
                if what:
                    self._tell(name, draft.reference, what)
        return understood

    def fate(self, draft: Draft, order: Order) -> str:
        """DROP, DRAFT or HELD, or "" for an order that is simply saved."""
        for name, habit in self.saves:
            if self._quirks[name].means(draft, self._house) and self._hits(name, order.external_reference):
                fate = habit(order)
                if fate:
                    self._tell(name, order.external_reference, fate)
                    return fate
        return ""

    def answered(self, call: Call, route: Route) -> Reply:
        """Carry a call out, or not, and put the answer as this house does."""
        reference = route.key(call.erp, call.request, call.params) or ""
        reply = self._instead(call, route, reference)
        if reply is None:
            try:
                reply = call.erp.surface.carry_out(call, route)
            except ErpError as error:
                reply = render(error)
        made = route.operation == "order.create" and reply.status == 201
        if made and reply.data["number"] not in call.erp.orders.by_number:
            reply.unsaid = "dropped"
        for name, habit in self.replies:
            worded = habit(call, route, reply)
            if worded is not reply and self._hits(name, reference):
                self._tell(name, reference, route.operation)
                reply = worded
        return reply

    def dawdle_ms(self, match: Match | None, request: Request) -> int:
        """Milliseconds that a call takes longer than it should."""
        more_ms = 0
        if match is not None:
            for name, habit in self.services:
                key = match.key(request) or ""
                extra_ms = habit(match.operation, between(0, 999, self._house.salt, name, key, "how long"))
                if extra_ms and self._hits(name, key):
                    self._tell(name, key, match.operation)
                    more_ms += extra_ms
        return more_ms

    def row_fails(self, row: Any) -> bool:
        """Whether a row of an accepted job fails for no reason."""
        reference = row.get("external_reference") if isinstance(row, dict) else None
        key = reference if isinstance(reference, str) else ""
        for name in self.jobs:
            if self._hits(name, key):
                self._tell(name, key, "row")
                return True
        return False

    def _instead(self, call: Call, route: Route, reference: str) -> Reply | None:
        for name, habit in self.reads if route.method == "GET" else self.updates:
            if self._quirks[name].share >= 1 or self._reads_hit(name, route, reference):
                reply = habit(call, route)
                if reply is not None:
                    self._tell(name, reference, route.operation)
                    return reply
        return None

    def _reads_hit(self, name: str, route: Route, reference: str) -> bool:
        return self._hits(name, f"{route.operation} {reference}")

    def _hits(self, name: str, key: str) -> bool:
        share = self._quirks[name].share
        if share >= 1:
            return True
        attempt = self._asked[name, key] = self._asked.get((name, key), 0) + 1
        return happens(share, self._house.salt, name, key, attempt)

    def _tell(self, name: str, reference: str, what: str) -> None:
        self._house.emit("erp.quirk", {"ref": reference}, {"quirk": name, "what": what})
