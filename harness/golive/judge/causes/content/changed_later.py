"""The ERP order was right when it was entered, and was changed later: by the integration, or by people in the ERP."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from golive.judge.content.addresses import party_differences
from golive.judge.history import Story
from golive.judge.history.records.authors import is_client
from golive.record.run import Cause, Fact

_AMOUNTS = ("total_cents", "shipping_cents", "discount_cents", "lines")
_PARTIES = ("ship_to", "bill_to")


def changed_later(story: Story, facts: Sequence[Fact], clock: Callable[[int], str]) -> Cause | None:
    """Fits where amounts, rows or the shipping address were those of the shop at first, and a change made others."""
    if len(story.live) != 1:
        return None
    number = story.live[0].number
    own = [fact for fact in facts if fact.keys.get("order") == number]
    made = [fact for fact in own if fact.kind == "erp.order.created"]
    changes = [fact for fact in own if fact.kind == "erp.order.changed" and _differs(fact, made, story)]
    if not made or not changes or made[0].data["total_cents"] != story.money.total:
        return None
    last = changes[-1]
    by = last.data.get("by", "")
    what = f"{number} was right when it was entered, and was changed at {clock(last.at_ms)}"
    if is_client(by):
        return Cause(
            "changed_by_integration",
            f"{what} by the integration",
            "Send a change only for what has changed in the shop, with all rows and amounts of the order.",
        )
    return Cause(
        "changed_in_erp",
        f"{what} by {by or 'the ERP'}",
        "Read the ERP's changes of orders and report those that the shop does not have.",
    )


def _differs(fact: Fact, made: Sequence[Fact], story: Story) -> bool:
    """Whether a change left other amounts, rows or a wrong address in place of the right one."""
    if not made:
        return False
    before, now = made[0].data, fact.data
    if any(now.get(name) != before.get(name) for name in _AMOUNTS):
        return True
    was_right = not party_differences("", story.ship_to, before.get("ship_to") or ())
    return was_right and any(now.get(name) != before.get(name) for name in _PARTIES)
