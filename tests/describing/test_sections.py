"""Each section of a description, on ledgers made by hand: what it states, on which facts, and what it calls unseen."""

from __future__ import annotations

import pytest

from golive.describing.candidate.calling import Calling
from golive.describing.candidate.domains import Domains
from golive.describing.candidate.reading import Reading
from golive.describing.candidate.repeating import Repeating
from golive.describing.candidate.retrying import Retrying
from golive.describing.candidate.silence import Silence
from golive.describing.describe import SECTIONS, read
from golive.describing.section import Section
from golive.describing.system.acting import Acting
from golive.describing.system.documented import Documented
from golive.describing.system.limits import Limits
from golive.describing.system.operations import Operations
from golive.describing.system.refusals import Refusals
from golive.describing.system.unknown import Unknown
from golive.record.card.exercised import Exercised
from golive.record.run import Fact
from tests.describing.made import answered, run


def told(section: Section, *facts: Fact) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Statement to count and facts, after one run."""
    read([section], run(), facts)
    return {each.text: (each.count, each.facts) for each in section.statements()}


def test_durations_are_percentiles_of_the_answers() -> None:
    facts = [answered(n, "erp.order.create", n * 1000, took=n) for n in range(1, 101)]
    lost = answered(101, "erp.order.create", 0, took=60_000, status=None, how="timeout")
    found = told(Operations(), *facts, lost, answered(102, "shop.order.read", 0))
    assert found == {
        "`erp.order.create` answers after 50ms (p50) and 95ms (p95).": (
            "answers: 100",
            ("1:1", "1:2", "1:3"),
        )
    }


def test_refusals_are_counted_by_status_and_by_rule() -> None:
    refused = Fact(3, 0, "erp", "erp.order.refused", {"ref": "7"}, {"rule": "blocked_item", "code": "gone"})
    found = told(
        Refusals(),
        answered(1, "erp.order.create", 0),
        answered(2, "erp.order.create", 0, status=422),
        refused,
        answered(4, "erp.order.create", 0, status=429),
        answered(5, "shop.order.read", 0, status=404),
    )
    assert list(found.values()) == [("answers: 1", ("1:2",)), ("refusals: 1", ("1:3",))]
    assert "answered 422 in 33.3% of 3 calls" in next(iter(found))


def test_limits_state_the_refusals_the_advice_and_the_accepted_rate() -> None:
    found = told(
        Limits(),
        answered(1, "erp.order.list", 0),
        answered(2, "erp.order.list", 500),
        answered(3, "erp.order.list", 900, status=429, retry_after=30),
    )
    assert found["Calls are refused for their rate (429)."] == ("answers: 1", ("1:3",))
    assert found["It advises to wait 30s (`Retry-After`)."] == ("answers: 1", ("1:3",))
    assert ("calls: 2", ("1:2",)) in found.values()


def test_what_acted_is_stated_and_what_did_not_is_unseen() -> None:
    section = Acting()
    rows = [Exercised("rule", "a", True, 4, 2), Exercised("job", "b", True, 0, 0, "a month end")]
    read([section], run(1, rows), [])
    read([section], run(2, rows), [])
    assert [(each.text, each.count) for each in section.statements()] == [
        ("The rule `a` acted.", "acts: 4 in 8 cases")
    ]
    assert section.unseen() == ["The job `b` never acted in 0 cases. It needs a month end."]


def test_a_difference_from_the_documentation_is_stated_with_its_cases() -> None:
    facts = [
        Fact(seq, 0, "erp", "erp.documentation.misled", {"ref": "7"}, {"what": what})
        for seq, what in (
            (3, "a is documented, and the field is b"),
            (4, "c is mandatory"),
            (9, "c is mandatory"),
        )
    ]
    assert told(Documented(), *facts) == {
        "a is documented, and the field is b.": ("attempts: 1", ("1:3",)),
        "c is mandatory.": ("attempts: 2", ("1:4", "1:9")),
    }


def test_a_lost_reply_is_sorted_by_what_the_erp_did() -> None:
    def lost(seq: int, how: str) -> Fact:
        return answered(seq, "erp.order.create", 0, status=None, how=how)

    late = Fact(
        9, 9, "wire", "exchange.committed", {"x": "2"}, {"op": "erp.order.create", "truth": "applied"}
    )
    found = told(
        Unknown(), lost(1, "timeout"), lost(2, "timeout"), lost(3, "refused"), lost(4, "killed"), late
    )
    assert found == {
        "`erp.order.create` without an answer was carried out.": ("calls: 1", ("1:2",)),
        "`erp.order.create` without an answer was not carried out.": ("calls: 1", ("1:1",)),
        "Connections to the ERP are refused at times.": ("calls: 1", ("1:3",)),
    }


def test_calls_are_stated_with_their_rate_over_all_runs() -> None:
    section = Calling()
    read([section], run(1), [answered(1, "erp.order.list", 0), answered(2, "erp.order.list", 10)])
    read([section], run(2), [answered(1, "erp.order.list", 0)])
    (statement,) = section.statements()
    assert "1.5 times an hour, with 2 in its busiest minute" in statement.text
    assert statement.facts == ("1:1", "1:2", "2:1")


def test_pages_of_one_read_are_no_reads_of_their_own() -> None:
    reads = [answered(n, "erp.stock.list", n * 300_000) for n in range(1, 5)]
    pages = [answered(n + 10, "erp.stock.list", n * 300_000 + 200) for n in range(1, 5)]
    look = answered(99, "erp.stock.list", 310_500, key="7")
    facts = sorted([*reads, *pages, look], key=lambda fact: fact.at_ms)
    found = told(Reading(), *facts)
    assert found == {
        "It reads `erp.stock.list` every 5m (median), at most 5m apart.": ("reads: 4", ("1:1", "1:2", "1:3"))
    }


def test_two_reads_are_no_cadence() -> None:
    section = Reading()
    assert not told(section, *(answered(n, "erp.stock.list", n * 300_000) for n in (1, 2)))
    assert section.unseen()


def test_pauses_are_stated_by_class_and_number_of_the_repeat() -> None:
    def create(seq: int, sent_ms: int, status: int, key: str) -> Fact:
        return answered(seq, "erp.order.create", sent_ms, status=status, key=key)

    found = told(
        Retrying(),
        create(1, 0, 503, "1"),
        create(2, 10_100, 503, "1"),
        create(3, 40_200, 201, "1"),
        create(4, 50_000, 422, "2"),
        create(5, 60_000, 201, "3"),
    )
    assert found == {
        "After `4xx 422` it repeats no call.": ("calls: 1", ("1:4",)),
        "After `5xx` it repeats 1 of 1 calls, most repeats of one: 2; median pauses before the repeats: 10s, 30s.": (
            "calls: 1",
            ("1:1",),
        ),
    }


@pytest.mark.parametrize(
    ("operation", "text"),
    [("erp.order.list", "it looks for the order"), ("erp.order.create", "it sends the order again")],
)
def test_the_call_after_a_lost_reply_says_whether_it_looks(operation: str, text: str) -> None:
    lost = answered(1, "erp.order.create", 0, key="7", status=None, how="timeout")
    other = answered(2, "erp.order.create", 500, key="8", status=201)
    found = told(Repeating(), lost, other, answered(3, operation, 1000, key="7"))
    assert [(facts, text in said) for said, (_, facts) in found.items()] == [(("1:3",), True)]


def test_a_reference_is_seen_on_the_orders_of_the_integration_alone() -> None:
    def created(seq: int, ref: str, by: str) -> Fact:
        keys = {"order": str(seq)} | ({"ref": ref} if ref else {})
        return Fact(seq, 0, "erp", "erp.order.created", keys, {"by": by})

    found = told(
        Repeating(), created(1, "7", "web-integration"), created(2, "", "till"), created(3, "", "integration")
    )
    assert found == {
        "It sends a reference on orders.": ("orders: 1", ("1:1",)),
        "It sends orders without a reference.": ("orders: 1", ("1:3",)),
    }


def test_a_domain_without_a_successful_call_is_never_read() -> None:
    section = Domains()
    found = told(
        section,
        answered(1, "erp.stock.list", 0),
        answered(2, "erp.price.list", 0, status=403),
        answered(3, "shop.order.ship", 0),
    )
    assert found == {
        "It writes deliveries in the shop.": ("successes: 1", ("1:3",)),
        "It reads stock in the ERP.": ("successes: 1", ("1:1",)),
    }
    assert "The candidate never reads prices in the ERP." in section.unseen()
    assert "The candidate never reads stock in the ERP." not in section.unseen()


def test_the_longest_silence_may_be_the_last() -> None:
    found = told(Silence(), answered(1, "erp.order.list", 0), answered(2, "shop.order.read", 600_000))
    assert found["The longest time without a call to the ERP is 1h."] == ("calls: 1", ("1:1",))
    assert found["The longest time without a call to any system is 50m."] == ("calls: 2", ("1:2",))


def test_a_run_without_facts_states_nothing() -> None:
    for make in SECTIONS:
        section = make()
        read([section], run(), [])
        assert section.statements() == []
        assert section.unseen() or isinstance(section, Acting)
