"""What is usual in the orders of a run: prices of articles, shipping charges, numbers of lines, lengths of texts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from golive.judge.history import ErpOrder, Story

MOST_ORDERS = 50_000
"""Orders that are looked at, the first ones."""

Terms = tuple[str, bool]
"""Currency, and whether prices are without tax."""


def terms_of(document: Story | ErpOrder) -> Terms:
    """Return the currency of a document and whether its prices are without tax."""
    return document.money.currency, document.terms is not None and document.terms.net


@dataclass(slots=True)
class Usual:
    """What the orders of a run have in common. Amounts in cents."""

    prices: dict[tuple[Terms, str], Counter[int]] = field(default_factory=dict)
    """Orders by unit price in the shop, per terms and article."""
    erp_prices: dict[tuple[Terms, str], Counter[int]] = field(default_factory=dict)
    """The same in the ERP."""
    shipping: dict[Terms, Counter[int]] = field(default_factory=dict)
    """Orders by shipping charge in the shop."""
    most_rows: int = 0
    """The largest number of lines of an ERP order."""
    with_article: Counter[str] = field(default_factory=Counter)
    """Shop orders in the ERP per article."""
    without_article: Counter[str] = field(default_factory=Counter)
    """How many of them do not have it in the ERP."""
    parts: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """The articles that orders have as parts of each bundle."""
    longest: list[int] = field(default_factory=lambda: [0] * 8)
    """The longest text of each part of an address in the ERP."""

    @classmethod
    def of(cls, stories: Iterable[Story]) -> Usual:
        """Look at the first orders of a run."""
        usual = cls()
        for story in islice(stories, MOST_ORDERS):
            usual._add(story)
        return usual

    def _add(self, story: Story) -> None:
        terms, money = terms_of(story), story.money
        self.shipping.setdefault(terms, Counter())[money.shipping] += 1
        for sku, _, price, _ in story.lines:
            self.prices.setdefault((terms, sku), Counter())[price] += 1
        for bundle in story.bundles:
            self.parts[bundle.sku].update(sku for sku, *_ in bundle.parts)
        live = story.live
        if len(live) != 1:
            return
        doc = live[0]
        self.most_rows = max(self.most_rows, len(doc.lines))
        booked = {row[0] for row in doc.lines}
        for sku, _, price, _ in doc.lines:
            self.erp_prices.setdefault((terms, sku), Counter())[price] += 1
        for row in story.lines:
            self.with_article[row[0]] += 1
            self.without_article[row[0]] += row[0] not in booked
        for party in (doc.ship_to, doc.bill_to):
            for place, text in enumerate(party[:8]):
                self.longest[place] = max(self.longest[place], len(text))
