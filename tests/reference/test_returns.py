"""What customers send back is taken back in the ERP, once and as it was approved; and what breaks that is found."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from golive.candidates.reference import Parts
from golive.candidates.reference.returns.booking import GoodsReturns
from golive.candidates.reference.returns.goods import GoodsReturn, returns_of
from golive.candidates.reference.state import Record

from .playing import Played, play

BRISK = (
    "clock.duration=12h",
    "traffic.orders.base=4/h",
    "traffic.returns={share: 90%, arrive: 1h..3h, split: 60%, rejected: 30%}",
)


def booked(played: Played) -> Counter[tuple[str, str, str]]:
    """Units that the ERP took back, by shop order, article and disposition."""
    units: Counter[tuple[str, str, str]] = Counter()
    for fact in played.of_kind("erp.return.posted"):
        for sku, count in fact.data["lines"]:
            units[fact.keys["ref"], sku, fact.data["disposition"]] += count
    return units


def approved(played: Played) -> Counter[tuple[str, str, str]]:
    """Units that the shop approved, by order, article and where they belong."""
    units: Counter[tuple[str, str, str]] = Counter()
    for fact in played.of_kind("shop.return.closed"):
        for sku, count, _, condition, _ in fact.data["lines"]:
            units[fact.keys["order"], sku, "scrap" if condition == "Damaged" else "restock"] += count
    return +units


@pytest.mark.parametrize(
    "chaos",
    [
        "{fault: lose_reply, on: erp.return.create, chance: 50%}",
        "{fault: kill, on: erp.return.create, chance: 30%}",
        "{fault: refuse, on: 'shop.return.*', chance: 50%}",
    ],
    ids=["lost replies", "kills", "refused reads"],
)
def test_goods_are_taken_back_once_whatever_fails(tmp_path: Path, chaos: str) -> None:
    played = play(tmp_path, f"chaos=[{chaos}]", name="goods-sent-back", short=BRISK)
    assert not played.card.findings, played.card.findings[:3]
    assert booked(played) == approved(played)
    assert len(approved(played)) > 10


def test_no_call_is_made_where_none_is_demanded(tmp_path: Path) -> None:
    played = play(tmp_path, "traffic.returns.share=0%")
    assert not [operation for operation in played.calls if "return" in operation]


class OnRequest(GoodsReturns):
    """Books what is asked for, when it is asked for."""

    def query(self, page: int) -> str:
        return super().query(page).replace("processed_closed", "authorized")

    def split(self, row: dict[str, Any], damaged: str) -> list[GoodsReturn]:
        return super().split(_as_requested(row), damaged)


class AsRequested(GoodsReturns):
    """Books what was asked for, when the return is closed."""

    def split(self, row: dict[str, Any], damaged: str) -> list[GoodsReturn]:
        return super().split(_as_requested(row), damaged)


class AllIntoStock(GoodsReturns):
    """Does not look at the condition."""

    def split(self, row: dict[str, Any], damaged: str) -> list[GoodsReturn]:
        return returns_of(row, "no condition", self._kit.now_ms())


class LastRowWins(GoodsReturns):
    """Keeps rows by their order row, so that the second one replaces the first."""

    def split(self, row: dict[str, Any], damaged: str) -> list[GoodsReturn]:
        items = {item["order_item_id"]: item for item in row["items"]}
        return super().split({**row, "items": [*items.values()]}, damaged)


class CreditedByItself(GoodsReturns):
    """Lets the ERP credit the return, beside the credit memo."""

    def body(self, goods: GoodsReturn, record: Record, lines: list[dict[str, int]]) -> dict[str, Any]:
        return {**super().body(goods, record, lines), "credit": "automatic"}


def _as_requested(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "items": [{**item, "qty_approved": item["qty_requested"]} for item in row["items"]]}


@pytest.mark.parametrize(
    ("returns", "kind", "cause"),
    [
        (OnRequest, "phantom_document", "returned_before_arrival"),
        (AsRequested, "duplicated_document", "requested_not_approved"),
        (AllIntoStock, "return_differs", "damaged_restocked"),
        (LastRowWins, "return_differs", "return_rows_overwritten"),
    ],
)
def test_what_is_booked_otherwise_is_found_with_its_cause(
    tmp_path: Path, returns: type[GoodsReturns], kind: str, cause: str
) -> None:
    played = play(tmp_path, name="goods-sent-back", short=BRISK, parts=Parts(returns=returns))
    codes = Counter(finding.cause.code for finding in played.card.findings if finding.kind == kind)
    assert codes, played.card.verdict
    assert set(codes) == {cause}


def test_a_return_that_the_erp_credits_beside_its_credit_memo_is_found(tmp_path: Path) -> None:
    parts = Parts(returns=CreditedByItself)
    played = play(tmp_path, "traffic.returns.exchanged=50%", name="goods-sent-back", short=BRISK, parts=parts)
    assert {(finding.kind, finding.cause.code) for finding in played.card.findings} == {
        ("duplicated_document", "credited_by_return_too"),
        ("phantom_document", "exchange_credited"),
    }
