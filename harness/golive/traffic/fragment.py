"""A fit as a scenario: to run, to inherit from (`base:`), or to paste from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from golive.keys.value_kinds import DAY_MS
from golive.traffic.export import EPOCH
from golive.traffic.fitting import Fit

FIRST_WORDS = "# Fitted by golive traffic fit"
_WIDTH = 100


def fragment(fit: Fit, named: str) -> str:
    """YAML. `named` is what the export was called."""
    return "\n".join(_lines(fit, named)) + "\n"


def _lines(fit: Fit, named: str) -> Iterator[str]:
    hours = (fit.end_ms - fit.start_ms) / 3_600_000
    name = "".join(letter if letter.isprintable() else "?" for letter in named)
    yield f"{FIRST_WORDS} to {name}: {fit.orders} orders in {hours:.0f} hours."
    yield "# It runs as it is; a scenario of your own takes it with base: and the path of this file."
    yield "name: fitted-traffic"
    yield "about: Orders as in an export, on one of its days, with nothing going wrong."
    yield "base: calm"
    yield ""
    yield "clock:"
    yield f"  start: {_first_midnight(fit)}+00:00      # its own clock; the offset is not known"
    yield "  duration: 24h"
    yield "  settle: 2h"
    yield ""
    yield "shop:"
    yield "  catalog:"
    yield f"    skus: {fit.skus}"
    yield f"    popularity: zipf {fit.exponent:.3f}"
    if fit.prices is not None:
        yield f"    price: {fit.prices[0]}..{fit.prices[1]}"
    yield f"  stock: {{opening: {_opening(fit)}}}      # the bestseller lasts for two such days"
    yield ""
    yield "traffic:"
    yield "  orders:"
    yield f"    base: {_number(fit.shape.per_hour)}/h"
    if fit.shape.day:
        yield from _list("    day", fit.shape.day)
    if fit.shape.week:
        yield from _list("    week", fit.shape.week)
    yield "  baskets:"
    yield from _list("    sizes", [100 * share for share in fit.sizes])
    yield from _list("    units", [100 * share for share in fit.units])
    if fit.guests is not None and fit.returning is not None:
        yield "  customers:"
        yield f"    guests: {_share(fit.guests)}"
        yield f"    returning: {_share(fit.returning)}"
    known = {"cancelled": fit.cancelled, "partly_refunded": fit.returned}
    if any(share is not None for share in known.values()):
        yield "  life:"
        yield from (f"    {key}: {_share(share)}" for key, share in known.items() if share is not None)


def _first_midnight(fit: Fit) -> str:
    """The first day that is in the export from its beginning, or the day it begins in."""
    midnight = -(-fit.start_ms // DAY_MS) * DAY_MS
    if midnight + DAY_MS > fit.end_ms:
        midnight = fit.start_ms // DAY_MS * DAY_MS
    return (EPOCH + timedelta(milliseconds=midnight)).isoformat()


def _opening(fit: Fit) -> str:
    deepest = max(20, round(2 * 24 * fit.shape.per_hour * fit.bestseller_units))
    return f"{min(deepest, 10_000_000) // 10}..{min(deepest, 10_000_000)}"


def _number(number: float) -> str:
    text = f"{number:.3f}" if number >= 1 else f"{number:.5f}"
    return text.rstrip("0").rstrip(".") or "0"


def _share(share: float) -> str:
    return f"{_number(100 * share)}%"


def _list(key: str, weights: Sequence[float]) -> Iterator[str]:
    """A list over as many lines as it takes."""
    line = f"{key}: ["
    for place, weight in enumerate(weights):
        word = _number(weight) + ("]" if place == len(weights) - 1 else ",")
        if len(line) + len(word) + 1 > _WIDTH:
            yield line.rstrip()
            line = " " * 6
        line += word if line.endswith(("[", " ")) else f" {word}"
    yield line
