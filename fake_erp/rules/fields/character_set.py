"""Characters outside the repertoire of the tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.errors import Place, RuleRefused
from fake_erp.model import Document, Order
from fake_erp.rules.base import AccessRequest, Books, Check, Gate, Rule
from fake_erp.rules.fields.texts import put, texts_of, texts_of_customer
from fake_erp.settings import setting

LAST = {"ascii": 0x7F, "latin-1": 0xFF, "basic": 0xFFFF}
"""The highest code point each repertoire holds; `basic` is without four-byte characters such as emoji."""


@dataclass(frozen=True, slots=True)
class CharacterSet(Rule):
    """Letters that the house's tables cannot hold: other alphabets, or emoji."""

    code: ClassVar[str] = "bad_character"
    place: ClassVar[Place] = Place("the one with the letter")
    emerges: ClassVar[str] = "a customer writes their name in their own alphabet"

    mode: str = setting(
        "mode",
        "choice",
        "What becomes of them; replaced by ? or left out without a word.",
        "off",
        choices=("off", "refuse", "replace", "drop"),
    )
    holds: str = setting("holds", "choice", "What the tables can hold.", "latin-1", choices=tuple(LAST))

    def at_create(self, books: Books) -> Check | None:
        if self.mode == "off":
            return None
        last, emit = LAST[self.holds], books.emit
        refuse, stand_in = self.mode == "refuse", "?" if self.mode == "replace" else ""

        def check(order: Order, document: Document | None) -> str:
            foreign = [
                (path, text) for path, text in texts_of(order) if not text.isascii() and ord(max(text)) > last
            ]
            for path, text in foreign:
                if refuse:
                    raise _foreign(path, next(letter for letter in text if ord(letter) > last), self.holds)
                emit("erp.quirk", {"ref": order.external_reference}, {"quirk": "character_set", "what": path})
                put(order, path, "".join([c if ord(c) <= last else stand_in for c in text]))
            return ""

        return check

    def at_any(self, books: Books) -> Gate | None:
        """Customers, where it refuses: what is replaced without a word are texts of orders."""
        if self.mode != "refuse":
            return None
        last, holds = LAST[self.holds], self.holds

        def gate(request: AccessRequest) -> None:
            if request.operation in ("customer.create", "customer.update"):
                for path, text in texts_of_customer(request.document):
                    for letter in text:
                        if ord(letter) > last:
                            raise _foreign(path, letter, holds)

        return gate

    def at_update(self, books: Books) -> Check | None:
        return self.at_create(books)


def _foreign(path: str, letter: str, holds: str) -> RuleRefused:
    return RuleRefused(
        "character_set",
        "bad_character",
        (
            Place(path),
            f" has the character U+{ord(letter):04X}, which {holds} does not hold; write it in other letters",
        ),
        path,
    )
