"""Records that arrive later than the scenario expects, although nothing is wrong in the end."""

from __future__ import annotations

from functools import partial

from tests.verdict.cases import BROKEN, Case

SALES = ("clock.duration=1h", "erp.others.sales=60/h")
late = partial(Case, expected=BROKEN, candidate="reference", sets=SALES)

CASES = [
    late("stock later than expected", expect={"lag.stock.p95": "<= 10s"}, because="lag.stock.p95"),
    late("parcels later than expected", expect={"lag.shipment.max": "<= 1s"}, because="lag.shipment.max"),
    late("customers later than expected", expect={"lag.customer.p50": "<= 1ms"}, because="lag.customer.p50"),
    late(
        "returns later than expected",
        scenario="goods-sent-back",
        sets=("clock.duration=14h", "traffic.returns.arrive=1h..3h"),
        expect={"lag.return.max": "<= 1s"},
        because="lag.return.max",
    ),
    late(
        "prices later than expected",
        scenario="price-change",
        sets=(),
        expect={"lag.price.p95": "<= 1m"},
        because="lag.price.p95",
    ),
]
