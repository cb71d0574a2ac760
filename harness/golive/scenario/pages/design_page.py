"""The page docs/designs.md: the bundled designs, the choices by domain, and what contradicts each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from golive.candidates.designs.bundle import DESIGNS, path_of
from golive.candidates.designs.combinations import CONTRADICTIONS
from golive.candidates.designs.decision import API, Decision
from golive.candidates.designs.kinds import show_trigger
from golive.candidates.designs.price import Price
from golive.candidates.files import CandidateFile, load
from golive.judge.claims.claim import Claim
from golive.judge.claims.vocabulary import CLAIMS
from golive.keys.declare import Key, Section, keys
from golive.keys.value_kinds import Kind, show_duration, show_money

_START = """\
# Designs

A design is an architecture decision as a file: for each kind of data what starts the work, where it waits, how a
second document is prevented, and what becomes of what is refused. golive carries it out, so that it can be tried before
it is built.

```yaml
name: every-five-minutes
about: What we would build in three weeks.
price: {month: 100 EUR}
design:
  orders:
    trigger: poll every 5m
    buffer: durable
    workers: 2
    idempotency: look first
    retries: {count: 8, first: 5s, longest: 5m}
    rejections: park
    reconcile: 1h
  stock: {trigger: poll every 15m}
  prices: {trigger: batch at 03:00}
```

<!-- not run: synopsis -->
```
golive run black-friday --candidate every-five-minutes.yaml
golive compare black-friday --candidate every-five-minutes.yaml --candidate outbox
```

What is not written is as in the reference integration, so `design:` alone is the reference. Times of day are UTC. The
integration is the reference with other parts: it speaks every dialect of the ERP and knows the shop as the reference
does. What differs between two designs is what is written in their files.

## Bundled designs

Each can be named as a candidate, as in `golive run calm --candidate outbox`; `golive candidates` lists them.
`file-drop` and `staging-tables` need an ERP with that channel: `--set erp.channels.files=on`, `--set
erp.channels.tables=on`. Prices are those of small installations, for orders of magnitude."""
_CHOICES = """\
## Choices by domain

A trigger is `webhook`, `queue`, `poll every 5m`, `batch every 1h`, `batch at 02:00`, or `off` where a domain can be
left out. Parcels are carried with the stock, and so are articles that get another SKU.

There is no domain for products. What this ERP changes of an article is its SKU and its status, which go with the
stock, and its price, which goes with the prices; names, texts and images are the shop's
(`owners.products.content`), and the ERP has none that an integration could bring."""
_CHANNELS = """\
## Channels

With `channel: api` the reference carries out all choices. With `files`, `tables` or `batch` orders are carried by an
integration of that kind: a durable table, orders looked up by their reference, refusals on the desk, and every 15
minutes a comparison and the refunds. Chosen are `orders: {trigger: ...}`, and, for parcels and stock, which it brings
by calls, `stock: {trigger: ...}`. It carries neither prices nor contact data."""
_REFUSED = """\
## What is refused

These contradict each other; the message names the line and says why."""
_CLAIMS = """\
## Claims

A candidate file, of a design or of a program, may say what is claimed of it. After each run every claim is held,
refuted with its evidence, or not exercised: the run had nothing that could refute it. It stands in the terminal, in the
report and in `scorecard.json`; it changes neither verdict nor score.

```yaml
name: careful
design: {orders: {trigger: poll every 2m}}
claims:
  - no order lost
  - orders within 5 minutes
  - stock at most 10 minutes stale
```

Times are written as `5m` or `5 minutes`. These are all claims there are:"""
_FLAT = """\
## Flat settings

The reference also has settings of its own, in seconds; they cannot be mixed with choices by domain:
`design: {workers: 2, answer_within_s: 5}` ([Your integration](integration.md))."""


def page() -> str:
    """The whole page, in Markdown."""
    files = [load(path_of(name)) for name in DESIGNS]
    parts = [
        _START,
        _table(("design", "built by, and at what cost", "fee by month", "1,000 calls"), map(_row, files)),
        _table(("design", *_COLUMNS), map(_summary, files)),
        _CHOICES,
        *_sections(),
        _CHANNELS,
        _REFUSED,
        _table(
            ("key", "it must be", "because"),
            ((f"`{each.path}`", each.expected, each.why) for each in CONTRADICTIONS),
        ),
        _CLAIMS,
        _table(("claim", "it is held when", "it needs", "also"), map(_claim, CLAIMS)),
        _FLAT,
    ]
    return "\n\n".join(parts) + "\n"


_COLUMNS = ("channel", "orders", "buffer", "idempotency", "rejections", "compared", "stock", "prices")


def _row(file: CandidateFile) -> tuple[str, ...]:
    price: Price = file.price
    return f"`{file.name}`", file.about, show_money(price.month), show_money(price.thousand_calls)


def _summary(file: CandidateFile) -> tuple[str, ...]:
    it = file.decision or Decision()
    trigger = show_trigger(it.orders.trigger)
    if it.channel != API:
        return (f"`{file.name}`", it.channel, trigger, "", "", "", "15m", show_trigger(it.stock.trigger), "")
    compared_ms = it.orders.reconcile_ms
    return (
        f"`{file.name}`",
        it.channel,
        trigger,
        it.orders.buffer,
        it.orders.idempotency,
        it.orders.rejections,
        "never" if compared_ms is None else show_duration(compared_ms),
        f"{show_trigger(it.stock.trigger)}{', both ways' if it.stock.owner == 'both' else ''}",
        show_trigger(it.prices.trigger),
    )


def _claim(claim: Claim) -> tuple[str, ...]:
    return f"`{claim.words}`", claim.about, claim.needs, ", ".join(f"`{each}`" for each in claim.aliases)


def _sections() -> Iterator[str]:
    declared = keys(Decision)
    yield _table(
        _KEY, _keys({name: key for name, key in declared.items() if isinstance(key.shape, Kind)}, "")
    )
    for name, key in declared.items():
        if isinstance(key.shape, Section):
            about = (key.shape.cls.__doc__ or "").strip().replace("\n    ", " ")
            yield f"### `{name}`\n\n{about}"
            yield _table(_KEY, _keys(keys(key.shape.cls), ""))


_KEY = ("key", "meaning", "value", "default")


def _keys(declared: Mapping[str, Key[Any]], before: str) -> Iterator[tuple[str, ...]]:
    for key in declared.values():
        if isinstance(key.shape, Section):
            yield from _keys(keys(key.shape.cls), f"{before}{key.name}.")
        else:
            assert isinstance(key.shape, Kind)
            yield f"`{before}{key.name}`", key.doc, key.shape.expected, f"`{key.default}`"


def _table(head: tuple[str, ...], rows: Any) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
