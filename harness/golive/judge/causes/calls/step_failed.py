"""A call on the way to the order's create failed, such as the one that creates its customer."""

from __future__ import annotations

from dataclasses import dataclass

from golive.judge.causes.calls.refused_and_given_up import REFUSED_AND_GIVEN_UP
from golive.judge.causes.calls.retries_exhausted import RETRIES_EXHAUSTED
from golive.judge.causes.pattern import Pattern
from golive.judge.causes.refusals.refused_every_time import refused_every_time
from golive.judge.causes.scene.attempts import Attempt
from golive.judge.causes.scene.calls import PASSING, Row
from golive.judge.causes.trail import READ, Trail
from golive.record.run import Cause

STEPS = ("erp.customer.", "erp.token.", "erp.item.", "erp.address.", "erp.price.")
"""Operations that may precede the create of an order."""
DEEDS = {
    "token.create": "the login",
    "customer.create": "the creation of customer",
    "customer.update": "the change of, or new address for, customer",
    "customer.read": "the lookup of customer",
    "customer.list": "the search for customer",
}
"""What an operation does on the way to an order. In some products addresses are records of their own: new ones change
their customer."""
NOUNS = {"item": "an item", "price": "a price", "address": "an address", "customer": "a customer"}
PROMPT_MS = 50
"""A call sent this soon after the read of an order follows from it."""
EXPIRED = 401
"""A status after which a login and the same call may follow."""
NAMED_MS = 60_000
"""The same for a call that names the customer of the order."""


@dataclass(frozen=True, slots=True)
class Step:
    """A failed call after a read of the order."""

    op: str
    row: Row
    names_customer: bool


def step_failed(trail: Trail) -> Cause | None:
    """Fits where the last read of the order was followed by a failed step, and by no create."""
    due_ms = trail.story.due_ms
    reads = [each for each in trail.of_operation(READ) if each.succeeded and each.answered_ms is not None]
    if due_ms is None or trail.creates or not trail.complete or not reads:
        return None
    steps = [(read, _step_after(trail, read)) for read in reads if (read.answered_ms or 0) >= due_ms]
    if not steps or steps[-1][1] is None:
        return None
    failed = [step for _, step in steps if step is not None]
    last = failed[-1]
    if any(at_ms >= last.row.sent_ms for at_ms in trail.kills) and last.row.status in PASSING:
        return None
    is_passing = all(step.row.status in PASSING for step in failed)
    if not is_passing:
        rows = [step.row for step in failed if step.row.status not in PASSING]
        refused = [(row.sent_ms, row.ending) for row in rows]
        again = refused_every_time(trail, refused, f"before its create {_deed(last)}")
        if again is not None:
            return again
    begun = f"the order was read at {trail.clock(steps[-1][0].sent_ms)}; {_deed(last)} before its create"
    tries = f"in each of {len(failed)} attempts, the last with" if len(failed) > 1 else "with"
    ending = f"failed {tries} {last.row.ending}; after that the order was neither tried again nor reported"
    pattern = RETRIES_EXHAUSTED if is_passing and len(failed) > 1 else REFUSED_AND_GIVEN_UP
    return Cause(pattern.code, f"{begun} {ending}", pattern.advice)


def _deed(step: Step) -> str:
    """What a step does, with the name of its operation."""
    noun, _, verb = step.op.removeprefix("erp.").partition(".")
    deed = DEEDS.get(f"{noun}.{verb}") or f"the lookup of {NOUNS.get(noun, noun)}"
    about = f" {step.row.key}" if step.row.key and noun == "customer" else ""
    return f"{deed}{about} ({step.op})"


def _step_after(trail: Trail, read: Attempt) -> Step | None:
    """Return the failed step that follows a read: one that names the customer, or the only one right after it."""
    read_ms = read.answered_ms or 0
    rows = [
        (op, row)
        for op, row in trail.scene.rows(read_ms, read_ms + NAMED_MS, STEPS)
        if row.sent_ms >= read_ms
    ]
    named = [(op, row) for op, row in rows if _names(trail, row.key)]
    if named:
        return _unless_repeated(min(named, key=lambda each: each[1].sent_ms), rows, True)
    near = [(op, row) for op, row in rows if row.sent_ms <= read_ms + PROMPT_MS]
    if len(near) != 1 or others_read(trail, read_ms):
        return None
    return _unless_repeated(near[0], rows, False)


def after_steps(trail: Trail, at_ms: int) -> int:
    """Return the time at which the steps that followed one another from an instant on had been answered well."""
    rows = [row for _, row in trail.scene.rows(at_ms, at_ms + NAMED_MS, STEPS) if row.sent_ms >= at_ms]
    for row in sorted(rows, key=lambda row: row.sent_ms):
        if row.sent_ms - at_ms <= PROMPT_MS and (row.succeeded or row.status == EXPIRED):
            at_ms = max(at_ms, row.answered_ms)
    return at_ms


def others_read(trail: Trail, at_ms: int) -> bool:
    """Whether other orders were read within `PROMPT_MS` of an instant, so that a call may follow from any of them."""
    rows = trail.scene.of_op(READ).between(at_ms - PROMPT_MS, at_ms + PROMPT_MS)
    return any(row.key not in (trail.story.order, *trail.story.also_known_as) for row in rows)


def _unless_repeated(
    first: tuple[str, Row], rows: list[tuple[str, Row]], names_customer: bool
) -> Step | None:
    """The last call of the same kind about the same record, if it failed; a 404 is an answer to a question."""
    op, key = first[0], first[1].key
    last = max((row for each, row in rows if (each, row.key) == (op, key)), key=lambda row: row.sent_ms)
    return None if last.succeeded or last.status == 404 else Step(op, last, names_customer)


def _names(trail: Trail, key: str) -> bool:
    """Whether the key of a call is the customer of the order: its e-mail address, or a key that ends with its id."""
    buyer, email = trail.scene.buyers.get(trail.story.order, ("", ""))
    if email and key.casefold() == email:
        return True
    digits = key[len(key.rstrip("0123456789")) :]
    return bool(buyer) and digits.lstrip("0") == buyer.lstrip("0")


STEP_FAILED = Pattern("refused_and_given_up", ("lost",), step_failed)
