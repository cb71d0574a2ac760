"""Rules and quirks of the ERP for people: the page docs/erp.md, and `golive erp rules` and `golive erp quirks`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from fake_erp.dialects.native.words import WORDS
from fake_erp.quirks import QUIRKS, Quirk
from fake_erp.rules import RULES, Rule
from golive.keys.declare import Entry
from golive.keys.erp_settings import entry_of
from golive.scenario.checking.checker import expected
from golive.scenario.model.erp import MIDMARKET_RULES
from golive.scenario.pages.reference_page import default_of

_INTRODUCTION = """\
# Rules and quirks of the ERP

Nearly every rule and every quirk is off, or harmless, until a scenario or a profile sets it under `erp.rules` or
`erp.quirks`. The defaults below are those of the profile `midmarket`, which applies when none is named. Each is written
short, with its first setting alone (`credit_limit: hold`, `drop_order: 2%`), or as a mapping of all its settings.
`--set erp.rules.credit_limit.credit="900 EUR"` changes one value. `golive erp rules` and `golive erp quirks` print the
same tables."""

_RULES = """\
## Rules

What the ERP refuses, holds or changes, and reports. A refusal is an error object with `code`, `message`, `field` and
`details`. An order that is held, or waits for approval, is saved: its status and `hold_reason` say so."""

_QUIRKS = """\
## Quirks

Undocumented behaviour of one ERP installation: recorded in the ledger (`erp.quirk`), never reported to the client.
`share` is the share of the possible cases that a quirk affects, drawn by external reference and attempt, so that one
more call changes nothing else."""

_CREDITS = """\
## Returns and credit notes

What a shop pays back reaches the books in one of three ways. `PATCH /api/v1/orders/{number}` or its `cancel` lowers an
order that was not shipped. `POST /api/v1/returns` takes back goods that were shipped, and the ERP credits them at their
share of the order: in its next posting run, or at once (`finance.credit_returns`). `POST /api/v1/credit-notes` credits
an order that was invoiced, with or without goods.

| field of a new credit note | meaning |
|---|---|
| `order`, `invoice`, `return` | What is credited; one of them. Of an order: the oldest invoice with enough left. |
| `amount` | With tax, in the currency of the order. Left out: the units at their share. |
| `lines` | Units credited without a return: `line` (from 1) or `item`, and `quantity`. |
| `reference` | The number of the refund in the shop. It may not repeat (`finance.duplicate_credit_note`). |
| `currency`, `reason` | Optional. |

A return with `"credit": "manual"` (default `automatic`) is not credited by the ERP: the client posts its credit note,
so that a fee or the shipping charge can be part of the amount. A shop refund of 43.90 with two units back into stock is
`POST /returns` with `credit` `manual`, then `POST /credit-notes` with
`{"return": "RT100001", "amount": "43.90", "reference": "000000001"}`.

| refused with | because |
|---|---|
| 409 invalid_transition, field order | the order has no invoice yet: change or cancel it, or wait |
| 409 invalid_transition, field return | the return is credited by the ERP, or was credited |
| 409 duplicate_reference, field reference | another credit note has this reference; `details.number` is its number |
| 422 credit_exceeds_invoice, field amount | more than the invoice has left, which is `details.left` |
| 422 credit_exceeds_billed, field lines[].quantity | more units than are billed and not credited |
| 422 wrong_currency, 422 period_closed | another currency; the ledger is closed |"""

_DEPOSITS = """\
## Deposits

With `finance.deposits` the ERP takes money ahead of an order, in its native interface. `POST /api/v1/deposits` has
`external_reference`, the reference that the order has or will have, `amount`, `currency`, and optionally `reference`,
the number of the payment, and `method`. `POST /api/v1/deposits/{number}/apply` with `order` lets it pay an order, and
`POST /api/v1/deposits/{number}/refund` pays it back. The deposit of an order that was cancelled is open again.

| refused with | because |
|---|---|
| 404 not_found | the installation takes no deposits, or there is no such deposit |
| 409 duplicate_reference, field reference | another deposit has this reference; `details.number` is its number |
| 409 invalid_transition, field number | it was applied or paid back, which `details.status` says |
| 409 invalid_transition, field order | the order is cancelled |
| 422 wrong_currency, 422 unknown_currency | the order is in another currency; the currency is not set up |
| 422 period_closed | the ledger is closed |"""

_STOCK = """\
## Stock set by clients

With `fulfilment.stock_writes` a client sets what is on hand, in the native interface: `PUT /api/v1/stock/{sku}` with
`warehouse` and `on_hand` in whole units. Orders that lose their units wait for others. Refused are an unknown item
(404), an unknown warehouse (422 unknown_warehouse), and a closed period of stock (422 period_closed)."""

_DELIVERIES = """\
## Deliveries posted by clients

With `fulfilment.delivery_posts` a client posts what a warehouse system has shipped, in the native interface:
`POST /api/v1/deliveries` with `order`, and optionally `lines` (all that is open without them), `tracking` and
`delivery_reference`. The units must be allocated to the order. Refused are a reference that was used before (409), an
order that is not released (409), more units than are allocated (422 delivery_exceeds_allocated), a part of an order
that goes out whole (422 order_goes_out_whole), and goods of a frozen warehouse or a blocked customer (422
cannot_ship)."""


def page() -> str:
    """The whole page, in Markdown."""
    rules = [_part(name, rule) for name, rule in RULES.items()]
    quirks = [_part(name, quirk) for name, quirk in QUIRKS.items()]
    last = (_CREDITS, _DEPOSITS, _STOCK, _DELIVERIES)
    return "\n\n".join([_INTRODUCTION, _RULES, *rules, _QUIRKS, *quirks, *last]) + "\n"


def about(cls: type[Any]) -> str:
    """The first line of the class's docstring."""
    return (cls.__doc__ or "").strip().partition("\n")[0]


def seen(cls: type[Rule] | type[Quirk]) -> str:
    """What a client sees of it: status, code and field of a refusal, or the effect of a quirk."""
    if issubclass(cls, Quirk):
        return f"{cls.seen}."
    words = [f"{cls.status} {cls.code}".strip()]
    if cls.place is not None:
        words.append(f"field {WORDS.place(cls.place)}")
    if cls.emerges:
        words.append(f"because {cls.emerges}")
    return ", ".join(words) + "."


def settings(name: str) -> Iterable[tuple[str, str, str, str]]:
    """Yield name, meaning, accepted values and default of every setting of a rule or quirk."""
    declared = MIDMARKET_RULES[name] if name in RULES else QUIRKS[name]()
    for key in entry_of(declared).keys.values():
        yield key.name, key.doc, expected(key.shape), default_of(key)


def listing(registry: Mapping[str, type[Any]]) -> list[tuple[str, str, str]]:
    """Return name, meaning and short form of every entry."""
    return [(name, about(cls), _short(entry_of(cls()))) for name, cls in registry.items()]


def _short(entry: Entry) -> str:
    return expected(next(iter(entry.keys.values())).shape)


def _part(name: str, cls: type[Any]) -> str:
    rows = [f"| `{key}` | {doc} | {wanted} | {default} |" for key, doc, wanted, default in settings(name)]
    table = "\n".join(["| setting | meaning | value | default |", "|---|---|---|---|", *rows])
    return f"### {name}\n\n{about(cls)}\n\nThe client sees: {seen(cls)}\n\n{table}"
