"""Each statement of a blueprint: held, refuted with evidence, and not exercised, on ledgers made by hand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from golive.blueprint import check
from golive.blueprint.check import over_runs, statements
from golive.blueprint.plan import Blueprint, load
from golive.blueprint.statements.within import Within
from golive.describing.section import Run
from golive.errors import ScenarioError
from golive.judge.claims.claim import Tested, held, idle, refuted
from golive.record.card.claims import CLAIM_HELD, NOT_EXERCISED, REFUTED
from golive.record.oracles import OWNERSHIP
from golive.record.run import Fact, Finding
from tests.commands import Golive
from tests.describing.made import answered, run

CREATE = "erp.order.create"


def plan(folder: Path, text: str) -> Blueprint:
    file = folder / "blueprint.yaml"
    file.write_text(text)
    return load(file)


def verdict(folder: Path, text: str, facts: Sequence[Fact], made: Run | None = None) -> Tested:
    """The verdict of the one statement of a blueprint."""
    (found,) = check.tested(statements(plan(folder, text)), made or run(), facts)
    return found


def create(seq: int, key: str, status: int = 201) -> Fact:
    return answered(seq, CREATE, seq * 1000, key=key, status=status)


@pytest.mark.parametrize(
    ("facts", "expected", "evidence"),
    [
        ([answered(1, "shop.stock.write", 0)], CLAIM_HELD, ()),
        ([answered(1, "shop.stock.write", 0), answered(2, "erp.stock.write", 0)], REFUTED, (2,)),
        (
            [answered(1, "erp.stock.list", 0), answered(2, "shop.stock.write", 0, status=400)],
            NOT_EXERCISED,
            (),
        ),
    ],
)
def test_a_direction_is_refuted_by_a_write_in_the_other_system(
    tmp_path: Path, facts: list[Fact], expected: str, evidence: tuple[int, ...]
) -> None:
    found = verdict(tmp_path, "stock: {direction: erp to shop}", facts)
    assert (found.verdict, found.evidence) == (expected, evidence)


def test_both_ways_allows_writes_in_either_system(tmp_path: Path) -> None:
    facts = [create(1, "7"), answered(2, "shop.order.comment", 0)]
    assert verdict(tmp_path, "orders: {direction: both ways}", facts[:1]).verdict == NOT_EXERCISED
    assert verdict(tmp_path, "orders: {direction: both ways}", facts).verdict == CLAIM_HELD
    assert verdict(tmp_path, "orders: {direction: shop to erp}", facts).evidence == (2,)


@pytest.mark.parametrize(
    ("owner", "kind", "expected"),
    [
        ("erp", "shop.customer.changed", REFUTED),
        ("erp", "shop.product.saved", CLAIM_HELD),
        ("shop", "shop.customer.changed", NOT_EXERCISED),
    ],
)
def test_an_owner_is_refuted_by_a_finding_about_its_domain_alone(
    tmp_path: Path, owner: str, kind: str, expected: str
) -> None:
    finding = Finding(OWNERSHIP.code, "against_owner", "7", "", (2,))
    made = run(findings=[finding], scenario={"owners": {"customers": {"contact": "erp"}}})
    facts = [answered(1, "shop.customer.write", 0), Fact(2, 0, "shop", kind, {}, {})]
    assert verdict(tmp_path, f"customers: {{owner: {owner}}}", facts, made).verdict == expected


@pytest.mark.parametrize(
    ("most_ms", "lost", "expected"),
    [(60_000, 0, CLAIM_HELD), (600_000, 0, REFUTED), (60_000, 1, REFUTED), (None, 0, NOT_EXERCISED)],
)
def test_a_time_is_refuted_by_a_slower_order_and_by_a_lost_one(
    tmp_path: Path, most_ms: int | None, lost: int, expected: str
) -> None:
    findings = [Finding("O1", "lost", "7", "", (3,))] * lost
    made = run(findings=findings, lag={"order": {"max": most_ms, "count": 2}}, counts={"O1 lost": lost})
    assert verdict(tmp_path, "orders: {within: 5m}", [], made).verdict == expected


@pytest.mark.parametrize(("status", "expected"), [("shipped", CLAIM_HELD), ("released", REFUTED)])
def test_a_lifecycle_compares_the_states_at_the_end(tmp_path: Path, status: str, expected: str) -> None:
    facts = [
        Fact(1, 0, "shop", "shop.order.placed", {"order": "7"}, {"state": "processing"}),
        Fact(2, 0, "erp", "erp.order.created", {"order": "S1", "ref": "7"}, {"status": "released"}),
        Fact(3, 0, "erp", "erp.order.status", {"order": "S1", "ref": "7"}, {"to": status}),
        Fact(4, 0, "shop", "shop.order.state", {"order": "7"}, {"state": "complete"}),
    ]
    text = "orders: {lifecycle: {complete: shipped or closed}}"
    found = verdict(tmp_path, text, facts)
    assert found.verdict == expected
    assert found.evidence == ((4, 3) if expected == REFUTED else ())
    assert verdict(tmp_path, text, facts[:3]).verdict == NOT_EXERCISED


SHOWN = Fact(9, 9000, "desk", "desk.exception", {"order": "7"}, {})


@pytest.mark.parametrize(
    ("strategy", "facts", "expected"),
    [
        ("retry", [create(1, "7", 503), create(2, "7")], CLAIM_HELD),
        ("retry", [create(1, "7", 503), create(2, "8")], REFUTED),
        ("retry", [create(1, "7", 401), create(2, "8")], NOT_EXERCISED),
        ("park", [create(1, "7", 422), SHOWN], CLAIM_HELD),
        ("park", [create(1, "7", 422), create(2, "8")], REFUTED),
        ("park", [create(1, "7", 503), create(2, "7")], NOT_EXERCISED),
        ("hold", [create(1, "7", 503), create(2, "7"), create(3, "8")], CLAIM_HELD),
        ("hold", [create(1, "7", 503), create(2, "8"), create(3, "7")], REFUTED),
    ],
)
def test_a_failure_is_retried_parked_or_held(
    tmp_path: Path, strategy: str, facts: list[Fact], expected: str
) -> None:
    assert verdict(tmp_path, f"orders: {{failure: {strategy}}}", facts).verdict == expected


def test_one_run_that_refutes_outweighs_those_that_hold() -> None:
    stated = Within("orders", 1000)
    found = over_runs(stated, [held("fine"), refuted("slow", 4), idle("none")])
    assert (found.verdict, found.what, found.facts) == (REFUTED, "run 2: slow", ("2:4",))
    assert over_runs(stated, [idle("none"), held("fine")]).verdict == CLAIM_HELD


def test_what_is_not_written_is_not_tested(tmp_path: Path) -> None:
    assert statements(plan(tmp_path, "stock: {owner: erp}\n"))[0].text == "owner: erp"
    assert len(statements(plan(tmp_path, "stock: {owner: erp}\n"))) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("stok: {owner: erp}", "orders, stock, prices"),
        ("stock: {owner: warehouse}", "erp"),
        ("stock: {lifecycle: {a: b}}", "lifecycle"),
        ("orders: {failure: ignore}", "retry"),
        ("", "expected a blueprint, got an empty file; begin with a domain"),
        ("[orders]", "such as orders: {within: 5m}, got a list"),
    ],
)
def test_a_wrong_line_is_answered_with_what_there_is(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ScenarioError, match=said):
        plan(tmp_path, text)


def test_the_exit_status_is_that_of_the_worst_statement(tmp_path: Path, golive: Golive) -> None:
    from golive.runner import run as play

    play("calm", "reference", sets=("clock.duration=20m", "shop.catalog.skus=10"), out=tmp_path / "calm")
    file = tmp_path / "blueprint.yaml"
    for text, status in (
        ("orders: {owner: erp, within: 15m}", 0),
        ("orders: {within: 1s}", 1),
        ("refunds: {within: 15m}\norders: {within: 15m}", 2),
    ):
        file.write_text(text)
        assert golive("blueprint", "check", str(file), str(tmp_path / "calm")).status == status, text


def test_a_blueprint_is_checked_with_the_run_and_told_as_json(tmp_path: Path, golive: Golive) -> None:
    file = tmp_path / "blueprint.yaml"
    words = ("run", "calm", "--set", "clock.duration=20m", "--set", "shop.catalog.skus=10", "--blueprint")
    file.write_text("orders: {within: 1ms}\nrefunds: {within: 15m}")
    said = golive(*words, str(file), "--out", str(tmp_path / "one"))
    assert said.status == 1
    assert "refuted        orders: within: 1ms" in said.out
    told = golive("blueprint", "check", str(file), str(tmp_path / "one"), "--json")
    rows = json.loads(told.out)["statements"]
    assert told.status == json.loads(told.out)["status"] == 1
    assert [each["verdict"] for each in rows] == [REFUTED, NOT_EXERCISED]
    file.write_text("refunds: {within: 15m}")
    again = golive(*words, str(file), "--out", str(tmp_path / "two"), "--format", "json")
    assert again.status == 2
    assert json.loads(again.out)["blueprint"] == rows[1:]
    assert golive(*words, str(tmp_path / "none.yaml"), "--out", str(tmp_path / "three")).status == 3
    assert not (tmp_path / "three").exists()
