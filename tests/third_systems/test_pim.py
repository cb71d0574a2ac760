"""A PIM changes products in the shop, and no integration writes over it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from golive import scenario
from golive.candidates import reference
from golive.candidates.coroutine import InProcess
from golive.candidates.kit import Kit
from golive.candidates.reference import Parts
from golive.candidates.reference.design import Design
from golive.candidates.reference.masters.prices import Prices
from golive.record.run import HELD, Scorecard
from golive.runner import Plan, carry_out
from golive.scenario import ScenarioError, load
from golive.scenario.model.owners import Owners
from tests.runs import Runs

NAME = "prices-of-the-pim"


def played(integrate: Any, *sets: str) -> Scorecard:
    plan = Plan(scenario.load(NAME, sets), InProcess("it", integrate), NAME, "it", 1, sets=sets)
    return carry_out(plan, None).scorecard


def test_it_changes_names_texts_and_prices_under_its_own_name(runs: Runs) -> None:
    run = runs(NAME)
    saved = [fact for fact in run.of_kind("shop.product.saved") if fact.data["by"] == "pim"]
    prices = [fact for fact in run.of_kind("shop.price.changed") if fact.data["by"] == "pim"]
    assert len(saved) == len(prices) > 20
    assert {name for fact in saved for name in fact.data["now"]} == {"name", "attribute description"}
    assert (run.card.verdict, run.card.findings) == (HELD, [])


def test_orders_are_booked_at_its_prices(runs: Runs) -> None:
    run = runs(NAME)
    changed = {
        fact.data["rows"][0][0] for fact in run.of_kind("shop.price.changed") if fact.data["by"] == "pim"
    }
    ordered = {line[0] for fact in run.of_kind("shop.order.placed") for line in fact.data["lines"]}
    assert changed & ordered
    assert not [each for each in run.card.findings if each.kind == "wrong_content"]


def test_prices_of_the_erp_that_are_carried_all_the_same_are_a_finding() -> None:
    async def integrate(kit: Kit) -> None:
        await reference.run(replace(kit, owners=Owners()), Design())

    found = {(each.kind, each.cause.code) for each in played(integrate).findings if each.cause}
    assert ("against_owner", "written_against_owner") in found


class WholeRecords(Prices):
    """Writes the name that the ERP has along with each price."""

    async def _carry(self, skus: list[str]) -> bool:
        for sku in skus:
            record = {"sku": sku, "price": float(self._state.prices.get(sku, "1")), "name": f"Item {sku}"}
            await self._shop.request("PUT", f"/rest/all/V1/products/{sku}", {"product": record})
        return True


def test_names_of_the_erp_that_are_sent_along_are_a_finding() -> None:
    async def integrate(kit: Kit) -> None:
        await reference.run(replace(kit, owners=Owners()), Design(), Parts(prices=WholeRecords))

    card = played(integrate, "owners.prices.list=erp", "pim.fields=[name]")
    found = [each for each in card.findings if each.kind in ("against_owner", "lost_update")]
    assert any("name" in each.what for each in found)


@pytest.mark.parametrize(
    ("owner", "fields", "path"),
    [
        ("prices: {list: erp}", "price", "owners.prices.list"),
        ("products: {content: erp}", "name", "owners.products.content"),
    ],
)
def test_what_it_writes_must_be_its_own(tmp_path: Path, owner: str, fields: str, path: str) -> None:
    (tmp_path / "pim.yaml").write_text(
        f"name: pim\nbase: calm\npim: {{changes: 5/h, fields: [{fields}]}}\nowners: {{{owner}}}\n"
    )
    with pytest.raises(ScenarioError) as caught:
        load(str(tmp_path / "pim.yaml"))
    assert f"{path}: expected shop beside pim.fields {fields}" in str(caught.value)
