"""Prices of findings, for the table of oracles: cents of findings of one kind, each about a different fact."""

from __future__ import annotations

from collections.abc import Sequence

from golive.judge.cost import Prices
from golive.judge.harm.amount import Amount
from golive.judge.oracles.case import Case
from golive.record.run import Finding


def of_orders(case: Case, prices: Prices, found: Sequence[Finding]) -> Amount:
    """Return the cost of findings that are the verdict of their order."""
    stories = case.history.orders.stories
    return Amount.sum_of(prices.of_order(each.kind, stories[each.key]) for each in found)


def of_captures(case: Case, prices: Prices, found: Sequence[Finding]) -> Amount:
    """Return the cost of wrong captures, except where the order's verdict already includes the repair."""
    stories, verdicts = case.history.orders.stories, case.verdicts
    return Amount.sum_of(
        prices.of_order(each.kind, stories[each.key])
        for each in found
        if not prices.of_order(verdicts[each.key].word, stories[each.key]).total
    )


def of_phantoms(case: Case, prices: Prices, found: Sequence[Finding]) -> Amount:
    """Return the cost of cancelling phantom orders."""
    return prices.of_rekeying() * len(found)


def of_oversales(case: Case, prices: Prices, found: Sequence[Finding]) -> Amount:
    """Return the cost of the oversold units of orders."""
    return prices.of_oversold(sum(case.oversold[each.evidence[0]] for each in found))


def of_checkouts(case: Case, prices: Prices, found: Sequence[Finding]) -> Amount:
    """Return the cost of stopped checkouts."""
    return prices.of_checkouts([case.stopped[each.evidence[0]] for each in found])


def of_documents(case: Case, prices: Prices, found: Sequence[Finding]) -> Amount:
    """Return the cost of documents too many: a share of their amount, and the work to reverse them.

    The work on an order whose verdict has a cost of its own is part of that.
    """
    stories, verdicts = case.history.orders.stories, case.verdicts
    cost = Amount()
    for each in found:
        story = stories.get(each.key)
        paid_for = 0 if story is None else prices.of_order(verdicts[each.key].word, story).total
        cost += prices.of_document(case.at_stake(each), repaired=bool(paid_for))
    return cost


def of_refunds(case: Case, prices: Prices, found: Sequence[Finding]) -> Amount:
    """Return the cost of refunds that are missing or wrong: the customer asks, and a clerk posts them."""
    return (prices.of_rekeying() + prices.of_contact()) * len(found)


def of_returns(case: Case, prices: Prices, found: Sequence[Finding]) -> Amount:
    """Return the cost of returns that are missing or wrong: a share of the goods, and the work to book them."""
    cost = Amount()
    for each in found:
        cost += prices.of_document(case.at_stake(each), repaired=False)
    return cost


def of_customers(case: Case, prices: Prices, found: Sequence[Finding]) -> Amount:
    """Return the cost of merging customers."""
    return prices.of_rekeying() * len(found)


def of_prices(case: Case, prices: Prices, found: Sequence[Finding]) -> Amount:
    """Return the cost of wrong prices: of each, and of each order placed with the article from then on."""
    since = {each.key: _first_ms(case, each) for each in found}
    orders = sum(
        1
        for story in case.history.orders.stories.values()
        for sku in dict.fromkeys(row[0] for row in story.lines)
        if since.get(sku, story.placed_ms + 1) <= story.placed_ms
    )
    return prices.of_disputes(len(found) + orders)


def _first_ms(case: Case, finding: Finding) -> int:
    writes = case.history.prices.writes.get(finding.key, ())
    return max((each.at_ms for each in writes if each.seq in finding.evidence), default=0)


def of_records(case: Case, prices: Prices, found: Sequence[Finding]) -> Amount:
    """Return the cost of putting records right."""
    return prices.of_repairs(len(found))
