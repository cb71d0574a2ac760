"""What a company holds for equal: the comparison of a shop order with its ERP order, by meaning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from golive.judge.content.addresses import PARTS, party_differences
from golive.judge.content.amounts import amounts
from golive.judge.content.dates import date_difference
from golive.judge.content.difference import HEADER, Difference
from golive.judge.content.options import any_options_kept, option_differences
from golive.judge.content.payments import payment_differences
from golive.judge.content.terms import Mapped, alike_key
from golive.judge.content.whole import whole_of
from golive.judge.history import ErpOrder, History, Story
from golive.judge.history.documents import ON_ACCOUNT
from golive.judge.history.orders import Orders
from golive.keys.value_kinds import MINUTE_MS
from golive.scenario.model.equality import DETAILS, NAME, OPTIONS, Equality

SHIP_TO, BILL_TO = "ship_to", "bill_to"


class Content(NamedTuple):
    """The differences of an order, the worst first, and what the ERP itself rounded."""

    found: tuple[Difference, ...] = ()
    rounding: str = ""


SAME = Content()


class Company:
    """Compares orders as one company does: by its scenario, and by the words and fields in use in its run."""

    def __init__(self, history: History, equality: Equality, offset_ms: int = 0) -> None:
        orders = history.orders
        self.equality = equality
        self._offset_ms = offset_ms
        self._orders = orders
        self._aliases = _aliases(equality.equal.skus, {**_only_in_shop(orders), **orders.renamed})
        self._known = _known_as(history.stock.skus)
        self._mapped = Mapped.of(
            orders.stories.values(), orders.altered, orders.typed_in, equality.equal.words
        )
        self._terms: dict[tuple[object, ...], tuple[Difference, ...]] = {}
        settled = {*equality.demand, *equality.ignore}
        self.unwritten = tuple(
            name for name in (*DETAILS, OPTIONS) if name not in settled and _is_left_out(orders, name)
        )
        """Details that the integration writes in no order; they are reported once."""
        not_compared = {*equality.ignore, *self.unwritten}
        self._ignored = frozenset(not_compared)

    def article(self, sku: str) -> str:
        """Return the name of an article: the SKU that it has now in the ERP, in its spelling there."""
        sku = self._aliases.get(sku, sku)
        if sku in self._known:
            return sku
        return self._known.get(_folded(sku), sku)

    def whole(self, story: Story, live: Sequence[ErpOrder]) -> ErpOrder | None:
        """Return the live ERP orders as one, where they are one order or its parts; None for duplicates."""
        return whole_of(story, live, self.article)

    def compare(self, story: Story, doc: ErpOrder, parts: Sequence[ErpOrder]) -> Content:
        """Compare a shop order with its ERP order, the sum of `parts`."""
        if len(parts) == 1 and self.is_same(story, doc):
            return SAME
        found, rounding = amounts(story, doc, self.article)
        for part in parts:
            found = [*found, *(each for each in self._header(story, part) if each not in found)]
        found = [*found, *payment_differences(story, doc, self._paid(parts)), *self._custom(story, doc)]
        if self._orders.option_words and OPTIONS not in self._ignored:
            found += option_differences(self._orders.option_words.get(story.order, ()), parts)
        kept = tuple(each for each in found if each.field not in self.equality.ignore)
        return Content(kept, rounding)

    def is_same(self, story: Story, doc: ErpOrder) -> bool:
        """Whether nothing can differ: the documents share their content, as nearly all do."""
        if (
            doc.lines is not story.lines
            or doc.money is not story.money
            or doc.ship_to is not story.ship_to
            or doc.bill_to is not story.bill_to
            or doc.of_other_customer
            or self.equality.custom_fields
            or story.order in self._orders.option_words
            or (doc.filled and NAME in self.equality.demand)
        ):
            return False
        ordered_ms, terms, cents = doc.ordered_ms, doc.terms, doc.payment_cents
        return (
            (ordered_ms is None or -MINUTE_MS < ordered_ms - story.placed_ms < MINUTE_MS)
            and (terms is None or terms.prepaid is (story.method != ON_ACCOUNT))
            and (cents is None or cents == story.money.total)
            and not self._terms_of(story, doc)
        )

    def _terms_of(self, story: Story, doc: ErpOrder) -> tuple[Difference, ...]:
        if doc.number in self._orders.typed_in:
            return ()
        altered = self._orders.altered.get(doc.number, "") if self._orders.altered else ""
        key = (alike_key(story), id(doc.terms), altered)
        found = self._terms.get(key)
        if found is None:
            found = self._terms[key] = tuple(self._mapped.differences(story, doc, altered))
        return found

    def _header(self, story: Story, doc: ErpOrder) -> Iterable[Difference]:
        ignore = self.equality.ignore
        if SHIP_TO not in ignore:
            yield from party_differences("", story.ship_to, doc.ship_to, self._ignored)
        if BILL_TO not in ignore:
            same = story.bill_to == story.ship_to and doc.bill_to == doc.ship_to
            yield from party_differences(
                "billing ", () if same else story.bill_to, doc.bill_to, self._ignored
            )
        if doc.filled and NAME in self.equality.demand:
            lacking = ", ".join(doc.filled)
            yield Difference(HEADER, NAME, f"sent without {lacking}: the ERP took that of the customer")
        if doc.of_other_customer:
            yield Difference(HEADER, "customer", f"booked for another customer of the shop, {doc.email}")
        yield from self._terms_of(story, doc)
        if not doc.relinked:
            yield from date_difference(story, doc, self._offset_ms)

    def _paid(self, parts: Sequence[ErpOrder]) -> int:
        return sum(self._orders.paid_in_erp.get(part.number, 0) for part in parts)

    def _custom(self, story: Story, doc: ErpOrder) -> Iterable[Difference]:
        names = self.equality.custom_fields
        if not names or doc.terms is None:
            return
        has = dict(doc.custom)
        wanted = self._orders.custom_values.get(story.order, ())
        for (name, _), value in zip(names, wanted, strict=False):
            if value not in (None, "") and _folded(str(has.get(name, ""))) != _folded(str(value)):
                text = f"custom field {name} {has.get(name, '')!r} instead of {value!r}"
                yield Difference(HEADER, "custom_fields", text)


def _aliases(written: Iterable[tuple[str, str]], renamed: Mapping[str, str]) -> dict[str, str]:
    """Return the present SKU of each SKU of the scenario's table and of each that was renamed."""
    steps = {**renamed, **dict(written)}
    found = {}
    for sku in steps:
        last, seen = sku, {sku}
        while last in steps and steps[last] not in seen:
            last = steps[last]
            seen.add(last)
        found[sku] = last
    return found


def _only_in_shop(orders: Orders) -> dict[str, str]:
    """Return the SKU in the ERP of each SKU that only the shop gave an article."""
    return {now: was for now, was in orders.renamed_in_shop.items() if now not in orders.later_skus}


def _known_as(skus: Iterable[str]) -> dict[str, str]:
    """Return each known SKU, and its folded form where only one SKU has that."""
    found = {sku: sku for sku in skus}
    twice: set[str] = set()
    for sku in list(found):
        folded = _folded(sku)
        if folded in found and found[folded] != sku:
            twice.add(folded)
        found.setdefault(folded, sku)
    return {name: sku for name, sku in found.items() if name not in twice or name == sku}


def _folded(text: str) -> str:
    return "".join(text.split()).casefold()


def _is_left_out(orders: Orders, name: str) -> bool:
    """Whether no document has a detail; one of addresses, or the custom options of those orders that have any."""
    if name == OPTIONS:
        return bool(orders.option_words) and not any_options_kept(orders)
    place = PARTS.index(name)
    return not any(
        len(address) > place and address[place]
        for doc in orders.documents.values()
        for address in (doc.ship_to, doc.bill_to)
    )
