"""Characters outside the character set of the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.errors import Place, RuleRefused
from fake_erp.model import Document, Order
from fake_erp.rules.base import NOT_APPLICABLE, AccessRequest, Books, Check, Gate, Rule
from fake_erp.rules.fields.texts import put, texts_of, texts_of_customer
from fake_erp.settings import setting

LAST = {"ascii": 0x7F, "latin-1": 0xFF, "basic": 0xFFFF}
"""The highest code point of each character set; `basic` has no four-byte characters such as emoji."""


@dataclass(frozen=True, slots=True)
class CharacterSet(Rule):
    """Characters outside the character set of the installation, such as other alphabets or emoji."""

    about: ClassVar[str] = "an order or a customer"
    code: ClassVar[str] = "bad_character"
    place: ClassVar[Place] = Place("the one with the letter")
    emerges: ClassVar[str] = "a customer writes their name in their own alphabet"

    mode: str = setting(
        "mode",
        "choice",
        "What happens to them; replace writes ? and drop leaves them out, both silently.",
        "off",
        choices=("off", "refuse", "replace", "drop"),
    )
    holds: str = setting("holds", "choice", "The character set.", "latin-1", choices=tuple(LAST))

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
        """Checks customers too, in the mode `refuse`; the silent modes change texts of orders only."""
        if self.mode != "refuse":
            return None
        last, holds = LAST[self.holds], self.holds

        def gate(request: AccessRequest) -> str:
            if request.operation not in ("customer.create", "customer.update"):
                return NOT_APPLICABLE
            for path, text in texts_of_customer(request.document):
                for letter in text:
                    if ord(letter) > last:
                        raise _foreign(path, letter, holds)
            return ""

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
