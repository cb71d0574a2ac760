"""Weights on the wire: grams as kilograms."""

from __future__ import annotations

from fake_magento.money import Number, whole


class _Kilograms(dict[int, Number]):
    """Grams to kilograms, cached."""

    def __missing__(self, grams: int) -> Number:
        kilograms = whole(grams / 1000)
        if len(self) < 50_000:
            self[grams] = kilograms
        return kilograms


kilograms = _Kilograms().__getitem__
"""`kilograms(350)` is `0.35`, `kilograms(2000)` is `2`."""
