"""Records that do not concern an integration are as they were, field by field.

Of concern are orders, stock, prices, and whatever the integration created. The status of a product may follow the
status of its item in the ERP.
"""

from __future__ import annotations

from collections.abc import Iterator

from golive.judge.history.records.authors import is_client
from golive.judge.history.records.writes import FieldWrite, RecordBook
from golive.judge.oracles.case import Case
from golive.judge.oracles.owners.fields import PLACEMENT, in_words, shown
from golive.record.oracles import BYSTANDER_CHANGED, BYSTANDERS
from golive.record.run import Cause, Finding

BEYOND = Cause(
    "beyond_its_duty",
    "the integration wrote a record that none of its duties needs",
    "Write only the records and fields that a duty names; send single fields, not whole records.",
)


def bystanders(case: Case) -> list[Finding]:
    """Return one finding per record that the integration deleted or changed without being concerned."""
    found = [*_deleted(case), *_changed(case), *_orders(case)]
    return sorted(found, key=lambda finding: finding.evidence)


def _finding(record: str, text: str, evidence: tuple[int, ...]) -> Finding:
    return Finding(BYSTANDERS.code, BYSTANDER_CHANGED.name, record, text, evidence, BEYOND)


def _deleted(case: Case) -> Iterator[Finding]:
    book = case.history.records
    for each in book.deletions:
        if not is_client(each.by) or each.record in book.born:
            continue
        if _content_is_free(case, each.record) or _item_status(book, each.record, each.at_ms) not in (
            "active",
            "",
        ):
            continue
        name = each.what.get("name") or each.what.get("email") or "" if isinstance(each.what, dict) else ""
        remark = f" ({shown(name)})" if name else ""
        yield _finding(each.record, f"{in_words(each.record)}{remark} was deleted by {each.by}", (each.seq,))


def _changed(case: Case) -> Iterator[Finding]:
    book = case.history.records
    for record, writes in book.writes.items():
        if record in book.born or _content_is_free(case, record):
            continue
        own = [each for each in writes if each.by_client and _is_bystander(book, record, each)]
        if not own:
            continue
        first, last = own[0], {each.field: each.now for each in own}
        was = {each.field: each.was for each in reversed(own)}
        if all(was[name] == value for name, value in last.items()):
            continue
        changes = ", ".join(f"{name} from {shown(was[name])} to {shown(last[name])}" for name in sorted(last))
        text = f"{in_words(record)} was changed by {first.by}: {changes}"
        yield _finding(record, text, tuple(sorted({each.seq for each in own})[:10]))


def _is_bystander(book: RecordBook, record: str, write: FieldWrite) -> bool:
    if record.startswith("shop product"):
        if write.field == "status":
            status = _item_status(book, record, write.at_ms)
            return not status or bool(write.now) != (status == "active")
        return write.field in PLACEMENT
    return not record.startswith(("shop customer ", "erp customer ")) or record.startswith(
        "shop customer group"
    )


def _content_is_free(case: Case, record: str) -> bool:
    """Whether the scenario lets both sides, or the ERP, write what a product is."""
    return record.startswith("shop product") and case.owners.products.content != "shop"


def _item_status(book: RecordBook, record: str, at_ms: int) -> str:
    """Return the status of a product's item in the ERP at an instant; "" where it never changed."""
    turns = book.item_status.get(record.removeprefix("shop product "), ())
    return next((status for changed_ms, status in reversed(turns) if changed_ms <= at_ms), "")


def _orders(case: Case) -> Iterator[Finding]:
    """Find ERP orders of other channels that the integration cancelled or changed."""
    if case.owners.orders == "either":
        return
    seen: set[str] = set()
    for each in case.history.records.touched:
        if each.order in seen:
            continue
        seen.add(each.order)
        what = "was changed" if each.what == "changed" else f"went from {each.was} to {each.what}"
        text = f"order {each.order} of the ERP, which is none of the shop's, {what} by {each.by}"
        yield _finding(f"erp order {each.order}", text, (each.seq,))
