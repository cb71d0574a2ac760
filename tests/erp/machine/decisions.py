"""Settings an installation changes while orders come in: each for the ERP and for the model."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fake_erp import Erp
from fake_erp.quirks import configured_quirks
from tests.erp.world import Client

from .calls import Act, called
from .installations import QUIRKS, Patch
from .money_model import Model
from .strategies import amount

Both = tuple[Act, Callable[[], Any]]
NUMBERS = {"ann": "C100001", "exempt": "C100002"}
BLOCKS = {"orders": "blocked", "deliveries": "blocked_deliveries", "billing": "blocked_billing"}


class Decisions:
    @staticmethod
    def period(model: Model, module: str, how: str) -> Both:
        """Open or close the present month, for all modules or one."""
        month = model.month(model.now_ms)

        def act(erp: Erp, client: Client) -> None:
            if how == "open":
                erp.open_period(month, module)
            else:
                erp.close_period(month, module, how == "soft")

        def decided() -> None:
            for each in ("sales", "stock", "ledger") if module == "all" else (module,):
                if how == "open":
                    model.closed.pop((month, each), None)
                elif model.closed.get((month, each)) != "hard":
                    model.closed[month, each] = how

        return act, decided

    @staticmethod
    def block(model: Model, customer: str, what: str) -> Both:
        """Block a customer, or let it go on."""
        known = model.customers[customer]
        body = {BLOCKS[what]: not known[what]}
        return _customer(customer, body), lambda: known.update({what: not known[what]})

    @staticmethod
    def credit(model: Model, customer: str, cents: int) -> Both:
        body = {"credit_limit": amount(cents)}
        return _customer(customer, body), lambda: model.customers[customer].update(limit=cents)

    @staticmethod
    def item_status(model: Model, item: str, status: str) -> Both:
        sku = model.sku[item]
        return (
            lambda erp, client: erp.items.set_status(sku, status),
            lambda: model.status_of.update({item: status}),
        )

    @staticmethod
    def rename(model: Model, item: str) -> Both:
        old = model.sku[item]
        new = f"{old}+"
        return lambda erp, client: erp.rename_item(old, new), lambda: model.sku.update({item: new})

    @staticmethod
    def archive(model: Model, item: str) -> Both:
        """Give an item an archive SKU. What is booked stays with it, and another item may have its SKU."""
        old = model.sku[item]
        new = f"{old}-ARCHIVE1"

        def act(erp: Erp, client: Client) -> Any:
            erp.archive_item(old)
            other = erp.add_item(old, "another", 1999, 19)
            found = client.get(f"/items/{old}").data["name"], client.get(f"/stock/{old}").status
            erp.items.rename(old, f"{other.origin} unused {len(erp.items)}")
            return found

        def decided() -> Any:
            model.sku[item], model.status_of[item] = new, "discontinued"
            return "another", 404

        return act, decided

    @staticmethod
    def price(model: Model, item: str, customer: str, cents: int, least: int) -> Both:
        """Agree on a price, and say what four units cost now."""
        number, sku = NUMBERS[customer], model.sku[item]
        units = 16 if item in model.settings["quarters"] else 4

        def act(erp: Erp, client: Client) -> Any:
            erp.prices.set_contract_price(number, sku, cents, least)
            return client.get(f"/prices/{sku}?customer={number}&quantity=4&currency=EUR").data["price"]

        def decided() -> str:
            model.contracts.append({"item": item, "customer": customer, "price": cents, "from": least})
            return amount(model.price_of(item, {"customer": customer, "currency": "EUR"}, units))

        return act, decided

    @staticmethod
    def rule(model: Model, patch: Patch, at: int) -> Both:
        choice = patch.choices[at % len(patch.choices)]

        def decided() -> None:
            model.rules[patch.called] = choice
            model.settings["periods"] = model.rules["posting_periods"]

        return lambda erp, client: erp.change_rule(patch.rule, **{patch.setting: choice}), decided

    @staticmethod
    def quirk(model: Model, quirk: str) -> Both:
        quirks = configured_quirks(**QUIRKS[quirk])
        return lambda erp, client: erp.set_quirks(quirks), lambda: setattr(model, "quirk", quirk)

    @staticmethod
    def rate(model: Model, rate: int) -> Both:
        return (
            lambda erp, client: erp.currencies.set_rate("CHF", rate),
            lambda: model.rates.update(CHF=rate),
        )


def _customer(customer: str, body: dict[str, Any]) -> Act:
    def act(erp: Erp, client: Client) -> None:
        called(client, "PATCH", f"/customers/{NUMBERS[customer]}", body)

    return act
