"""`make bench`: every benchmark, as a table and as `bench.json`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.bench import (
    dialects,
    erp_scale,
    erp_snapshots,
    gate_cost,
    judging,
    library,
    live_http,
    shop_lists,
    virtual_orders,
    warm_seeds,
)

BENCHMARKS = {
    "virtual_orders": virtual_orders.run,
    "warm_seeds": warm_seeds.run,
    "judging": judging.run,
    "library": library.run,
    "live_http": live_http.run,
    "erp_scale": erp_scale.run,
    "erp_snapshots": erp_snapshots.run,
    "shop_lists": shop_lists.run,
    "dialects": dialects.run,
    "gate_cost": gate_cost.run,
}


def main(wanted: list[str]) -> None:
    unknown = [name for name in wanted if name not in BENCHMARKS]
    if unknown:
        raise SystemExit(f"no benchmark {unknown[0]!r}; there are {', '.join(BENCHMARKS)}")
    rows = [row for name, bench in BENCHMARKS.items() if not wanted or name in wanted for row in bench()]
    for row in rows:
        print(f"{row['value']:>12,} {row['unit']:<14} {row['name']}")
    Path("bench.json").write_text(json.dumps(rows, indent=2) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
