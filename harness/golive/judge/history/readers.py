"""Tables of readers by kind of fact, joined: a kind may have several readers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from golive.record.run import Fact

Reader = Callable[[Fact], None]


def joined(*tables: Mapping[str, Reader]) -> dict[str, Reader]:
    """Return one table. Readers of the same kind are called in the order of their tables."""
    found: dict[str, Reader] = {}
    for table in tables:
        for kind, reader in table.items():
            found[kind] = _one_after_the_other(found[kind], reader) if kind in found else reader
    return found


def _one_after_the_other(first: Reader, second: Reader) -> Reader:
    def both(fact: Fact) -> None:
        first(fact)
        second(fact)

    return both
