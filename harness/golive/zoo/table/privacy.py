"""Defects in the protection of personal data."""

from __future__ import annotations

from collections.abc import Callable

from golive.candidates import reference
from golive.candidates.reference.masters.accounts import Accounts
from golive.zoo.changes import content, sending
from golive.zoo.changes.privacy import leaks
from golive.zoo.defect import Defect
from golive.zoo.patches import Patches


def _reads_accounts_as(accounts: type[Accounts]) -> Callable[[Patches], None]:
    """The change that puts another reader of accounts in place."""
    return lambda patch: patch.setattr(reference, "Accounts", accounts)


PRIVACY: tuple[Defect, ...] = (
    Defect(
        "BL-131",
        "Fields that the mapping does not know are passed on",
        "dates of birth, tokens and consents in free fields of the ERP",
        content.sends(leaks.all_that_an_order_has),
        "private-data",
        ("private_in_erp",),
        ("whole_record_sent",),
    ),
    Defect(
        "BL-132",
        "The date of birth in a note",
        "dates of birth in a free field of the ERP",
        content.sends(leaks.date_of_birth),
        "private-data",
        ("private_in_erp",),
        ("private_field_mapped",),
    ),
    Defect(
        "BL-133",
        "Accounts are read only with a new order",
        "customers in the ERP who were erased in the shop",
        _reads_accounts_as(leaks.ReadsNoAccounts),
        "erased-customers",
        ("not_erased",),
        ("erasure_not_carried",),
    ),
    Defect(
        "BL-134",
        "An erasure carries the e-mail address alone",
        "names and addresses of erased customers in the ERP",
        _reads_accounts_as(leaks.CarriesTheEmailAlone),
        "erased-customers",
        ("not_erased",),
        ("erased_in_part",),
    ),
    Defect(
        "BL-135",
        "Bodies of orders in the log",
        "e-mail addresses and streets of customers in the log",
        sending.exports_as(leaks.LogsBodies),
        "private-data",
        ("private_in_log",),
        ("personal_data_logged",),
    ),
    Defect(
        "BL-136",
        "Settings with their passwords in the log",
        "a password of the shop in the log",
        leaks.logs_its_settings,
        "private-data",
        ("private_in_log",),
        ("secret_logged",),
    ),
)
