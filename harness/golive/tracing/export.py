"""The spans of a run folder, order by order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from golive.record import folder, parts
from golive.record.ledger import StoredLedger, interwoven
from golive.record.run import LEDGER_FILE, Fact, Finding, OrderLine, RunRecord, Scorecard
from golive.tracing.identity import TraceIds
from golive.tracing.spans import order as order_spans
from golive.tracing.spans import run as run_spans
from golive.tracing.spans.messages import NOTICES, Messages
from golive.tracing.spans.recorded import recorded
from golive.tracing.spans.routes import routes
from golive.tracing.spans.span import Attributes, Span


class Traces:
    """The traces of one run. Raises FolderProblem or LedgerBroken where its folder cannot be read."""

    def __init__(self, run_dir: Path) -> None:
        self.record: RunRecord = folder.read_run(run_dir)
        self.card: Scorecard = folder.read_scorecard(run_dir)
        parts.check(run_dir, self.record)
        self._orders = folder.read_orders(run_dir)
        self._ledger = StoredLedger(run_dir / LEDGER_FILE)
        record = self.record
        self._ids = TraceIds(record.scenario, record.candidate, record.seed, record.clock)
        dialect = str(record.scenario.get("erp", {}).get("dialect", ""))
        self._messages = Messages(self._ids, routes(dialect), recorded(folder.exchanges(run_dir)))

    @property
    def resource(self) -> Attributes:
        """The attributes of the run."""
        return run_spans.resource(self.record, self.card)

    def __iter__(self) -> Iterator[list[Span]]:
        """Yield the spans of the run, then those of each order, in the order of placing."""
        yield self._of_run()
        findings: dict[str, list[Finding]] = {}
        for finding in self.card.findings:
            findings.setdefault(finding.key, []).append(finding)
        for line in self._orders:
            yield self._of_order(line, findings.get(line.order, []))

    def _of_order(self, line: OrderLine, findings: list[Finding]) -> list[Span]:
        by_seq = {
            fact.seq: fact for key in (line.order, *line.erp_orders) for fact in self._ledger.about(key)
        }
        facts = [by_seq[seq] for seq in sorted(by_seq)]
        own = [fact for fact in facts if fact.kind not in NOTICES or fact.keys["key"] == line.order]
        messages = list(self._messages.spans(line.order, own))
        trace_id = self._ids.root(line.order).trace_id
        elsewhere = [span.context for span in messages if span.context.trace_id != trace_id]
        whole = interwoven(facts, self._ledger.lives())
        return [order_spans.root(line, whole, findings, self._ids, elsewhere), *messages]

    def _of_run(self) -> list[Span]:
        orders = {line.order for line in self._orders}
        owned = orders | {number for line in self._orders for number in line.erp_orders}
        events: list[Fact] = []
        messages: list[Fact] = []
        for fact in self._ledger:
            if run_spans.is_event(fact):
                events.append(fact)
            elif fact.actor == "wire" and fact.keys.get("key") not in (
                orders if fact.kind in NOTICES else owned
            ):
                messages.append(fact)
        findings = [each for each in self.card.findings if each.key not in orders]
        return [
            run_spans.root(self.record, self.card, events, findings, self._orders, self._ids),
            *run_spans.bands(self.record, self._ids),
            *self._messages.spans("", messages),
        ]
