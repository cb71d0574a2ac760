"""Odd master data: nearly equal articles, bundles with a choice, guests who come again or register, campaigns."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from fake_magento.model.address import Address
from fake_magento.quantities import DECIMAL
from golive import scenario
from golive.build.world import World, build
from golive.candidates import reference
from golive.candidates.coroutine import InProcess
from golive.candidates.reference.design import Design
from golive.record.ledger import read
from golive.record.run import LEDGER_FILE, Fact
from golive.runner import Plan, execute
from golive.scenario import Scenario
from golive.sim import VirtualClock
from golive.workloads.customers.people import People, Person
from golive.workloads.masterdata import Article, articles, pack_sizes
from golive.workloads.variety import variety

HOUR = "clock.duration=1h"


def load(*sets: str) -> Scenario:
    return scenario.load("calm", sets)


def world(folder: Path, loaded: Scenario) -> World:
    folder.mkdir(exist_ok=True)
    return build(loaded, 1, VirtualClock(loaded.clock.start_ms), folder)


def catalogue(*sets: str) -> list[Article]:
    return list(articles(load(*sets), 1))


def run(folder: Path, *sets: str) -> list[Fact]:
    async def integrate(kit: reference.Kit) -> None:
        await reference.run(kit, Design())

    execute(Plan(load(HOUR, *sets), InProcess("reference", integrate), "calm", "reference", 1), folder)
    return list(read(folder / LEDGER_FILE))


class TestArticles:
    def test_a_share_of_the_codes_differs_from_others_in_zeros_or_a_blank(self) -> None:
        codes = [each.sku for each in catalogue("shop.catalog.twins=30%")]
        plain = [each.replace(" ", "").lstrip("0") for each in codes]
        assert len(set(codes)) == len(codes) == 200
        assert len(codes) - len(set(plain)) == 60
        assert any(" " in code for code in codes)
        assert any(code.startswith("0") for code in codes)

    def test_a_share_has_the_name_of_another_one(self) -> None:
        names = [each.name for each in catalogue("shop.catalog.same_names=25%")]
        assert len(names) - len(set(names)) == 50

    def test_articles_have_the_tax_rates_in_turn(self) -> None:
        rates = [each.tax_percent for each in catalogue("shop.catalog.tax_rates=[7%, 5.5%]")]
        assert rates[:6] == [19, 7, 5.5, 19, 7, 5.5]
        assert {each.tax_percent for each in catalogue("shop.catalog.twins=0%")} == {19}

    @pytest.mark.parametrize("setting", ["twins=30%", "same_names=25%"])
    def test_neither_changes_prices_or_stock(self, setting: str) -> None:
        odd, plain = catalogue(f"shop.catalog.{setting}"), catalogue()
        assert [(each.price_cents, each.stock) for each in odd] == [
            (each.price_cents, each.stock) for each in plain
        ]

    def test_orders_of_one_bundle_have_different_parts(self, tmp_path: Path) -> None:
        facts = run(tmp_path, "shop.catalog.kinds.bundle=60%", "shop.catalog.bundle_choices=3")
        recipes: dict[str, set[tuple[str, ...]]] = {}
        for fact in facts:
            for sku, _, _, parts in fact.data.get("bundles", ()) if fact.kind == "shop.order.placed" else ():
                recipes.setdefault(sku, set()).add(tuple(part[0] for part in parts))
        assert max(len(each) for each in recipes.values()) > 1
        assert {len(parts) for each in recipes.values() for parts in each} == {2}

    def test_the_erp_has_items_for_bundles_where_it_is_told_to(self, tmp_path: Path) -> None:
        made = world(tmp_path, load("shop.catalog.kinds.bundle=60%", "shop.catalog.bundle_items=on"))
        made.open_doors()
        bundles = {product.sku for product in made.shop.catalog if product.kind == "bundle"}
        assert bundles
        assert bundles <= made.erp.items.by_sku.keys()
        made.clock.close()

    def test_a_bundle_without_a_choice_has_one_article_for_each_part(self, tmp_path: Path) -> None:
        made = world(tmp_path, load("shop.catalog.kinds.bundle=60%"))
        assert variety(made.scenario, 1, made.shop) is not None
        bundles = [product.made_of for product in made.shop.catalog if product.kind == "bundle"]
        assert {len(option.selections) for bundle in bundles for option in bundle.options} == {1}  # type: ignore[union-attr]
        made.clock.close()


class TestPeople:
    def drawn(self, folder: Path, *sets: str) -> list[tuple[Person, str, Address]]:
        """People with the kinds of their orders and their addresses at that time."""
        made = world(folder, load(*(f"traffic.customers.{each}" for each in sets)))
        people = People(made.shop, made.scenario.traffic.customers, random.Random(3))
        found = []
        for _ in range(4000):
            person, kind = people.next()
            found.append((person, kind, person.face.address))
        made.clock.close()
        return found

    def test_guests_come_again_and_write_their_address_in_capitals_every_second_time(
        self, tmp_path: Path
    ) -> None:
        emails = [each.email for each, *_ in self.drawn(tmp_path, "guests=100%", "known_guests=50%")]
        people = {email.casefold() for email in emails}
        capitals = [email for email in emails if email.isupper()]
        assert abs(len(emails) - len(people) - 2000) < 120
        assert abs(2 * len(capitals) - (len(emails) - len(people))) <= 1

    def test_accounts_are_opened_by_guests_under_their_address(self, tmp_path: Path) -> None:
        found = self.drawn(tmp_path, "guests=50%", "returning=0%", "registering=40%")
        guests = {each.email for each, kind, _ in found if kind == "guest"}
        new = [each.email for each, kind, _ in found if kind == "new"]
        assert len(set(new)) == len(new)
        assert abs(len([email for email in new if email in guests]) - 0.4 * len(new)) < 90

    def test_returning_customers_move_and_keep_their_name(self, tmp_path: Path) -> None:
        found = self.drawn(tmp_path, "guests=0%", "returning=60%", "moving=50%")
        homes: dict[str, Address] = {}
        moved = 0
        for person, kind, address in found:
            before = homes.get(person.email, address)
            assert (before.firstname, before.lastname) == (address.firstname, address.lastname)
            moved += kind == "returning" and before.street != address.street
            homes[person.email] = address
        returning = [kind for _, kind, _ in found].count("returning")
        assert abs(moved - 0.5 * returning) < 110

    def test_without_these_settings_the_same_people_are_drawn(self, tmp_path: Path) -> None:
        plain = [(each.email, kind) for each, kind, _ in self.drawn(tmp_path / "a")]
        off = ("known_guests=0%", "registering=0%", "moving=0%")
        assert [(each.email, kind) for each, kind, _ in self.drawn(tmp_path / "b", *off)] == plain


class TestPrices:
    def test_a_campaign_is_a_row_of_the_standard_list_for_its_period(self, tmp_path: Path) -> None:
        change = "chaos=[{change: plan_campaign, at: 10m, count: 3, discount: 10%, after: 20m, lasts: 30m}]"
        rows = [
            row
            for fact in run(tmp_path, change)
            if fact.kind == "erp.price.changed" and fact.data["why"] != "opening"
            for row in fact.data["rows"]
        ]
        start_ms = load().clock.start_ms
        assert [row[1] for row in rows] == ["list:standard"] * 3
        assert {(row[3] - start_ms, row[4] - start_ms) for row in rows} == {(30 * 60_000, 60 * 60_000)}

    def test_withdrawn_prices_come_back_at_the_end_of_the_window(self, tmp_path: Path) -> None:
        facts = run(tmp_path, "chaos=[{change: withdraw_prices, at: 10m..20m, count: 2}]")
        changed = [
            row
            for fact in facts
            if fact.kind == "erp.price.changed" and fact.data["why"] != "opening"
            for row in fact.data["rows"]
        ]
        assert [row[6] for row in changed[:2]] == [0, 0]
        assert [(row[0], row[6]) for row in changed[2:]] == [(row[0], row[5]) for row in changed[:2]]

    def test_the_prices_of_a_contract_are_among_those_that_the_shop_opens_with(self, tmp_path: Path) -> None:
        made = world(tmp_path, load("traffic.customers.b2b=10%", "traffic.customers.contract=15%"))
        People(made.shop, made.scenario.traffic.customers, random.Random(1))
        made.clock.close()
        made.ledger.close()
        facts = [fact for fact in read(tmp_path / LEDGER_FILE) if fact.kind == "shop.price.changed"]
        assert {fact.data["why"] for fact in facts} == {"opening"}
        assert [row[1:] for row in facts[-1].data["rows"][:1]] == [
            ["tier", [1, "Wholesale", 0], None, "15.00%"]
        ]


class TestSoldByWeight:
    def test_a_share_of_the_articles_is_and_the_others_are_as_they_were(self) -> None:
        plain, mixed = catalogue(), catalogue("shop.catalog.decimal_quantities=25%")
        by_weight = [each for each in mixed if each.scale == DECIMAL]
        assert len(by_weight) == 50
        assert all(sum(units for _, units in each.stock) % DECIMAL for each in by_weight)
        assert [each for each in mixed if each.scale == 1] == [each for each in plain if each in mixed]
        assert [each.price_cents for each in mixed] == [each.price_cents for each in plain]

    def test_both_systems_have_the_same_stock_of_them(self, tmp_path: Path) -> None:
        made = world(tmp_path, load("shop.catalog.decimal_quantities=25%"))
        for product in made.shop.catalog:
            (row,) = made.erp.stock.rows_of(product.sku)
            assert row.scale == product.scale == made.erp.items.get(product.sku).scale
            assert row.on_hand == made.shop.stock.quantity(product.sku, row.warehouse)

    def test_a_dialect_that_cannot_write_them_is_refused(self) -> None:
        with pytest.raises(scenario.ScenarioError) as told:
            load("shop.catalog.decimal_quantities=25%", "erp.dialect=oracle_fusion")
        assert "native" in str(told.value)


class TestSoldInPacks:
    def test_the_erp_has_their_pieces_and_the_shop_the_whole_packs(self, tmp_path: Path) -> None:
        loaded = load("shop.catalog.packs=25%")
        made, sizes = world(tmp_path, loaded), pack_sizes(loaded, 1)
        assert len(sizes) == 50
        assert set(sizes.values()) == {6, 12, 24}
        for sku, size in sizes.items():
            product, item = made.shop.catalog.get(sku), made.erp.items.get(sku)
            assert (item.units, item.scale, product.scale) == ({"pack": size}, 1, size)
            assert product.price_cents == item.price_cents * size
            (row,) = made.erp.stock.rows_of(sku)
            offered = made.shop.stock.quantity(sku, row.warehouse)
            assert offered == row.on_hand // size * size != row.on_hand

    def test_without_them_nothing_is_different(self) -> None:
        assert pack_sizes(load(), 1) == {}
        assert catalogue("shop.catalog.packs=0%") == catalogue()
