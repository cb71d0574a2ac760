"""Several calls that are done wholly or not at all: carried out on a copy of the ERP first."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from fake_erp import snapshot
from fake_erp.dialects.bundle import Part
from fake_erp.erp import Erp
from fake_erp.messages import Reply

REFUSAL = "erp.order.refused"


def first_refusal(erp: Erp, parts: Sequence[Part]) -> tuple[int, Reply] | None:
    """The place of the first call that is refused, and its reply; None where all are done.

    The copy gives the replies that the ERP would give, and nothing in the ERP changes. The refusal of an order is
    stated as a fact of the ERP; all other facts of the copy are dropped.
    """
    facts: list[tuple[str, dict[str, str], dict[str, Any]]] = []
    copy = snapshot.restore(snapshot.take(erp), erp.now, lambda *fact: facts.append(fact))
    for at, part in enumerate(parts):
        request = deepcopy(part.request)
        match = None if part.match is None else copy.surface.match(request)
        reply = copy.surface.call(match, request)
        if reply.is_refusal:
            for kind, keys, data in facts:
                if kind == REFUSAL:
                    erp.emit(kind, keys, data)
            return at, reply
    return None
