"""A calm minute with a candidate: what it calls, what fails, what it never does, in plain words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from golive.record.run import Fact

UNAUTHORIZED = (401, 403)
_WELL = 300
_LONGEST_REASON = 200

LEARNS = "learns of orders"
DUTIES: dict[str, tuple[str, tuple[str, ...]]] = {
    LEARNS: (
        "it neither accepts events nor reads orders of the shop",
        ("shop.order.list", "shop.order.read", "shop.order.items"),
    ),
    "books orders": (
        "no order reaches the ERP",
        ("erp.order.create", "erp.batch.create"),
    ),
    "reads deliveries": (
        "what the ERP ships is not looked up, so the shop cannot learn of it",
        ("erp.delivery.list", "erp.delivery.read", "erp.order.flow", "erp.change.list"),
    ),
    "reads stock": (
        "stock of the ERP is not read, so the shop cannot learn of it",
        ("erp.stock.list", "erp.stock.read", "erp.change.list"),
    ),
    "writes stock": (
        "no stock is written to the shop",
        ("shop.stock.write",),
    ),
}
"""What an order integration does, what is missing without it, and the operations of which one does it."""


@dataclass(slots=True)
class Minute:
    """Calls by operation and status, 0 for none; events by status, None for no answer."""

    calls: Counter[tuple[str, int]] = field(default_factory=Counter)
    events: Counter[int | None] = field(default_factory=Counter)
    refused: list[str] = field(default_factory=list)
    runs: Counter[int] = field(default_factory=Counter)
    reasons: dict[str, str] = field(default_factory=dict)
    """The first reason by operation that a system gave for a refusal."""
    said: Sequence[str] = ()
    """The last lines of the first run that failed."""
    ended: str = ""
    orders: int = 0

    @classmethod
    def of(cls, facts: Iterable[Fact]) -> Minute:
        """What the facts of a run say."""
        found = cls()
        for fact in facts:
            found._see(fact)
        return found

    def _see(self, fact: Fact) -> None:
        data = fact.data
        match fact.kind:
            case "exchange.answered":
                self.calls[data["op"], data["status"] or 0] += 1
                if data.get("reason"):
                    self.reasons.setdefault(data["op"], str(data["reason"])[:_LONGEST_REASON])
            case "notice.delivered":
                self.events[data["status"]] += 1
            case "candidate.address_refused":
                self.refused.append(f"{data['host']}:{data['port']}")
            case "candidate.job_ended":
                self.runs[data["status"]] += 1
                self.said = self.said or data.get("said", ())
            case "candidate.ended":
                self.ended = data["why"]
            case "shop.order.placed":
                self.orders += 1

    def operations(self) -> list[tuple[str, str]]:
        """Each operation that was called and the statuses it was answered with."""
        found: dict[str, list[str]] = {}
        for (operation, status), count in sorted(self.calls.items()):
            found.setdefault(operation, []).append(f"{status or 'no answer'} x{count}")
        return [(operation, ", ".join(statuses)) for operation, statuses in found.items()]

    def findings(self) -> list[str]:
        """What is missing or fails, in sentences; the first ones explain those after them."""
        return [
            *self._end(),
            *self._credentials(),
            *self._unknown(),
            *self._refusals(),
            *self._events(),
            *self._duties(),
        ]

    def as_json(self) -> dict[str, Any]:
        """The same as JSON data."""
        return {
            "orders": self.orders,
            "calls": dict(self.operations()),
            "events": {str(status or "no answer"): count for status, count in self.events.items()},
            "runs": {str(status): count for status, count in self.runs.items()},
            "findings": self.findings(),
        }

    def _end(self) -> Iterator[str]:
        if self.ended:
            yield f"it ended by itself: {self.ended}; its output is in candidate.log"
        failed = sum(count for status, count in self.runs.items() if status)
        if failed:
            said = "".join(f"\n    {line}" for line in self.said)
            where = f"the last lines of the first one:{said}" if said else "see candidate.log"
            yield f"{failed} of {self.runs.total()} runs ended with another status than 0; {where}"
        for place in self.refused:
            host = place.rpartition(":")[0]
            yield (
                f"it calls {place}, which was refused; where that is the shop or the ERP, write "
                f"hosts: {{{host}: shop}} or {{{host}: erp}}"
            )

    def _credentials(self) -> Iterator[str]:
        for system, login in (
            ("shop", "{shop.bearer}, {shop.oauth.*} or {shop.admin.*}"),
            ("erp", "{erp.login.*}"),
        ):
            answers: Counter[int] = Counter()
            for (operation, status), count in self.calls.items():
                if operation.startswith(system):
                    answers[status] += count
            failed = sum(answers[status] for status in UNAUTHORIZED)
            if not answers:
                yield f"no call reached the {_named(system)}; give the program {{{system}.url}}"
            elif failed and not any(0 < status < _WELL for status in answers):
                yield (
                    f"the {_named(system)} accepts none of its credentials ({failed} calls answered 401 or 403); "
                    f"give it {login}"
                )
            elif failed > answers.total() / 2:
                yield f"more than half of its calls to the {_named(system)} are answered 401 or 403"

    def _unknown(self) -> Iterator[str]:
        lost = sum(count for (operation, _), count in self.calls.items() if operation.endswith("unknown"))
        if lost:
            yield (
                f"{lost} calls went to addresses that shop and ERP do not have; `exchange.answered` with the operation "
                "`unknown` in ledger.jsonl; a program for a product such as NetSuite needs that product's profile, "
                "--set erp.profile=netsuite (golive erp profiles)"
            )

    def _refusals(self) -> Iterator[str]:
        """Operations of which no call succeeded, for another reason than credentials."""
        well = self._done()
        for (operation, status), count in sorted(self.calls.items()):
            if operation in well or operation.endswith("unknown") or status in UNAUTHORIZED:
                continue
            reason = self.reasons.get(operation, "")
            yield (
                f"no {operation} succeeds: {count} calls answered {status or 'not at all'}"
                f"{f' ({reason})' if reason else ''}; candidate.log may have the answers"
            )

    def _events(self) -> Iterator[str]:
        if self.events and set(self.events) == {None}:
            if not self._done().isdisjoint(DUTIES[LEARNS][1]):
                return  # it asks for orders, and needs no events
            yield f"nothing takes the {self.events.total()} events of the shop; write webhook: and listen there"
            return
        refused = Counter(
            {status: n for status, n in self.events.items() if status is None or status >= _WELL}
        )
        if refused:
            shown = ", ".join(
                f"{'no answer' if status is None else status} x{n}" for status, n in refused.items()
            )
            yield f"{refused.total()} of {self.events.total()} events of the shop were not accepted: {shown}"

    def _done(self) -> set[str]:
        """The operations of which a call succeeded."""
        return {operation for operation, status in self.calls if 0 < status < _WELL}

    def _duties(self) -> Iterator[str]:
        done = self._done()
        accepts = any(status is not None and status < _WELL for status in self.events)
        for duty, (without, operations) in DUTIES.items():
            if done.isdisjoint(operations) and not (accepts and duty == LEARNS):
                yield f"{without} (none of {', '.join(operations)} succeeded)"


def _named(system: str) -> str:
    return {"erp": "ERP"}.get(system, system)
