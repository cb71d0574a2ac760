"""What shoppers entered and selected for custom options of products: it must be in a custom field of the ERP order.

Form and name of the field are the integration's own, so words are compared without case and blanks. Which row they
belong to is not compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from golive.judge.content.difference import HEADER, Difference
from golive.judge.history import ErpOrder
from golive.judge.history.orders import Orders


def option_differences(words: Sequence[str], parts: Iterable[ErpOrder]) -> list[Difference]:
    """Return one difference that names the words no custom field has; `parts` are the ERP orders of the order."""
    kept = _kept(parts) if words else ""
    lacking = [each for each in words if _folded(each) not in kept]
    if not lacking:
        return []
    return [Difference(HEADER, "options", f"no custom field with {', '.join(map(repr, lacking))}")]


def any_options_kept(orders: Orders) -> bool:
    """Whether at least one ERP order has some of what was entered or selected for it."""
    return any(
        _folded(words) in _kept(orders.stories[order].erp)
        for order, found in orders.option_words.items()
        for words in found
    )


def _kept(parts: Iterable[ErpOrder]) -> str:
    return "\n".join(_folded(str(value)) for part in parts for _, value in part.custom)


def _folded(text: str) -> str:
    return "".join(text.split()).casefold()
