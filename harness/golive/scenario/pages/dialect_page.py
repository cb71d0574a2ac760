"""What `golive erp dialects` and the pages of the documentation say about each dialect."""

from __future__ import annotations

from fake_erp.dialects.fidelity import covered
from fake_erp.dialects.registry import DIALECTS, about


def listing() -> list[tuple[str, ...]]:
    """Name, product, versions, number of operations and fidelity index of each dialect."""
    rows: list[tuple[str, ...]] = []
    for name in DIALECTS:
        known = about(name)
        rows.append(
            (
                name,
                known.product,
                ", ".join(known.versions),
                f"{len(known.speaks)} operations",
                fidelity(name),
            )
        )
    return rows


def fidelity(name: str) -> str:
    """How many of the facts about the product that are on record a test stands for."""
    index = covered(name)
    return "" if index is None else f"{index[0]} of {index[1]} facts tested"


def lines(name: str) -> list[str]:
    """The product, then its versions, login, limits, clients and sources, each as one line."""
    known = about(name)
    found = [
        known.product,
        f"Versions: {', '.join(known.versions)}; the last is the default.",
        f"Login: {', '.join(known.login)}",
    ]
    if known.limits:
        found.append(f"Limits: {known.limits}")
    if known.clients:
        found.append(f"Driven by: {', '.join(known.clients)}")
    if fidelity(name):
        found.append(f"Fidelity: {fidelity(name)}")
    found += [f"Source: {source}" for source in known.sources]
    return found


def operations(name: str) -> list[tuple[str, ...]]:
    """Each operation with its call, then those that are missing with the reason."""
    known = about(name)
    return [*known.speaks.items(), *((name, f"missing: {why}") for name, why in known.lacks.items())]
