"""What is odd but legal reaches the ERP through the reference whole, and is drawn by address."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from golive import scenario
from golive.candidates.registry import resolve
from golive.runner import Plan, execute

BASE = ("clock.duration=90m", "clock.settle=2h", "traffic.orders.base=120/h", "shop.stock.opening=500..2000")
ODD = {
    "variants": "shop.catalog.kinds.configurable=50%",
    "bundles": "shop.catalog.kinds.bundle=30%",
    "groups": "shop.catalog.kinds.grouped=50%",
    "custom options": "traffic.baskets.custom_options=40%",
    "gift cards": "traffic.baskets.gift_cards=40%",
    "awkward data": "traffic.baskets.awkward=50%",
    "late commits": "traffic.life.late_committed=50%",
    "part refunds": "traffic.life.partly_refunded=60%",
}


def facts(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "ledger.jsonl").read_text("utf-8").splitlines()]


def run(folder: Path, *changes: str, seed: int = 3) -> Any:
    folder.mkdir(exist_ok=True)
    loaded = scenario.load("calm", [*BASE, *changes])
    return execute(Plan(loaded, resolve("reference"), "calm", "reference", seed), folder)


@pytest.mark.sample(2)
@pytest.mark.parametrize("change", ODD.values(), ids=ODD)
def test_the_reference_holds_under_each(change: str, tmp_path: Path) -> None:
    card = run(tmp_path, change, "traffic.life.edited=5%", "traffic.life.cancelled=5%")
    assert card.verdict == "held", card.reasons


def test_switching_one_feature_on_moves_no_other_order(tmp_path: Path) -> None:
    """The same people come at the same time and buy the same, whether gift cards are about or not."""

    def bought(folder: Path) -> list[Any]:
        return [(f["t"], f["data"]["lines"]) for f in facts(folder) if f["kind"] == "shop.order.placed"]

    plain, gifts = tmp_path / "plain", tmp_path / "gifts"
    run(plain, "erp.rules.credit_limit=off")
    run(gifts, "erp.rules.credit_limit=off", "traffic.baskets.gift_cards=30%")
    assert bought(plain) == bought(gifts)


OPTIONED = ("traffic.baskets.custom_options=60%", "shop.catalog.option_skus=on")


def test_options_are_booked_under_the_article_with_what_was_entered(tmp_path: Path) -> None:
    card = run(tmp_path, *OPTIONED, "clock.duration=20m", "traffic.life.partly_refunded=60%")
    assert (card.verdict, card.findings) == ("held", []), card.reasons
    found = facts(tmp_path)
    placed = [f["data"] for f in found if f["kind"] == "shop.order.placed"]
    booked = {f["keys"]["ref"]: f["data"] for f in found if f["kind"] == "erp.order.created"}
    assert {"Wooden box", "Gift paper"} < {word for data in placed for word in data.get("options", ())}
    words = [word for f in found if f["kind"] == "shop.order.placed" for word in f["data"].get("options", ())]
    kept = "\n".join(str(data["custom"]) for data in booked.values())
    assert [word for word in words if word not in kept] == []


def test_an_integration_that_sends_the_sku_of_the_row_is_refused(tmp_path: Path) -> None:
    loaded = scenario.load("calm", [*BASE, *OPTIONED, "clock.duration=20m"])
    card = execute(Plan(loaded, resolve("naive"), "calm", "naive", 1), tmp_path)
    assert card.orders["lost"] > 0
    assert {found.cause.code for found in card.findings if found.kind == "lost"} == {"sku_of_options"}


def test_every_oddity_happens(tmp_path: Path) -> None:
    """A canary: a share that draws nothing would hold for ever."""
    run(tmp_path, "traffic.baskets.awkward=50%", "traffic.life.partly_refunded=60%")
    (kinds,) = (f["data"]["kinds"] for f in facts(tmp_path) if f["kind"] == "run.kinds")
    assert {
        "long street",
        "four-byte letters",
        "an article twice",
        "many rows",
        "nothing to pay",
        "partly_refunded",
    } <= kinds.keys()


def test_a_store_in_another_currency_than_its_books_is_exported_to_the_cent(tmp_path: Path) -> None:
    file = tmp_path / "two-currencies.yaml"
    file.write_text(
        "name: two-currencies\nbase: calm\nshop:\n  stores:\n    - {code: de}\n"
        "    - {code: us, currency: USD, tax: exclusive, base: EUR, exchange: 1.0837}\n",
        encoding="utf-8",
    )
    loaded = scenario.load(str(file), list(BASE))
    folder = tmp_path / "run"
    folder.mkdir()
    card = execute(Plan(loaded, resolve("reference"), str(file), "reference", 1), folder)
    assert card.verdict == "held", card.reasons
    assert "USD" in {f["data"]["currency"] for f in facts(folder) if f["kind"] == "shop.order.placed"}
