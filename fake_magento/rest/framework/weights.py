"""TODO."""

from __future__ import annotations

from fake_magento.money import Number, whole


class _Kilograms(dict[int, Number]):
    def __missing__(self, grams: int) -> Number:
        kilograms = whole(grams / 1000)
        if len(self) < 50_000:
            self[grams] = kilograms
        return kilograms


kilograms = _Kilograms().__getitem__
