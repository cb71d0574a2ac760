"""Refusals in the words of the site: names of documents in place of the numbers of the books."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fake_erp.dialects.erpnext.site import Site
from fake_erp.dialects.erpnext.words import WORDS
from fake_erp.errors import ErpError
from fake_erp.operations.base import Command, Hides, Parts

MARKS = ".,;:!?()'\""


@dataclass(slots=True)
class Worded:
    """Carries a command out; what refuses it says the names of documents."""

    command: Command[Any]
    site: Site

    def perform(self, parts: Parts, hides: Hides | None = None) -> Any:
        try:
            return self.command.perform(parts, hides)
        except ErpError as error:
            say_names(self.site, error)
            raise


def say_names(site: Site, error: ErpError) -> None:
    """Put the text with names into the details of a refusal, as `said`, and the customer as `party`."""
    words = error.message(WORDS).split(" ")
    said = [_name(site, word) for word in words]
    if said != words:
        error.details["said"] = " ".join(said)
    if error.code in ("customer_blocked", "credit_limit"):
        error.details["party"] = next((new for new, old in zip(said, words, strict=True) if new != old), "")


def _name(site: Site, word: str) -> str:
    plain = word.strip(MARKS)
    if not plain or not plain[-1].isdigit() or len(plain) > 40:
        return word
    erp = site.erp
    for records, name_of in (
        (erp.customers.by_number, site.customer),
        (erp.orders.by_number, site.order),
        (erp.receivables.by_number, site.invoice),
        (erp.credit_notes.by_number, site.credit_note),
        (erp.payments.by_number, site.payment),
        (erp.returns.by_number, site.goods),
        (erp.shipping.by_number, site.delivery),
    ):
        found: Any = records.get(plain)
        if found is not None:
            return word.replace(plain, name_of(found))
    return word
