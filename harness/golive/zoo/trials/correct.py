"""The correct integrations, what each needs of a scenario, and which scenarios each cannot play."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module

from golive.candidates.coroutine import InProcess
from golive.candidates.registry import Candidate
from golive.scenario import load

REFERENCE = "reference"
_TWO_HOURS_MS = 7_200_000


@dataclass(frozen=True, slots=True)
class Correct:
    """A correct integration.

    `about` is its design. `sets` is what it needs of the ERP. `agreed_ms` is the cadence that was agreed for one that
    does not send at once: the budgets of a scenario that allows less are raised to it.
    """

    name: str
    about: str
    module: str = ""
    sets: tuple[str, ...] = ()
    agreed_ms: int = 0

    def candidate(self) -> Candidate:
        """A new one, for one run."""
        module = import_module(self.module or f"golive.candidates.architectures.{self.name}")
        return InProcess(self.name, module.integrate)

    def sets_for(self, scenario: str) -> tuple[str, ...]:
        """What to change in a scenario, as `path=value`. Raises ScenarioError."""
        budgets = load(scenario).budgets
        allowed = {"order": budgets.order_ms, "surfacing": budgets.surfacing_ms}
        raised = (
            f"budgets.{key}={self.agreed_ms // 60_000}m" for key, ms in allowed.items() if ms < self.agreed_ms
        )
        return (*self.sets, *raised)


_LEGACY = (
    "erp.dialect=legacy",
    "erp.channels.idocs=on",
    "erp.channels.files_run=2m",
    "erp.channels.stock_file=4m",
)

CORRECT: dict[str, Correct] = {
    each.name: each
    for each in (
        Correct(
            REFERENCE,
            "events, a durable inbox and reconciliation in both directions",
            "golive.candidates.reference",
        ),
        Correct("poll", "polls both systems and receives no events"),
        Correct("inbox", "stores events in an inbox and works it off"),
        Correct("queue", "a queue with workers"),
        Correct("batch", "a batch every half hour", sets=("erp.channels.batch=on",), agreed_ms=_TWO_HOURS_MS),
        Correct(
            "files", "files and acknowledgements", sets=("erp.channels.files=on",), agreed_ms=_TWO_HOURS_MS
        ),
        Correct("tables", "staging tables", sets=("erp.channels.tables=on",), agreed_ms=_TWO_HOURS_MS),
        Correct("feed", "feeds of changes", sets=("erp.channels.changes=on",)),
        Correct(
            "idocs", "IDocs, with an ERP without an online interface", sets=_LEGACY, agreed_ms=_TWO_HOURS_MS
        ),
    )
}
"""By name, the reference first."""

_HALF_HOUR = "an order waits up to half an hour for its batch, and the scenario expects p95 within 20 minutes"
_MINUTES = "an order waits a quarter of an hour for its file and its acknowledgement, p95 is expected within 20 minutes"
_HALF_HOURLY = "a batch every half hour misses the quarter of an hour in which its fault acts"
_HELD_UP = (
    "slow and limited rows hold up a batch, the next comes half an hour later, and p95 is expected within 1h"
)
_LATE_ALERT = (
    "its first alert comes 34 minutes after the first failed duty, and the scenario expects 30 minutes"
)
_TOO_FEW = "a handful of workers take longer than an hour for its peak"
_AT_ONCE = "it looks at once for what a row without an answer has left, and this search lags by a minute"
_NO_OPTIONS = "it carries no custom options of rows to the ERP, and this scenario demands them"
_NOTHING_BACK = "it carries no prices to the shop, and this scenario demands them"
_NO_NUMBERS = "it carries no order numbers to the shop, and this scenario demands them"
_PUT_BACK = "it sends stock that has changed in the ERP, not what the shop put back by itself with a refund"
_SECONDS = "its batches and files do not fall into the moment in which the fault of this scenario acts"
_NO_CALLS = (
    "its orders are rows of batches, files and tables, and the answers of this scenario are those to calls"
)
_NO_RATES = "it sends no tax rates of rows, so this scenario proves nothing about it"
_UNTOUCHED = "what this scenario does finds nothing to act on with its calls and their times"
_UNTOLD = "it sends a cancellation as an IDoc and does not learn that the ERP refused it"
_NO_GOODS_BACK = "it sends orders and their changes as IDocs, and has none for goods that come back"
_SHELF = "its stock file has the quantity on the shelf, without what other channels have been promised"
_TILLS = (
    "fast-tills",
    "flash-sale",
    "less-than-nothing",
    "open-orders",
    "restocked",
    "sold-out",
    "tills-all-day",
    "two-hours-of-tills",
    "two-warehouses",
)
_PRICES = (
    "equal-windows",
    "group-prices",
    "many-prices",
    "planned-campaign",
    "price-change",
    "prices-of-two-stores",
    "prices-under-a-promotion",
    "withdrawn-prices",
)
_BY_SKU = "it knows articles by their SKU, and in this scenario SKUs change"
_OUTBOUND = (
    "it knows what the ERP has from files that the ERP wrote, and these stay when a backup is restored"
)
_OWN_RESPONSES = "it reads the order responses of the ERP, and not which orders people have entered"
_NO_EDITS = "the IDocs that the ERP writes do not say what people have changed in an order"
_ERP_SHIPS = (
    "it carries no shipments and stock of the shop to the ERP, and in this scenario another system owns them"
)
_BY_CART = "it does not compare the carts of orders"
_NO_ACCOUNTS = "it does not read accounts of the shop, and this scenario demands that erasures are carried"
_MOMENTS = ("few-calls-a-minute", "throttled-without-a-time", "two-minutes-of-errors")

LEFT_OUT: dict[tuple[str, str], str] = {
    **{(name, "several-tax-rates"): _NO_RATES for name in CORRECT if name != REFERENCE},
    **{(name, "late-search"): _UNTOUCHED for name in ("poll", "idocs")},
    **{(name, "blocked-customers"): _UNTOUCHED for name in ("batch", "files")},
    **{("batch", played): _UNTOUCHED for played in ("cancelled-before-import", "impatient-clerks")},
    ("files", "slow-shipments"): _UNTOUCHED,
    ("idocs", "changed-in-the-erp"): _NO_EDITS,
    ("idocs", "imported-by-hand"): _OWN_RESPONSES,
    ("idocs", "cancelled-during-outage"): _UNTOLD,
    **{("idocs", played): _OUTBOUND for played in ("backup-restored", "backup-after-parcels")},
    ("idocs", "cancelled-while-frozen"): _UNTOLD,
    **{("idocs", played): _NO_GOODS_BACK for played in ("goods-sent-back", "goods-exchanged")},
    **{("idocs", played): _SHELF for played in _TILLS},
    **{(name, played): _SECONDS for name in ("batch", "files", "idocs") for played in _MOMENTS},
    **{(name, played): _NOTHING_BACK for name in CORRECT if name != REFERENCE for played in _PRICES},
    **{
        (name, played): _BY_SKU
        for name in CORRECT
        if name != REFERENCE
        for played in ("renamed-articles", "reused-skus")
    },
    **{(name, "erased-customers"): _NO_ACCOUNTS for name in CORRECT if name != REFERENCE},
    **{(name, "acknowledged-orders"): _NO_NUMBERS for name in CORRECT if name != REFERENCE},
    **{(name, "refunds-of-all-kinds"): _PUT_BACK for name in CORRECT if name != REFERENCE},
    **{
        (name, played): _ERP_SHIPS
        for name in CORRECT
        if name != REFERENCE
        for played in ("shipped-by-the-wms", "stock-of-the-wms")
    },
    **{(name, "one-cart-two-orders"): _BY_CART for name in CORRECT if name != REFERENCE},
    **{(name, "custom-options"): _NO_OPTIONS for name in CORRECT if name != REFERENCE},
    **{(name, "error-in-ok"): _NO_CALLS for name in ("batch", "files", "tables", "idocs")},
    ("batch", "slow-shipments"): _SECONDS,
    ("poll", "black-friday"): _TOO_FEW,
    ("inbox", "black-friday"): _TOO_FEW,
    ("queue", "black-friday"): _TOO_FEW,
    ("batch", "slow-network"): _HALF_HOUR,
    ("batch", "error-handling"): _HALF_HOURLY,
    ("batch", "runs-longer-than-the-interval"): _HALF_HOURLY,
    ("files", "runs-longer-than-the-interval"): _HALF_HOURLY,
    ("batch", "black-friday"): _HELD_UP,
    ("batch", "late-search"): _AT_ONCE,
    ("files", "late-search"): _AT_ONCE,
    ("files", "slow-network"): _MINUTES,
    ("idocs", "black-friday-2am"): _LATE_ALERT,
}
"""The pairs of integration and bundled scenario that are not played, with the reason."""


def named(words: Sequence[str]) -> list[Correct]:
    """The integrations of these names; `all` is every one. Raises KeyError with the first unknown name."""
    unknown = [word for word in words if word != "all" and word not in CORRECT]
    if unknown:
        raise KeyError(unknown[0])
    return [each for each in CORRECT.values() if "all" in words or each.name in words]
