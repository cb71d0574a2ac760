"""The lines of an order agree: items, quantities, prices."""

from __future__ import annotations

from golive.judge.content import LINES as GOODS
from golive.judge.oracles.case import Case
from golive.judge.oracles.content.wrong_content import wrong_content
from golive.record.oracles import LINES
from golive.record.run import Finding


def lines(case: Case) -> list[Finding]:
    """Return one finding per order whose lines differ first of all."""
    return wrong_content(case, LINES, GOODS)
