"""The architectural root cause that each kind of finding points to.

The cause of a finding says what went wrong with one order; the root cause says which decision about the architecture
was missing, whatever the order. The first five rows are symptoms that teams report months after go-live.
"""

from __future__ import annotations

from dataclasses import dataclass

from golive.record.oracles import (
    AGAINST_OWNER,
    ALERT_STORM,
    BYSTANDER_CHANGED,
    CALL_REFUSED,
    CANDIDATE_CRASHED,
    CAPTURED_DIFFERS,
    CHECKOUT_STOPPED,
    DUPLICATED,
    DUPLICATED_CUSTOMER,
    DUPLICATED_DOCUMENT,
    ECHO_LOOP,
    FALSE_ALARM,
    FIELD_NOT_SENT,
    GROWING_BACKLOG,
    GROWING_DRIFT,
    GROWING_POLLING,
    GROWING_RETRIES,
    GROWING_STATE,
    HEALED_DRIFT,
    HERD,
    IGNORED_RETRY_AFTER,
    KEEPS_TOO_MUCH,
    LATE,
    LONG_DRIFT,
    LOST,
    LOST_UPDATE,
    MANY_CALLS,
    NOT_ERASED,
    OVERLAPPING_RUNS,
    OVERSOLD,
    PHANTOM,
    PHANTOM_DOCUMENT,
    PRIVATE_IN_ERP,
    PRIVATE_IN_LOG,
    REFUND_DIFFERS,
    REFUND_MISSING,
    RESIDUAL_STOCK,
    RETRY_STORM,
    RETURN_DIFFERS,
    RETURN_MISSING,
    ROUNDING_DIFFERENCE,
    SHOWN_LATE,
    TASK_FAILED,
    UNACKNOWLEDGED,
    UNFLAGGED_DOUBLE,
    UNNOTICED_SILENCE,
    WITHOUT_REFERENCE,
    WRONG_CONTENT,
    WRONG_PRICE,
    WRONG_STATE,
    FindingKind,
)


@dataclass(frozen=True, slots=True)
class RootCause:
    """A missing decision about the architecture.

    `symptom` is what its users see, `title` the missing decision, `finds` are the kinds of findings that point to it,
    `scenario` is a bundled scenario that shows it.
    """

    symptom: str
    title: str
    finds: tuple[FindingKind, ...]
    scenario: str


ROOT_CAUSES = (
    RootCause(
        "inventory counts do not match",
        "no defined source of truth",
        (RESIDUAL_STOCK, OVERSOLD, LONG_DRIFT, HEALED_DRIFT, GROWING_DRIFT, AGAINST_OWNER, BYSTANDER_CHANGED),
        "open-orders",
    ),
    RootCause(
        "orders are stuck",
        "errors are logged and not surfaced",
        (
            LOST,
            REFUND_MISSING,
            RETURN_MISSING,
            UNACKNOWLEDGED,
            SHOWN_LATE,
            FALSE_ALARM,
            ALERT_STORM,
            UNNOTICED_SILENCE,
            CANDIDATE_CRASHED,
            TASK_FAILED,
            UNFLAGGED_DOUBLE,
        ),
        "fields-too-long",
    ),
    RootCause(
        "addresses and states differ between the systems",
        "data flows both ways without conflict rules",
        (LOST_UPDATE, ECHO_LOOP, WRONG_STATE),
        "edited-at-once",
    ),
    RootCause(
        "prices and amounts differ",
        "more than one system calculates them",
        (WRONG_PRICE, CAPTURED_DIFFERS, ROUNDING_DIFFERENCE, REFUND_DIFFERS),
        "prices-under-a-promotion",
    ),
    RootCause(
        "orders are reconciled by hand",
        "simple orders work, exceptions were not designed for",
        (WRONG_CONTENT, FIELD_NOT_SENT, WITHOUT_REFERENCE, RETURN_DIFFERS),
        "coupons",
    ),
    RootCause(
        "orders and documents are booked twice",
        "calls are repeated without idempotency",
        (DUPLICATED, PHANTOM, DUPLICATED_DOCUMENT, DUPLICATED_CUSTOMER, PHANTOM_DOCUMENT),
        "lost-replies",
    ),
    RootCause(
        "peaks and outages spread from one system to the other",
        "the systems are coupled in real time",
        (
            CHECKOUT_STOPPED,
            LATE,
            RETRY_STORM,
            IGNORED_RETRY_AFTER,
            MANY_CALLS,
            HERD,
            GROWING_POLLING,
            OVERLAPPING_RUNS,
            CALL_REFUSED,
        ),
        "coupled-checkout",
    ),
    RootCause(
        "personal data is where it must not be",
        "the fields that may leave the shop were not agreed",
        (PRIVATE_IN_ERP, NOT_ERASED, PRIVATE_IN_LOG),
        "private-data",
    ),
    RootCause(
        "the integration gets slower and heavier with every month",
        "its operation after go-live was not designed",
        (GROWING_BACKLOG, GROWING_RETRIES, GROWING_STATE, KEEPS_TOO_MUCH),
        "rows-and-tasks-of-a-day",
    ),
)

_BY_KIND = {kind.name: root for root in ROOT_CAUSES for kind in root.finds}


def root_of(kind: str) -> RootCause | None:
    """The root cause that a kind of finding points to, None for a kind of the user's own."""
    return _BY_KIND.get(kind)
