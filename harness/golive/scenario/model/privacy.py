"""The section `judge.privacy`: what must not reach the ERP, and what the log must not hold."""

from __future__ import annotations

from dataclasses import dataclass

from golive.keys.declare import many, setting
from golive.keys.value_kinds import choice

PRIVATE_FIELDS = ("date_of_birth", "payment_token", "marketing_consent")
"""Fields of the personal data of an order, by their names in the facts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Privacy:
    """What is demanded of an integration for the protection of personal data."""

    never: tuple[str, ...] = many(
        "never",
        choice(*PRIVATE_FIELDS),
        "Fields of orders that must not be in any document of the ERP; `traffic.customers.personal` gives orders them.",
    )
    log: str = setting(
        "log",
        choice("unchecked", "clean"),
        "clean: the log of the integration may hold no password, token or key, and no e-mail address, phone number or"
        " street of a customer.",
        "unchecked",
    )
