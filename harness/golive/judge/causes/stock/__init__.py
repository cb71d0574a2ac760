"""Causes of wrong quantities in the shop: which write was wrong first, or which change was not followed by a write.

The patterns are tried in this order; the first that fits gives the cause. None of them guesses: a value that fits no
pattern leaves the cause open.
"""

from __future__ import annotations

from golive.judge.causes.stock.articles.sku_changed import sku_changed
from golive.judge.causes.stock.articles.source_never_written import source_never_written
from golive.judge.causes.stock.articles.stock_of_former_article import stock_of_former_article
from golive.judge.causes.stock.change_not_written import change_not_written
from golive.judge.causes.stock.flag_differs import flag_differs
from golive.judge.causes.stock.old_figure import old_figure
from golive.judge.causes.stock.older_than_change import older_than_change
from golive.judge.causes.stock.one_way_only import one_way_only
from golive.judge.causes.stock.parcels import standing_parcels
from golive.judge.causes.stock.reservation_left import reservation_left
from golive.judge.causes.stock.restocked_in_shop import restocked_in_shop
from golive.judge.causes.stock.shipped_elsewhere import shipped_elsewhere
from golive.judge.causes.stock.writes_stopped import writes_stopped
from golive.judge.causes.stock.written.another_article import another_article
from golive.judge.causes.stock.written.booked_since import booked_since
from golive.judge.causes.stock.written.change_as_quantity import change_as_quantity
from golive.judge.causes.stock.written.constant_added import constant_added
from golive.judge.causes.stock.written.formulas import wrong_formula
from golive.judge.causes.stock.written.quantity_capped import quantity_capped
from golive.judge.causes.stock.written.quantity_rounded import quantity_rounded
from golive.judge.causes.stock.written.released_and_added import released_and_added
from golive.judge.causes.stock.written.repeated_change import repeated_change
from golive.judge.causes.stock.written.share_sent import share_sent
from golive.judge.causes.stock.written.unit_factor import unit_factor
from golive.judge.causes.stock.wrong_quantity import WrongQuantity
from golive.record.run import Cause

WRITTEN_WRONG = (
    unit_factor,
    quantity_capped,
    change_as_quantity,
    another_article,
    released_and_added,
    quantity_rounded,
    share_sent,
    constant_added,
    old_figure,
    booked_since,
    repeated_change,
)
"""For a quantity that was wrong when it was written."""
WRONG_SINCE = (
    shipped_elsewhere,
    restocked_in_shop,
    writes_stopped,
    source_never_written,
    one_way_only,
    older_than_change,
    change_not_written,
    booked_since,
)
"""For a quantity that was right when it was written, or was never written."""


def explain_stock(wrong: WrongQuantity | None) -> Cause | None:
    """Return the cause of a wrong quantity, None where no pattern fits."""
    if wrong is None:
        return None
    if not wrong.source:
        return reservation_left(wrong)
    if (cause := stock_of_former_article(wrong)) is not None:
        return cause
    if (cause := sku_changed(wrong)) is not None:
        return cause
    if wrong.write is not None and (cause := flag_differs(wrong)) is not None:
        return cause
    if (cause := standing_parcels(wrong)) is not None:
        return cause
    if wrong.write is not None and wrong.is_off_at_once and (cause := wrong_formula(wrong)) is not None:
        return cause
    patterns = WRONG_SINCE if wrong.was_right else WRITTEN_WRONG
    return next((cause for pattern in patterns if (cause := pattern(wrong)) is not None), None)
