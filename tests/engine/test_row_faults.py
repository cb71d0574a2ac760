"""Faults on rows of batches and files: what each outcome means there, and that it is counted and recorded."""

from __future__ import annotations

from typing import Any

import pytest

from fake_erp import ErpConfig
from fake_erp.channels.config import Channels
from golive.chaos.chance import ChanceFault
from golive.chaos.injector import FaultInjector
from golive.sim import Environment
from golive.wire.outcomes import (
    Delay,
    DropSilently,
    Hang,
    KillCandidate,
    LoseReply,
    Outcome,
    Refuse,
    TruncateReply,
)
from golive.wire.wire import Wire
from tests.engine.road import Decides, Entry
from tests.erp.world import START_MS, World

OPEN = Channels(batch=True, files=True, batch_rows=100)


class Yard:
    """An ERP whose rows meet a fault, and everything that was recorded."""

    def __init__(self, outcome: Outcome | Any, on: str = "erp.order.create") -> None:
        self.world = World(ErpConfig(channels=OPEN))
        self.env = Environment(initial_time=START_MS)
        self.injector = FaultInjector(
            [ChanceFault(Entry("f", (on,)), Decides(outcome), START_MS, 1)], lambda: self.world.now_ms
        )
        self.facts: list[tuple[str, dict[str, str], dict[str, Any]]] = []
        self.kills: list[str] = []
        wire = Wire(self.env, self.injector, lambda *fact: self.facts.append(fact), {}, {})
        wire.reply_gate.kill = lambda fault, outcome, row: not self.kills.append(outcome.stage)
        self.world.erp.rows.connect(wire.rows)

    @property
    def orders(self) -> list[str]:
        """The external references of the orders that are kept."""
        return [order.external_reference for order in self.world.erp.orders.by_number.values()]

    @property
    def counts(self) -> tuple[int, int, int]:
        """How often the fault was asked, hit and took effect."""
        (count,) = self.injector.counts()
        return count.asked, count.hit, count.effective

    def batch(self, *references: str, atomic: bool = False) -> Any:
        """A batch of orders, worked off once."""
        rows = [self.world.order(external_reference=each) for each in references]
        batch, _ = self.world.erp.batches.submit("order.create", rows, "shop", atomic=atomic)
        self.world.erp.batches.work()
        return batch

    def later(self, ms: int) -> None:
        """The next run of every channel, so much later."""
        self.world.now_ms += ms
        self.world.erp.batches.work()
        self.world.erp.filedrop.work()

    def file(self, *references: str) -> None:
        """A file of orders, read once."""
        head = "external_reference;customer;currency;ordered_at;item;quantity;unit_price\n"
        rows = [f"{each};{self.world.customer};EUR;2025-11-28T04:59:00Z;A;1;19.99\n" for each in references]
        self.world.erp.filedrop.files.put("o.csv", (head + "".join(rows)).encode())
        self.world.erp.filedrop.work()

    @property
    def acknowledged(self) -> list[str]:
        """Reference, status and code of every line of the acknowledgement."""
        files = self.world.erp.filedrop.files
        if not files.has("ACK_o.csv", "out"):
            return []
        lines = files.get("ACK_o.csv", "out").content.decode().splitlines()[1:]
        return [
            " ".join((line.split(";")[1], line.split(";")[2], line.split(";")[4])).strip() for line in lines
        ]


def first(outcome: Outcome) -> Any:
    """The outcome for the first order only."""
    return lambda key, attempt: outcome if key == "R1" else Delay(0)


@pytest.mark.parametrize(
    ("status", "code"), [(None, "overloaded"), (429, "too_many_requests"), (500, "server_error")]
)
def test_a_refused_row_fails_with_a_code_and_nothing_is_applied(status: int | None, code: str) -> None:
    yard = Yard(Refuse(status))
    batch = yard.batch("R1")
    assert (batch.status, batch.outcomes[0].code, yard.orders) == ("failed", code, [])
    assert yard.world.of_kind("erp.order.refused") == []
    yard.file("R2")
    assert yard.acknowledged == [f"R2 refused {code}"]
    assert yard.counts == (2, 2, 2)
    kind, keys, data = yard.facts[0]
    assert (kind, keys["key"], data["by"], data["truth"], data["told"]) == (
        "row.faulted", "R1", "batch:JOB100001", "not_applied", code,
    )  # fmt: skip
    assert data["faults"] == ("f",)


def test_a_row_refused_with_a_retry_after_is_carried_out_after_it() -> None:
    yard = Yard(first(Refuse(429, retry_after_s=5)))
    batch = yard.batch("R1", "R2")
    assert (batch.status, yard.orders) == ("running", [])
    yard.later(5000)
    assert (batch.status, yard.orders) == ("done", ["R1", "R2"])


def test_a_dropped_row_is_accepted_and_not_kept() -> None:
    yard = Yard(DropSilently())
    batch = yard.batch("R1")
    assert batch.outcomes[0].number
    yard.file("R2")
    assert yard.acknowledged == ["R2 accepted"]
    assert yard.orders == []
    assert [data["truth"] for _, _, data in yard.facts] == ["dropped", "dropped"]


@pytest.mark.parametrize("outcome", [LoseReply("timeout"), LoseReply("reset"), TruncateReply()])
def test_the_outcome_of_a_row_is_not_written_back(outcome: Outcome) -> None:
    yard = Yard(first(outcome))
    batch = yard.batch("R1", "R2")
    assert [each.is_told for each in batch.outcomes] == [False, True]
    assert (batch.status, yard.orders) == ("done", ["R1", "R2"])
    assert [data["told"] for _, _, data in yard.facts if data["truth"] == "applied"] == ["", "accepted"]


def test_an_acknowledgement_lacks_the_orders_whose_outcome_is_lost() -> None:
    yard = Yard(lambda key, attempt: LoseReply("timeout") if key == "R1" else Refuse(503))
    yard.file("R1", "R2")
    assert yard.acknowledged == ["R2 refused overloaded"]
    assert yard.orders == ["R1"]


def test_there_is_no_acknowledgement_of_a_file_without_outcomes() -> None:
    yard = Yard(LoseReply("timeout"))
    yard.file("R1", "R2")
    assert yard.acknowledged == []
    assert yard.orders == ["R1", "R2"]


def test_a_row_that_is_swallowed_is_not_carried_out_and_says_nothing() -> None:
    yard = Yard(Hang())
    batch = yard.batch("R1")
    assert (batch.outcomes[0].number, batch.outcomes[0].is_told, yard.orders) == ("", False, [])


@pytest.mark.parametrize("stage", ["travel", "service", "answer"])
def test_a_slow_row_holds_up_those_behind_it(stage: Any) -> None:
    yard = Yard(lambda key, attempt: Delay(5000, stage) if key == "R2" else Delay(0))
    batch = yard.batch("R1", "R2", "R3")
    assert (batch.status, yard.orders) == ("running", ["R1"])
    assert yard.world.erp.batches.resume_ms == START_MS + 5000
    yard.later(4999)
    assert yard.orders == ["R1"]
    yard.later(1)
    assert (batch.status, yard.orders) == ("done", ["R1", "R2", "R3"])


def test_a_file_with_a_slow_order_stays_where_it_is_until_it_is_read() -> None:
    yard = Yard(first(Delay(5000)))
    files = yard.world.erp.filedrop.files
    yard.file("R1", "R2")
    assert files.has("o.csv", "in")
    assert yard.acknowledged == []
    yard.later(5000)
    assert not files.has("o.csv", "in")
    assert files.has("o.csv", "archive")
    assert (yard.orders, yard.acknowledged) == (["R1", "R2"], ["R1 accepted", "R2 accepted"])


def test_a_batch_that_goes_as_a_whole_waits_for_all_its_slow_rows_at_once() -> None:
    yard = Yard(Delay(1000))
    batch = yard.batch("R1", "R2", atomic=True)
    assert (batch.status, yard.orders) == ("running", [])
    yard.later(2000)
    assert (batch.status, yard.orders) == ("done", ["R1", "R2"])


@pytest.mark.parametrize("stage", ["before", "after"])
def test_the_candidate_is_killed_at_a_row(stage: Any) -> None:
    yard = Yard(KillCandidate(1000, stage))
    yard.batch("R1")
    assert (yard.kills, yard.orders, yard.counts) == ([stage], ["R1"], (1, 1, 1))


def test_a_row_counts_as_an_attempt_at_its_key() -> None:
    yard = Yard(lambda key, attempt: Refuse(503) if attempt == 1 else Delay(0))
    assert yard.batch("R1").status == "failed"
    assert yard.batch("R1").status == "done"


def test_faults_on_other_operations_leave_a_row_alone() -> None:
    yard = Yard(Refuse(503), "erp.batch.create")
    assert yard.batch("R1").status == "done"
    assert (yard.facts, yard.counts) == ([], (0, 0, 0))


def test_rows_of_other_operations_meet_their_faults() -> None:
    yard = Yard(Refuse(503), "erp.order.cancel")
    number = yard.batch("R1").outcomes[0].number
    batch, _ = yard.world.erp.batches.submit("order.cancel", [{"number": number}], "shop")
    yard.world.erp.batches.work()
    assert (batch.status, yard.facts[0][1]["key"]) == ("failed", "R1")
