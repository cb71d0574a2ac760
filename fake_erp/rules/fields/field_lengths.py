"""Texts that exceed the width of a field.

Modelled on Business Central (API v2.0, Application_StringExceededLength) and SAP S/4HANA (API_SALES_ORDER_SRV,
PurchaseOrderByCustomer: at most 35 characters).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.errors import Place, RuleRefused
from fake_erp.model import Document, Order
from fake_erp.rules.base import NOT_APPLICABLE, AccessRequest, Books, Check, Gate, Rule
from fake_erp.rules.fields.texts import put, texts_of, texts_of_customer
from fake_erp.settings import setting


@dataclass(frozen=True, slots=True)
class FieldLengths(Rule):
    """Texts longer than the fields of the installation, although the documentation allows them."""

    about: ClassVar[str] = "an order or a customer"
    code: ClassVar[str] = "text_too_long"
    place: ClassVar[Place] = Place("the long one")
    emerges: ClassVar[str] = "a customer lives in a long street"

    mode: str = setting(
        "mode",
        "choice",
        "What happens to them; truncate is silent.",
        "off",
        choices=("off", "refuse", "truncate"),
    )
    widths: tuple[tuple[str, int], ...] = setting(
        "widths",
        "limits",
        "The most characters of each field of an order or a customer.",
        (
            ("ship_to.street", 35),
            ("ship_to.name", 35),
            ("ship_to.city", 25),
            ("external_reference", 35),
            ("name", 35),
            ("address.street", 35),
        ),
        least=1,
    )

    def at_create(self, books: Books) -> Check | None:
        if self.mode == "off":
            return None
        widths = dict(self.widths)
        refuse, emit = self.mode == "refuse", books.emit

        def check(order: Order, document: Document | None) -> str:
            long = [(path, text) for path, text in texts_of(order) if len(text) > widths.get(path, len(text))]
            for path, text in long:
                if refuse:
                    raise _too_long(path, widths[path], len(text))
                emit("erp.quirk", {"ref": order.external_reference}, {"quirk": "field_lengths", "what": path})
                put(order, path, text[: widths[path]])
            return ""

        return check

    def at_any(self, books: Books) -> Gate | None:
        """Checks customers too, in the mode `refuse`; `truncate` cuts texts of orders only."""
        if self.mode != "refuse":
            return None
        widths = dict(self.widths)

        def gate(request: AccessRequest) -> str:
            if request.operation not in ("customer.create", "customer.update"):
                return NOT_APPLICABLE
            for path, text in texts_of_customer(request.document):
                if len(text) > widths.get(path, len(text)):
                    raise _too_long(path, widths[path], len(text))
            return ""

        return gate

    def at_update(self, books: Books) -> Check | None:
        return self.at_create(books)


def _too_long(path: str, width: int, length: int) -> RuleRefused:
    return RuleRefused(
        "field_lengths",
        "text_too_long",
        (Place(path), f" has {length} characters and the limit is {width}; shorten it"),
        path,
        {"most": width, "length": length},
    )
