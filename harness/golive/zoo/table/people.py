"""Defects with what people do to the ERP: orders that they change, backups that they restore."""

from __future__ import annotations

from golive.zoo.changes.orders import backups, people
from golive.zoo.defect import EVENTS_ONLY, Defect
from golive.zoo.findings import LOST, TWICE

PEOPLE: tuple[Defect, ...] = (
    Defect(
        "BL-101",
        "A mapping that says for ever that an order is in the ERP",
        "the orders missing that were booked between the backup and its restoring",
        backups.trusts_its_mapping,
        "backup-restored",
        LOST,
        ("lost_with_backup",),
    ),
    Defect(
        "BL-102",
        "All orders of the day are sent again after a backup was restored",
        "second documents of the orders that the backup had",
        backups.sends_all_of_the_day,
        "backup-restored",
        TWICE,
        ("sent_again_after_backup",),
        EVENTS_ONLY,
    ),
    Defect(
        "BL-103",
        "An order that is gone is sent again although its goods have left",
        "parcels that leave twice",
        backups.sends_what_was_shipped,
        "backup-after-parcels",
        TWICE,
        ("sent_again_after_backup",),
    ),
    Defect(
        "BL-104",
        "The status of an order is read back from the ERP, and never its content",
        "orders that people have changed in the ERP, and nothing on the desk",
        people.reads_the_status_alone,
        "changed-in-the-erp",
        ("wrong_content",),
        ("changed_in_erp",),
    ),
    Defect(
        "BL-105",
        "Orders of the ERP with a reference that is known count as seen",
        "orders twice in the ERP that people have imported as well",
        people.looks_for_no_second,
        "imported-by-hand",
        TWICE,
        ("imported_by_hand", "imported_twice"),
    ),
    Defect(
        "BL-106",
        "A reference that the ERP refuses as a second one is made unique",
        "second documents under a reference with a suffix, after an older database was restored",
        backups.makes_references_unique,
        "own-data-restored",
        TWICE,
        ("rolled_back",),
    ),
)
