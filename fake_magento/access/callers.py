r"""Callers of services, by user type. Source: Magento source, Magento\Authorization\Model\UserContextInterface."""

from __future__ import annotations

from dataclasses import dataclass

INTEGRATION, ADMIN, CUSTOMER, GUEST = 1, 2, 3, 4
"""Magento's user types."""


@dataclass(frozen=True, slots=True)
class Caller:
    """The caller of a request. `resources` are the ACL names granted to it, None for all.

    `author` is its name in facts.
    """

    user_type: int
    user_id: int
    resources: tuple[str, ...] | None
    author: str = "api"


GUEST_CALLER = Caller(GUEST, 0, ())
