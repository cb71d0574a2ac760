"""Personal data stay where they belong, and go when their owner asks for it."""

from __future__ import annotations

from collections.abc import Iterator

from golive.judge.history.records.privacy import Leak, Look
from golive.judge.oracles.case import Case
from golive.record.oracles import NOT_ERASED, PRIVACY, PRIVATE_IN_ERP, PRIVATE_IN_LOG
from golive.record.run import Cause, Finding

_FIELDS = {
    "date_of_birth": "the date of birth",
    "payment_token": "the token of the payment",
    "marketing_consent": "the consent to advertising",
}


def privacy(case: Case) -> list[Finding]:
    """Return a finding for each order with private fields in the ERP, erased customer, and kind of data in the log."""
    return [*_leaks(case), *_erasures(case), *_logged(case)]


def _leaks(case: Case) -> Iterator[Finding]:
    by_order: dict[str, list[Leak]] = {}
    for leak in case.history.privacy.leaks:
        if leak.field in case.never:
            by_order.setdefault(leak.order, []).append(leak)
    for order, leaks in by_order.items():
        names = list(dict.fromkeys(leak.field for leak in leaks))
        places = ", ".join(dict.fromkeys(leak.place for leak in leaks))
        said = f"{' and '.join(_FIELDS[name] for name in names)} in {places} of the ERP order"
        yield Finding(
            PRIVACY.code, PRIVATE_IN_ERP.name, order, said, leaks[0].seqs, _of_leaks(order, names, places)
        )


def _of_leaks(order: str, names: list[str], places: str) -> Cause:
    if len(names) > 1:
        return Cause(
            "whole_record_sent",
            f"order {order} was sent with {len(names)} private fields, in {places}: fields are passed on as they come",
            "Name the fields that are sent, one by one, instead of passing on what an order has.",
        )
    return Cause(
        "private_field_mapped",
        f"{_FIELDS[names[0]]} of order {order} was sent in {places}",
        "Take the field out of the mapping.",
    )


def _erasures(case: Case) -> Iterator[Finding]:
    """Yield a finding for each customer whose data were left at a look; the first look counts."""
    seen: set[str] = set()
    for look in case.history.privacy.looks:
        if not look.left or look.customer in seen:
            continue
        seen.add(look.customer)
        left = "; ".join(f"{', '.join(fields)} of customer {number}" for number, fields in look.left.items())
        when = "when the budget had passed" if look.when == "budget" else "again at the end"
        said = f"customer {look.customer} erased in the shop, and {when} still in the ERP: {left}"
        evidence = (case.history.privacy.erased[look.customer], look.seq)
        yield Finding(PRIVACY.code, NOT_ERASED.name, next(iter(look.left)), said, evidence, _of_look(look))


def _of_look(look: Look) -> Cause:
    if look.when == "end":
        return Cause(
            "erased_data_back",
            "the data were gone and have come back: an older copy was written after the erasure",
            "Remove the data from the integration's own tables too, and compare before writing.",
        )
    if any(number in look.changed for number in look.left):
        return Cause(
            "erased_in_part",
            "the customer was changed after the erasure, and some fields were left out",
            "Carry every field of the account that the ERP has been given, not only those that orders need.",
        )
    return Cause(
        "erasure_not_carried",
        "nothing was changed in the ERP after the erasure",
        "Read the accounts that have changed, not only those with new orders, and carry the change to the ERP.",
    )


def _logged(case: Case) -> Iterator[Finding]:
    for found in case.history.privacy.logged:
        said = f"{found.kind} in {found.lines:,} lines of candidate.log, first in line {found.line:,}"
        if found.kind == "secret":
            cause = Cause(
                "secret_logged",
                f"line {found.line:,} has a password, token or key of the run",
                "Log neither headers nor logins; mask secrets in the logger, and renew those that were logged.",
            )
        else:
            cause = Cause(
                "personal_data_logged",
                f"line {found.line:,} has the {found.kind} of a customer",
                "Log the number of an order and of a customer, not their bodies.",
            )
        yield Finding(PRIVACY.code, PRIVATE_IN_LOG.name, found.kind, said, (found.seq,), cause)
