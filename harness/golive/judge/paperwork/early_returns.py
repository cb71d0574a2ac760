"""Returns that the integration booked before the goods had arrived."""

from __future__ import annotations

from collections.abc import Iterator

from golive.judge.history import Story
from golive.judge.history.paperwork.papers import Papers
from golive.judge.paperwork.discrepancy import Discrepancy
from golive.judge.paperwork.units import goods_text, requested_units, units_of, value_cents
from golive.record.oracles import PHANTOM_DOCUMENT


def early_returns(papers: Papers, story: Story) -> Iterator[Discrepancy]:
    """Yield the first return of an order with more units than had arrived; only orders with returns of the shop."""
    rmas = papers.shop_returns.of(story.order)
    own = (
        [paper for paper in papers.of_orders(papers.returns, story.erp) if paper.is_of_client] if rmas else []
    )
    for at, paper in enumerate(own):
        arrived = requested_units(
            rma for rma in rmas if rma.received_ms is not None and rma.received_ms <= paper.at_ms
        )
        early = units_of(own[: at + 1]) - arrived
        if early:
            asked = [rma.seq for rma in rmas if rma.requested_ms <= paper.at_ms]
            text = f"return {paper.number} of {goods_text(early)} in the ERP, before the goods had arrived"
            evidence = tuple(sorted({*asked, paper.seq}))
            yield Discrepancy(PHANTOM_DOCUMENT, story.order, text, evidence, value_cents(story, early))
            return
