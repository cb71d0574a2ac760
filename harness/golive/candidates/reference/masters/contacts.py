"""Contact data of customers from the shop to the ERP: what a later order shows otherwise is changed there.

Only what has changed in the shop since is sent, so that changes of people in the ERP stay.
"""

from __future__ import annotations

from dataclasses import replace

from golive.candidates.reference.duty import Duty
from golive.candidates.reference.masters.contact import Contact
from golive.candidates.reference.orders.refusals import PASSING, error_of, is_busy
from golive.candidates.reference.watch import CONTACTS


class Contacts(Duty):
    """Works off the customers whose data have changed."""

    async def run_once(self) -> None:
        """One pass. Raises CallFailed."""
        contacts, due = self._state.contacts, self._state.contacts_due
        for reference in [*due]:
            if contacts[reference].changes:
                await self._pace.wait()
                if not await self._change(reference, contacts[reference]):
                    return
            if not contacts[reference].changes:  # another order may have come meanwhile
                del due[reference]

    async def _change(self, reference: str, contact: Contact) -> bool:
        """Send the changes; False when the ERP cannot take any now. Raises CallFailed."""
        reply = await self._erp.change_customer(contact.customer, contact.changes)
        error = error_of(reply)
        if is_busy(reply) or error["code"] in PASSING:
            self._erp_failed(CONTACTS, reply)
            return False
        if not reply.ok:
            self._board.show(
                self._state.orders[contact.order],
                f"the ERP refuses new contact data of customer {contact.customer}",
                f"{reply.status} {error['code']}: {error['message']}",
                "change them in the ERP",
            )
        latest = self._state.contacts[reference]  # an order may have come meanwhile
        self._state.contacts[reference] = replace(latest, sent={**latest.sent, **contact.changes})
        self._watch.worked(CONTACTS)
        return True
