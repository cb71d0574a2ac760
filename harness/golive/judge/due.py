"""Whether a run gave an integration anything to move from one system to the other."""

from __future__ import annotations

from golive.judge.oracles import Case

NOUNS = (
    "erp.stock.", "shop.price.", "shop.product.", "shop.customer.", "erp.price.", "erp.item.", "erp.customer.",
)  # fmt: skip
"""The beginnings of kinds of facts about stock, prices and customers."""
BY_INTEGRATION = ("api", "integration", "web-integration")
"""Authors of facts that follow from a call of the integration."""


def something_was_due(case: Case) -> bool:
    """Whether an order was due, or stock, a price or a customer changed that the other system should follow."""
    orders = case.history.orders.stories.values()
    if any(story.due_ms is not None for story in orders):
        return True
    opened = False
    for fact in case.ledger:
        opened = opened or (fact.kind == "run.phase" and fact.data["phase"] == "traffic")
        if opened and fact.kind.startswith(NOUNS) and fact.data.get("by") not in BY_INTEGRATION:
            return True
    return False


def made_calls(case: Case) -> bool:
    """Whether the integration did anything: a call of its own, or a document in the ERP."""
    return case.history.exchanges > 0 or bool(case.history.orders.documents)
