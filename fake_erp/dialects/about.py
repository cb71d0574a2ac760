"""What a dialect says of itself: product, versions, operations, login and limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

NEWEST = "newest"

_DEPOSITS = "payments ahead of an order are offered in the native dialect only"
NATIVE_ONLY = {
    "stock.set": "clients set stock in the native dialect only",
    "delivery.create": "clients post deliveries in the native dialect only",
    **{f"deposit.{verb}": _DEPOSITS for verb in ("create", "list", "read", "apply", "refund")},
}
"""What only the native dialect speaks, with the reason."""


@dataclass(frozen=True, slots=True)
class About:
    """`speaks` gives for each operation the call of the product, `lacks` why an operation is missing.

    `versions` are those that differ on the wire; the last one is the default. `clients` are published programs that
    tests drive against it, `sources` where its facts come from.
    """

    product: str
    versions: tuple[str, ...]
    speaks: Mapping[str, str]
    login: tuple[str, ...]
    lacks: Mapping[str, str] = field(default_factory=dict)
    limits: str = ""
    clients: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    def version(self, wanted: str) -> str:
        """The version of that name; "" and "newest" give the default. Raises ValueError, which names the versions."""
        if wanted in ("", NEWEST):
            return self.versions[-1]
        for known in self.versions:
            if wanted == known or wanted.removesuffix(".0") == known.removesuffix(".0"):
                return known
        raise ValueError(
            f"version: {self.product} is spoken in {', '.join(self.versions)}; got {wanted[:40]!r}"
        )
