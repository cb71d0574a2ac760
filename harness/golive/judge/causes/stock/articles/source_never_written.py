"""The stock of one warehouse was never written for any article, while that of others was."""

from __future__ import annotations

from golive.judge.causes.stock.wrong_quantity import WrongQuantity
from golive.record.run import Cause


def source_never_written(wrong: WrongQuantity) -> Cause | None:
    """Fits where no article of this source was ever written, and articles of another source were."""
    trails, source = wrong.record.trails.values(), wrong.source
    if wrong.write is not None or source not in wrong.trail.levels:
        return None
    if any(trail.sent(source) for trail in trails):
        return None
    written = sorted({each for trail in trails for each in trail.writes if trail.sent(each)})
    if not written:
        return None
    return Cause(
        "source_never_written",
        f"the ERP has had stock in {source} since {wrong.clock(wrong.trail.levels[source][0].at_ms)}, and no quantity "
        f"of any article was ever written to the source {source}; only {', '.join(written)} was",
        "Take the warehouses from the rows of the ERP, not from a list in the code or the configuration; report a "
        "warehouse that has no source in the shop.",
    )
