"""Claims: the vocabulary is closed, each sentence can be held, refuted and idle, and reports show what a run says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from golive.candidates.files import load
from golive.judge.claims.vocabulary import CLAIMS, parse_claim
from golive.record.card.claims import CLAIM_HELD, NOT_EXERCISED, REFUTED, Claimed
from golive.record.run import Scorecard
from golive.result import RunResult
from golive.scenario.loading.errors import ScenarioError
from tests.designs.playing import claimed, played

CARELESS = "{orders: {idempotency: none, reconcile: off, retries: {advice: ignore}}}"
SILENT = (
    "{orders: {buffer: memory, rejections: log, retries: {count: 1}, reconcile: off, alerts: off},"
    " stock: {alerts: off}, prices: {alerts: off}, customers: {alerts: off}, refunds: {alerts: off}}"
)
GIVES_UP = "{orders: {retries: {count: 3}, reconcile: off}}"
PATIENT = "{orders: {retries: {first: 5m, longest: 10m}}}"
FAST_STOCK, SLOW_STOCK = "{stock: {trigger: poll every 10s}}", "{stock: {trigger: batch every 3h}}"

LOST_REPLIES = ("chaos=[{fault: lose_reply, on: erp.order.create, at: 5%..80%, chance: 20%}]",)
OUTAGE = ("chaos=[{fault: outage, on: erp, at: 20%..90%}]", "budgets.order=5m")
LIMITED = ("chaos=[{fault: rate_limit, on: erp, at: 10%..60%, rate: 3/m}]",)
REFUSED = (
    "chaos=[{fault: refuse, on: erp.order.create, at: 5%..80%, chance: 40%, status: 503}]",
    "traffic.customers.guests=0%",
    "traffic.customers.returning=90%",
)
BUSINESSES = ("traffic.life.cancelled=40%", "traffic.customers.b2b=100%")
REFUNDED = ("traffic.life.partly_refunded=60%", "clock.duration=2h", "traffic.orders.base=30/h")
SALES = ("erp.others.sales=200/h", "erp.others.prices={at: every 20m, share: 20%}")
FEW = (
    "shop.catalog.skus=4",
    "shop.stock.opening=12..15",
    "erp.others.sales=60/h",
    "traffic.orders.base=60/h",
)

Case = tuple[str, str, tuple[str, ...]]
CASES: dict[str, tuple[Case, Case]] = {
    "no order lost": (("outbox", "", OUTAGE), (SILENT, "", OUTAGE)),
    "no order twice": (("outbox", "", LOST_REPLIES), (CARELESS, "", LOST_REPLIES)),
    "orders within TIME": (("outbox", "1 hour", ()), ("outbox", "1s", LOST_REPLIES)),
    "orders of a customer in sequence": (("outbox", "", REFUSED), (PATIENT, "", REFUSED)),
    "failures shown within TIME": ((GIVES_UP, "1h", OUTAGE), (SILENT, "1h", OUTAGE)),
    "cancellations within TIME": (("outbox", "2h", BUSINESSES), ("outbox", "100ms", BUSINESSES)),
    "shipments within TIME": (("outbox", "2 hours", ()), ("outbox", "1s", ())),
    "refunds within TIME": (("outbox", "1h", REFUNDED), ("outbox", "1m", REFUNDED)),
    "stock at most TIME stale": (("outbox", "20 minutes", SALES), ("outbox", "1s", SALES)),
    "stock equal at the end": (("outbox", "", SALES), ("{stock: {owner: both}}", "", SALES)),
    "nothing oversold": ((FAST_STOCK, "", FEW), (SLOW_STOCK, "", FEW)),
    "prices at most TIME stale": (("outbox", "an hour", SALES), ("outbox", "1s", SALES)),
    "stops calling when told to wait": (("outbox", "", LIMITED), (CARELESS, "", LIMITED)),
    "at most N calls per order": (("outbox", "50", ()), ("outbox", "1", ())),
    "at most N calls a second": (("outbox", "100", ()), ("outbox", "1", ())),
    "alerts within TIME": (("outbox", "1h", OUTAGE), (SILENT, "1h", OUTAGE)),
}
"""By the words of a claim: a design, the value of the claim and a run in which it is held, then one in which not."""

IDLE = {
    "no order lost",
    "no order twice",
    "failures shown within TIME",
    "cancellations within TIME",
    "refunds within TIME",
    "stock at most TIME stale",
    "stock equal at the end",
    "nothing oversold",
    "prices at most TIME stale",
    "stops calling when told to wait",
    "alerts within TIME",
}
"""The claims about which a calm hour says nothing."""


def sentence(words: str, value: str = "") -> str:
    """A claim with a value, some value where none is given."""
    return words.replace("TIME", value or "5m").replace(" N ", f" {value or '3'} ")


def test_every_claim_of_the_vocabulary_has_its_cases() -> None:
    assert list(CASES) == [claim.words for claim in CLAIMS]
    assert set(CASES) >= IDLE


def together(case: Case) -> tuple[str, ...]:
    """The claims of all cases with the design and the run of this one: they are tested in one run."""
    pairs = [(words, each) for words, both in CASES.items() for each in both]
    return tuple(
        sentence(words, each[1]) for words, each in pairs if (each[0], each[2]) == (case[0], case[2])
    )


def found_in(words: str, case: Case) -> tuple[Claimed, RunResult]:
    result = played(case[0], sets=case[2], claims=together(case))
    text = sentence(words, case[1])
    return next(each for each in result.scorecard.claims if each.claim == text), result


@pytest.mark.parametrize("words", CASES)
def test_each_claim_is_held_where_it_is_so(words: str) -> None:
    found, _ = found_in(words, CASES[words][0])
    assert found.verdict == CLAIM_HELD, found.what


@pytest.mark.parametrize("words", CASES)
def test_each_claim_is_refuted_with_evidence_where_it_is_not(words: str) -> None:
    found, result = found_in(words, CASES[words][1])
    assert (found.verdict, bool(found.what)) == (REFUTED, True)
    assert set(found.evidence) <= {fact.seq for fact in result.ledger}


def test_a_calm_hour_says_nothing_about_trouble() -> None:
    found = claimed("outbox", *map(sentence, CASES))
    idle = {words for words, each in zip(CASES, found, strict=True) if each.verdict == NOT_EXERCISED}
    assert idle == IDLE


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("no orders lost", "did you mean no order lost?"),
        ("orders within five minutes", "orders within TIME needs a duration"),
        ("it is fast", "there are: no order lost; no order twice"),
        ("at most 0 calls per order", "at most N calls per order needs a whole number"),
    ],
)
def test_what_is_no_claim_is_refused_with_what_there_is(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "claiming.yaml"
    file.write_text(f"design: {{workers: 2}}\nclaims: [no order lost, {text}]\n")
    with pytest.raises(ScenarioError, match=r"claims\[1\]") as caught:
        load(file)
    assert said in str(caught.value)


def test_times_are_written_short_or_long() -> None:
    assert parse_claim("stock at most 5 minutes stale").value == parse_claim("Stock at most 5m stale").value
    assert parse_claim("order per order kept").claim == parse_claim("orders of a customer in sequence").claim


def test_a_scorecard_keeps_its_claims() -> None:
    card = played("outbox", sets=OUTAGE, claims=("no order lost",)).scorecard
    assert Scorecard.from_json(json.loads(json.dumps(card.as_json()))).claims == card.claims


def test_claims_change_neither_verdict_nor_ledger() -> None:
    without = played("outbox", sets=OUTAGE).scorecard
    refuted = played("outbox", sets=OUTAGE, claims=("orders within 1s",)).scorecard
    assert refuted.claims[0].verdict == REFUTED
    assert (refuted.verdict, refuted.ledger_sha256) == (without.verdict, without.ledger_sha256)
