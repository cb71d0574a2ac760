"""Private data that are sent, kept or logged."""

from __future__ import annotations

from typing import Any

from golive.candidates import reference
from golive.candidates.kit import Kit
from golive.candidates.reference.duty import Tools
from golive.candidates.reference.export import Exporter
from golive.candidates.reference.masters.accounts import Accounts
from golive.candidates.reference.state import Record
from golive.zoo.patches import Patches

Body = dict[str, Any]


def all_that_an_order_has(body: Body, order: Body) -> None:
    """BL-131: fields that the mapping does not know are passed on as free fields."""
    extension = {**order["extension_attributes"], **order["payment"].get("extension_attributes", {})}
    token = extension.get("vault_payment_token", {})
    more = {**order, **extension, **token}
    names = ("customer_dob", "marketing_consent", "gateway_token", "remote_ip")
    body["custom"] = {**body["custom"], **{name: more[name] for name in names if name in more}}


def date_of_birth(body: Body, order: Body) -> None:
    """BL-132: the date of birth is kept in a free field of the ERP order."""
    if "customer_dob" in order:
        year, month, day = order["customer_dob"].partition(" ")[0].split("-")
        body["custom"] = {**body["custom"], "note": f"born {day}.{month}.{year}"}


class ReadsNoAccounts(Accounts):
    """BL-133: accounts are looked at when they order, and at no other time."""

    def note(self, account: Body) -> None:
        pass


class CarriesTheEmailAlone(Accounts):
    """BL-134: of a changed account the e-mail address is carried, which is the login, and nothing else."""

    def given(self, account: Body) -> Body:
        return {"email": account["email"]}


class LogsBodies(Exporter):
    """BL-135: each order is logged before it is sent, for the support."""

    async def _create(self, record: Record, order: Body, customer: str) -> None:
        self._kit.log(f"sending {order}")
        await super()._create(record, order, customer)


def logs_its_settings(patch: Patches) -> None:
    """BL-136: the settings are logged at the start, with their passwords."""

    def assembled(kit: Kit, *rest: Any) -> Tools:
        kit.log(f"starting with {kit.credentials}")
        return original(kit, *rest)

    original = reference.assembled
    patch.setattr(reference, "assembled", assembled)
