"""The integration does not stop checkouts, neither by its answer nor by answering too late."""

from __future__ import annotations

from golive.judge.history.checkouts import Stopped
from golive.judge.oracles.case import Case
from golive.record.oracles import CHECKOUT_STOPPED, PROTECTION
from golive.record.run import Cause, Finding

COUPLED = Cause(
    "checkout_coupled",
    "the checkout waits for the integration, and the integration for the ERP",
    "Answer from cached data; ask the ERP after the order is placed.",
)


def protection(case: Case) -> list[Finding]:
    """Return one finding per stopped checkout."""
    return [
        Finding(PROTECTION.code, CHECKOUT_STOPPED.name, each.number, _sentence(each), (each.seq,), COUPLED)
        for each in case.history.checkouts.stopped
    ]


def _sentence(each: Stopped) -> str:
    waited = f"after {each.waited_ms / 1000:.1f} s"
    if each.outcome == "exception":
        return f"checkout stopped {waited}: {each.reason or 'no reason given'}"
    what = {"timeout": "no answer in time", "unreachable": "no connection"}
    return f"checkout failed {waited}: {what.get(each.outcome, each.reason)}"
