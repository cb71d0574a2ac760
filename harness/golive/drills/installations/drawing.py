"""An installation: settings of the ERP that belong to a seed, and the scenario file that has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fake_erp.chance import between, happens
from golive.drills.installations.elements import ELEMENTS

SHARE = 0.12
"""Of all elements, how many an installation has on average."""


@dataclass(frozen=True, slots=True)
class Element:
    """A key below `erp`, and its value as YAML."""

    key: str
    value: str

    @property
    def name(self) -> str:
        """The last word of the key, by which a run counts how often it acted."""
        return self.key.rpartition(".")[2]

    def __str__(self) -> str:
        return f"{self.key}: {self.value}"


def draw(seed: int, share: float = SHARE) -> tuple[Element, ...]:
    """The elements of the installation of a seed. Each is drawn by itself, so that a new one moves no other."""
    return tuple(
        Element(key, values[between(0, len(values) - 1, seed, "value", key)])
        for key, values in ELEMENTS.items()
        if happens(share, seed, "has", key)
    )


def as_yaml(name: str, about: str, base: str, elements: Sequence[Element]) -> str:
    """A scenario file: the base, with these elements and nothing else changed."""
    lines = [f"name: {name}", f"about: {about}", f"base: {base}", *(["erp:"] if elements else [])]
    section = ""
    for element in elements:
        above, _, key = element.key.partition(".")
        if above != section:
            lines.append(f"  {above}:")
            section = above
        lines.append(f"    {key}: {element.value}")
    return "\n".join(lines) + "\n"
