"""Names and addresses of people, drawn as Faker draws them."""

from __future__ import annotations

import random
import re
from bisect import bisect
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import import_module
from itertools import accumulate
from typing import Any

from faker.generator import Generator
from faker.providers import BaseProvider

from fake_magento.model.address import Address

POOL = 300
"""Faces to draw from; e-mail addresses are made unique by a counter, so no two customers are one."""

_COUNTRIES = {"de_DE": "DE", "en_GB": "GB", "fr_FR": "FR"}
_SUBJECTS = ("address", "person", "phone_number")
_DIGITS = (("#", "0123456789"), ("%", "123456789"), ("$", "23456789"))
"""The places of a pattern and the digits that they stand for, in the order in which Faker fills them in."""
_TOKEN = re.compile(r"\{\{\s*(\w+)\s*\}\}")


@dataclass(frozen=True, slots=True)
class Face:
    """Name and address of a person, from which several customers may be made."""

    firstname: str
    lastname: str
    address: Address
    mailbox: str
    """The beginning of the e-mail addresses of its customers."""


def faces(rng: random.Random) -> tuple[Face, ...]:
    """The pool of people to draw from, of three countries."""
    return _faces(rng.getrandbits(64))


@lru_cache(maxsize=64)
def _faces(number: int) -> tuple[Face, ...]:
    """The pool of a number; runs of one seed have the same."""
    found = []
    local = [(_generator(locale), country) for locale, country in _COUNTRIES.items()]
    for each, _ in local:
        each.random = _Dice(number)
    for place in range(POOL):
        each, country = local[place % len(local)]
        first, last = each.first_name(), each.last_name()
        street = each.street_address().replace("\n", ", ")
        address = Address(first, last, (street,), each.city(), each.postcode(), country, each.phone_number())
        found.append(Face(first, last, address, f"{first}.{last}".lower().replace(" ", "")))
    return tuple(found)


@cache
def _generator(locale: str) -> Any:
    """Faker's providers of a country. `Any`, because their methods are set on it by name."""
    generator = _Patterns(locale=locale)
    for subject in _SUBJECTS:
        provider = import_module(f"faker.providers.{subject}.{locale}").Provider
        generator.add_provider(type(provider.__name__, (_Draws, provider), {})(generator))
    return generator


class _Dice(random.Random):
    """Chance that draws one of several as `random.Random` does, with fewer calls."""

    def choice(self, seq: Any) -> Any:
        """One element of a sequence that is not empty."""
        count = len(seq)
        bits = count.bit_length()
        place = self.getrandbits(bits)
        while place >= count:
            place = self.getrandbits(bits)
        return seq[place]


class _Patterns(Generator):
    """A generator that takes each pattern apart once."""

    def __init__(self, **config: Any) -> None:
        super().__init__(**config)
        self._parts: dict[str, list[str | Callable[[], Any]]] = {}

    def parse(self, text: str) -> str:
        """Fill in a pattern such as `{{street_name}} {{building_number}}`."""
        parts = self._parts.get(text)
        if parts is None:
            words = _TOKEN.split(text)
            parts = [getattr(self, word) if place % 2 else word for place, word in enumerate(words)]
            self._parts[text] = parts
        return "".join([part if isinstance(part, str) else str(part()) for part in parts])


class _Draws(BaseProvider):
    """The draws of a provider, as in Faker, which adds up the weights of a table for every draw."""

    def __init__(self, generator: Any) -> None:
        super().__init__(generator)
        self._tables: dict[int, tuple[Any, tuple[Any, ...], list[float]]] = {}

    def random_element(self, elements: Any = ("a", "b", "c")) -> Any:
        """One element: of a table with weights by its weight, of a sequence any."""
        rng = self.generator.random
        if not isinstance(elements, OrderedDict):
            return rng.choice(elements)
        table = self._tables.get(id(elements))
        if table is None:
            table = (elements, tuple(elements), list(accumulate(elements.values())))
            self._tables[id(elements)] = table
        _, names, limits = table
        return names[bisect(limits, rng.random() * (limits[-1] + 0.0), 0, len(names) - 1)]

    def numerify(self, text: str = "###") -> str:
        """Fill in digits."""
        choice = self.generator.random.choice
        for place, digits in _DIGITS:
            if place in text:
                text = "".join([choice(digits) if each == place else each for each in text])
        return super().numerify(text) if "!" in text or "@" in text else text
