"""Carts with texts of many kinds, or of extreme amounts and quantities, addressed by the visit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar

from fake_magento.model.address import Address
from fake_magento.model.cart import Cart
from golive.scenario.model.traffic import Texts
from golive.sim.seeding import address
from golive.workloads.texts.drawing import drawn
from golive.workloads.texts.extremes import BASKETS
from golive.workloads.texts.kinds import EXTREMES, LINE

T = TypeVar("T")

REACHES = 0.7
"""How often a text reaches a field that may have it."""
_OF_ADDRESS = {
    "firstname": "firstname",
    "lastname": "lastname",
    "company": "company",
    "city": "city",
    "phone": "telephone",
}
"""Field of the settings -> attribute of an address."""


class Dressing:
    """Changes a share of the carts."""

    def __init__(self, seed: int, settings: Texts) -> None:
        self._seed = seed
        self._settings = settings

    def dress(self, cart: Cart, visit: int) -> str:
        """Change a cart where its visit is one of the share; gives the kind, "" for none."""
        if address(self._seed, "variety", visit) >= self._settings.share:
            return ""
        kind = self._one_of(self._settings.kinds, "variety kind", visit)
        if kind == EXTREMES:
            cart.lines = list(self._one_of(BASKETS, "variety basket", visit))
            return kind
        texts = self._texts(kind, visit)
        if cart.customer_id is None and "email" in texts:
            cart.email = f"{visit}.{texts['email']}"
        cart.firstname = texts.get("firstname", cart.firstname)
        cart.lastname = texts.get("lastname", cart.lastname)
        home, there = cart.bill_to or cart.ship_to, cart.ship_to
        cart.bill_to = _written(home, texts)
        cart.ship_to = cart.bill_to if there is home else _written(there, texts)
        return kind

    def _texts(self, kind: str, visit: int) -> dict[str, str]:
        """The texts of this visit by field: those that it reaches, all where it reaches none."""
        allowed = self._settings.fields
        texts = {
            name: text
            for name, text in sorted(self._one_of(drawn(kind, self._seed), "variety texts", visit).items())
            if name in allowed
        }
        reached = {
            name: text
            for name, text in texts.items()
            if address(self._seed, "variety field", visit, name) < REACHES
        }
        return reached or texts

    def _one_of(self, choices: Sequence[T], what: str, visit: int) -> T:
        return choices[int(address(self._seed, what, visit) * len(choices))]


def _written(at: Address, texts: dict[str, str]) -> Address:
    changes: dict[str, Any] = {_OF_ADDRESS[name]: text for name, text in texts.items() if name in _OF_ADDRESS}
    if "street" in texts:
        changes["street"] = tuple(texts["street"].split(LINE))
    return replace(at, **changes)
