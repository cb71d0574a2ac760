"""What the shared tests ask of a client of a product. Each dialect has one in `tests/dialects/<name>/speaker.py`."""

from __future__ import annotations

from typing import Any, ClassVar

from ..transport import Answer, Transport


class Refused(Exception):
    """A call was refused, as the client of the product sees it."""

    def __init__(self, answer: Answer, text: str) -> None:
        super().__init__(f"{answer.status} {text}")
        self.answer = answer
        self.text = text


class Speaker:
    """A client of one product. Orders are given as documents of the native dialect; numbers are those of the books."""

    name: ClassVar[str]
    typed: ClassVar[bool] = True
    """Whether free fields keep numbers and flags apart from texts."""
    targets: ClassVar[tuple[str, ...]]
    """Addresses for fuzzing; {number} is that of an order."""
    field_names: ClassVar[tuple[str, ...]]
    bodies: ClassVar[tuple[bytes, ...]] = (b"", b"{", b"<a>", b"[[[[[[[[[[")

    def __init__(self, talk: Transport) -> None:
        self.talk = talk

    def login(self, client: str = "shop", secret: str = "secret") -> None:
        raise NotImplementedError

    def create(self, order: dict[str, Any]) -> str:
        """Raises Refused."""
        raise NotImplementedError

    def read(self, number: str) -> dict[str, Any]:
        """`reference`, `cancelled`, and `lines` as (SKU, quantity). Raises Refused."""
        raise NotImplementedError

    def find(self, reference: str) -> list[str]:
        raise NotImplementedError

    def cancel(self, number: str) -> None:
        raise NotImplementedError

    def create_customer(self, customer: dict[str, Any]) -> str:
        raise NotImplementedError

    def find_customer(self, email: str) -> list[str]:
        raise NotImplementedError

    def available(self, sku: str) -> int:
        raise NotImplementedError

    def shipments(self, number: str) -> list[tuple[str, int]]:
        """(SKU, units) of every line of every shipment."""
        raise NotImplementedError

    def invoices(self, number: str) -> list[str]:
        """The total of each, such as "39.98"."""
        raise NotImplementedError
