"""The checks of the rules in force, by the moment at which the parts of the ERP ask them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from fake_erp.model.base import Document
from fake_erp.model.orders import Order

Check: TypeAlias = Callable[[Order, Document | None], str]
"""Raises ErpError to refuse; else why the order must be held (before a shipment: must wait), or "".

The order is fully computed but not yet saved at create; at update it is as it would become. The document is
what came in, None where it came through no interface. The answer is an `Approval` where a person must approve the
order.
"""


@dataclass(frozen=True, slots=True)
class AccessRequest:
    """A call before it is read: of which client, for which operation, on which record, with which fields."""

    client: str
    operation: str
    reads: bool
    """Whether it changes nothing."""
    number: str
    """The number of the record it is about; "" for none."""
    document: Any
    """The fields that were sent, by their neutral names, unchecked; None for none."""


Gate: TypeAlias = "Callable[[AccessRequest], str | None]"
"""The check of moment `any`; raises ErpError to refuse, and returns NOT_APPLICABLE for calls that it is not about."""


class NotApplicable(str):
    """The answer of a check to a record that its rule is not about; as any "", it does not hold the order."""

    __slots__ = ()


NOT_APPLICABLE = NotApplicable()


@dataclass(slots=True)
class Exercise:
    """How often a rule or a quirk met a case it applies to, and how often it acted in one."""

    cases: int = 0
    acts: int = 0


class Approval(str):
    """Why a person must approve an order before it goes on; its status is `pending_approval` until then."""

    __slots__ = ()


class Checks:
    """Shared by all parts, and replaced as a whole when other rules come into force."""

    def __init__(self) -> None:
        self.credit_cents = 0
        """Credit limit of a new customer, in the home currency."""
        self.periods_enforced = True
        self.gates: tuple[Gate, ...] = ()
        self.exercise: dict[str, Exercise] = {}
        """By the name of a rule: the records that it was about and checked, and those it refused or held."""
        self.enact({})

    def enact(
        self,
        checks: dict[str, tuple[Check, ...]],
        gates: tuple[Gate, ...] = (),
        credit_cents: int = 0,
        periods_enforced: bool = True,
    ) -> None:
        """Put checks in force, by moment; those of moments that are left out are none."""
        self.create = checks.get("create", ())
        self.update = checks.get("update", ())
        self.release = checks.get("release", ())
        self.ship = checks.get("ship", ())
        self.goods_return = checks.get("return", ())
        self.payment = checks.get("payment", ())
        self.gates = gates
        self.credit_cents = credit_cents
        self.periods_enforced = periods_enforced
