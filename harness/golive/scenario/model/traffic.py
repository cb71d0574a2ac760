# ruff: noqa: RUF009 - the calls in the defaults declare fields, as dataclasses.field does
"""The `traffic` section: rate of orders, baskets, customers, and later changes of orders."""

from __future__ import annotations

from dataclasses import dataclass

from fake_erp.settings import Rate
from golive.keys.declare import many, section, setting
from golive.keys.value_kinds import (
    DECIMAL,
    DURATION,
    DURATION_RANGE,
    LASTING,
    RATE,
    SHARE,
    Kind,
    Range,
    between,
    choice,
    pattern,
    require,
    show_number,
    whole_range,
)
from golive.workloads import complaints
from golive.workloads.shapes import DAYS, WEEKS
from golive.workloads.texts.kinds import FIELDS, KINDS


def _weights(names: tuple[str, ...], of: str) -> Kind[float | str]:
    """A name of a profile alone, or one weight of a list."""

    def parse(text: str) -> float | str:
        return text if text in names else float(require(DECIMAL, text)[0])

    def show(value: float | str) -> str:
        return value if isinstance(value, str) else show_number(value)

    expected = f"{', '.join(names)}, or the weight of {of}"
    return Kind("weight", expected, parse, show, pattern(DECIMAL, *names, numbers=True))


_HOUR = _weights(tuple(DAYS), "each of 24 hours")
_WEEKDAY = _weights(tuple(WEEKS), "each of 7 days")
_WEIGHT: Kind[float] = Kind(
    "weight",
    "a weight such as 3 or 0.4",
    lambda text: float(require(DECIMAL, text)[0]),
    show_number,
    pattern(DECIMAL, numbers=True),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Peak:
    """A peak above the usual rate with a ramp, a plateau and a decay."""

    at_ms: int = setting("at", DURATION, "When it begins, after the start of the traffic.")
    reach: Rate = setting("reach", RATE, "The rate of orders at its height.")
    ramp_ms: int = setting("ramp", DURATION, "Time from the usual rate to the height.", "5m")
    hold_ms: int = setting("hold", DURATION, "Time at the height.")
    decay_ms: int = setting("decay", DURATION, "Time back to the usual rate.", "10m")


@dataclass(frozen=True, slots=True, kw_only=True)
class Flash:
    """A flash sale: the rate jumps at one instant and falls off linearly."""

    at_ms: int = setting("at", DURATION, "The instant the sale begins, after the start of the traffic.")
    reach: Rate = setting("reach", RATE, "The rate of orders at that instant.")
    lasts_ms: int = setting("lasts", LASTING, "Time until the rate has fallen back to the usual.", "20m")


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """A series of mailings, each with a small peak."""

    at_ms: int = setting("at", DURATION, "When the first mailing goes out, after the start of the traffic.")
    every_ms: int = setting("every", LASTING, "Time from one mailing to the next.", "1d")
    times: int = setting("times", between(1, 1000), "How many mailings there are.", "1")
    reach: Rate = setting("reach", RATE, "The rate of orders at its height.")
    ramp_ms: int = setting("ramp", DURATION, "Time from the mailing to the height.", "15m")
    decay_ms: int = setting("decay", DURATION, "Time back to the usual rate.", "2h")


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """The rate of orders over time."""

    base: Rate = setting(
        "base", RATE, "The usual rate of orders; with a profile of the day or week, its mean.", "60/h"
    )
    day: tuple[float | str, ...] = many(
        "day", _HOUR, "Profile of a day: a name, or 24 weights from midnight on.", ("flat",), 1
    )
    week: tuple[float | str, ...] = many(
        "week", _WEEKDAY, "Profile of a week: a name, or 7 weights from Monday on.", ("even",), 1
    )
    peaks: tuple[Peak, ...] = many("peaks", Peak, "Peaks above the usual rate.")
    flashes: tuple[Flash, ...] = many("flashes", Flash, "Sales that begin at one instant.")
    campaigns: tuple[Campaign, ...] = many("campaigns", Campaign, "Small peaks after mailings.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Baskets:
    """Sizes and payment of orders."""

    lines: Range = setting("lines", whole_range(1, 100), "Different articles in an order.", "1..4")
    quantity: Range = setting("quantity", whole_range(1, 1000), "Units of each.", "1..2")
    sizes: tuple[float, ...] = many(
        "sizes",
        _WEIGHT,
        "Instead of lines: the weights of orders with one article, two, three and so on.",
    )
    units: tuple[float, ...] = many(
        "units", _WEIGHT, "Instead of quantity: the weights of one unit, two, three and so on."
    )
    coupons: float = setting("coupons", SHARE, "Share of orders with a percent coupon.", "0%")
    gift_cards: float = setting("gift_cards", SHARE, "Share of orders partly paid with a gift card.", "0%")
    store_credit: float = setting(
        "store_credit", SHARE, "Share of orders with an account partly paid with store credit.", "0%"
    )
    custom_options: float = setting(
        "custom_options",
        SHARE,
        "Share of the lines of simple products with custom options: a text and a selected value, with surcharges.",
        "0%",
    )
    awkward: float = setting(
        "awkward",
        SHARE,
        "Share of orders that are odd but legal: long streets, four-byte letters, an article on two rows,"
        " many rows, nothing to pay.",
        "0%",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Customers:
    """The mix of customers."""

    guests: float = setting("guests", SHARE, "Share of orders placed without an account.", "40%")
    returning: float = setting(
        "returning", SHARE, "Share of the other orders whose customer has ordered before.", "25%"
    )
    moving: float = setting(
        "moving", SHARE, "Share of orders of returning customers that come from a new address.", "0%"
    )
    known_guests: float = setting(
        "known_guests",
        SHARE,
        "Share of guests who have ordered before, with their e-mail address in capitals every second time.",
        "0%",
    )
    registering: float = setting(
        "registering",
        SHARE,
        "Share of new accounts that are opened by people who have ordered as guests.",
        "0%",
    )
    ship_elsewhere: float = setting(
        "ship_elsewhere",
        SHARE,
        "Share of orders that go to another address than the billing address: another person, or a company.",
        "8%",
    )
    b2b: float = setting("b2b", SHARE, "Share of orders on account instead of paid at once.", "0%")
    businesses: int = setting(
        "businesses", between(1, 10_000), "How many businesses buy on account to begin with.", "5"
    )
    new_businesses: float = setting(
        "new_businesses", SHARE, "Share of their orders that come from a business never seen before.", "10%"
    )
    personal: float = setting(
        "personal",
        SHARE,
        "Share of orders with a date of birth, a token of the payment, and a proof of consent to advertising.",
        "0%",
    )
    contract: float = setting(
        "contract", SHARE, "Contract discount of businesses, as prices of their customer group.", "0%"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """Changes of orders after they were placed."""

    cancelled: float = setting("cancelled", SHARE, "Share of orders cancelled later.", "0%")
    edited: float = setting("edited", SHARE, "Share of orders replaced by an edited one.", "0%")
    cancelled_in_part: float = setting(
        "cancelled_in_part",
        SHARE,
        "Share of orders of which a unit is not available: the others are paid, it is cancelled.",
        "0%",
    )
    late_paid: float = setting(
        "late_paid", SHARE, "Share of orders paid some time after they were placed.", "0%"
    )
    partly_refunded: float = setting(
        "partly_refunded",
        SHARE,
        "Share of orders partly refunded after shipment.",
        "0%",
    )
    refund_parts: Range = setting(
        "refund_parts", whole_range(1, 10), "Number of partial refunds, some time apart.", "1"
    )
    refunds: tuple[str, ...] = many(
        "refunds",
        choice(*complaints.KINDS),
        "Kinds of partial refunds, each as often: unit, not sent back; unit_with_shipping, and the shipping charge;"
        " returned, to the stock; goodwill, an amount without goods; shipping, its charge alone; fee, a returned unit"
        " less an amount.",
        (complaints.UNIT,),
        least=1,
    )
    second_thoughts_ms: Range = setting(
        "second_thoughts",
        DURATION_RANGE,
        "Time until customers cancel or edit an order, which may be exported or shipped by then.",
        "1m..20m",
    )
    late_committed: float = setting(
        "late_committed",
        SHARE,
        "Share of orders that become visible to API clients seconds after their creation time.",
        "0%",
    )
    broken_off: float = setting(
        "broken_off", SHARE, "Share of checkouts that fail after their stock was reserved.", "0%"
    )
    placed_twice: float = setting(
        "placed_twice",
        SHARE,
        "Share of carts paid by card that the browser and the payment provider both place: two orders, one payment.",
        "0%",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """Orders with texts of many kinds, and of extreme amounts and quantities. Needs the extra `data`."""

    share: float = setting("share", SHARE, "Share of orders that have them.", "0%")
    kinds: tuple[str, ...] = many(
        "kinds",
        choice(*KINDS),
        f"Kinds, each as often. {'; '.join(f'{name}: {about}' for name, about in KINDS.items())}.",
        tuple(KINDS),
        least=1,
    )
    fields: tuple[str, ...] = many(
        "fields",
        choice(*FIELDS),
        "Fields that may have such texts; those of guests alone for `email`.",
        tuple(FIELDS),
        least=1,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Returns:
    """Goods that customers send back after shipment: returns (RMA) of the shop, beside its credit memos."""

    share: float = setting(
        "share", SHARE, "Share of orders of which goods are sent back, as a return of the shop.", "0%"
    )
    arrive_ms: Range = setting(
        "arrive", DURATION_RANGE, "Time from the request of a return to the arrival of its goods.", "2d..5d"
    )
    split: float = setting(
        "split",
        SHARE,
        "Share of returns of several units of an order row that name it in two rows, by reason: one unit damaged,"
        " the other not.",
        "50%",
    )
    damaged: float = setting(
        "damaged",
        SHARE,
        "Share of the other returns whose goods are damaged, and not put back into stock.",
        "30%",
    )
    rejected: float = setting(
        "rejected",
        SHARE,
        "Share of returns of which a unit is rejected on arrival: it is neither taken back nor paid back.",
        "10%",
    )
    exchanged: float = setting(
        "exchanged",
        SHARE,
        "Share of returns that are exchanged for another article, cheaper or dearer, instead of paid back. The"
        " replacement is an order of its own.",
        "0%",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Traffic:
    """The `traffic` section."""

    orders: Orders = section("orders", Orders, "Rate of orders over time.")
    baskets: Baskets = section("baskets", Baskets, "Contents of the orders.")
    customers: Customers = section("customers", Customers, "Mix of customers.")
    life: Life = section("life", Life, "What happens to orders after they were placed.")
    variety: Texts = section("variety", Texts, "Texts of many kinds, and extremes.")
    returns: Returns = section("returns", Returns, "Goods that customers send back.")
