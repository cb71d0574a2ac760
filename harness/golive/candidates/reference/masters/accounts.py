"""Accounts that were changed or erased in the shop, which no new order tells of.

What an account shows later than the latest order of its customer is due in the ERP. `Contacts` carries it there, so the
integration's own table forgets the former data with the ERP.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from golive.candidates.reference.duty import Duty, Tools
from golive.candidates.reference.masters.contact import fields_of
from golive.candidates.reference.orders.search import changed_since
from golive.candidates.reference.watch import ACCOUNTS

_PAGE = 100


class Accounts(Duty):
    """Reads the accounts that have changed, with an overlap."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._overlap_ms = int(self._design.clocks_differ_s * 1000)
        self._state.cursors.setdefault("accounts_ms", self._kit.now_ms() - self._overlap_ms)

    async def run_once(self) -> None:
        """Read what has changed since the last time. Raises CallFailed."""
        since_ms: int = self._state.cursors["accounts_ms"]
        started_ms, page = self._kit.now_ms(), 1
        while True:
            reply = await self._shop.get(f"/rest/V1/customers/search?{changed_since(since_ms, page, _PAGE)}")
            if not reply.ok:
                self._shop_failed(ACCOUNTS, reply)
                return
            rows: list[dict[str, Any]] = reply.data["items"]
            for account in rows:
                self.note(account)
            if len(rows) < _PAGE:
                break
            page += 1
        self._state.cursors["accounts_ms"] = started_ms - self._overlap_ms
        self._watch.worked(ACCOUNTS)

    def note(self, account: dict[str, Any]) -> None:
        """Note what an account shows; nothing where the ERP has no customer for it, or an order is as late."""
        reference, contacts = f"M2-{account['id']}", self._state.contacts
        contact = contacts.get(reference)
        if contact is None or account["updated_at"] <= contact.at:
            return
        names = fields_of(self._kit.owners.customers)
        given = {name: value for name, value in self.given(account).items() if name in names}
        contacts[reference] = replace(contact, at=account["updated_at"], due={**contact.due, **given})
        if contacts[reference].changes:
            self._state.contacts_due[reference] = None

    def given(self, account: dict[str, Any]) -> dict[str, Any]:
        """The fields of a customer of the ERP, from an account; an account without an address leaves it as it is."""
        found = {
            "name": f"{account['firstname']} {account['lastname']}",
            "email": account["email"],
        }
        for address in account["addresses"][:1]:
            place = {
                "street": ", ".join(address["street"]),
                "city": address["city"],
                "postcode": address["postcode"],
                "country": address["country_id"],
            }
            found |= {"phone": address["telephone"], "address": place}
        return found
