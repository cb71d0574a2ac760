"""The bundled designs by name: one YAML file each in `bundled/`."""

from __future__ import annotations

from pathlib import Path

DESIGNS: dict[str, str] = {
    "point-to-point": "Real time: each event is a call at once; a few retries, no memory of what was sent.",
    "log-and-continue": "A queue in memory and a log: what fails three times is a line that people may read.",
    "connector": "A pre-built connector: polls every five minutes, looks first, shows errors in its console.",
    "ipaas": "A flow on an integration platform, which begins at its first step again after a failure.",
    "idempotent-queue": "A queue whose consumer keeps a table of what it sent; dead letters wait on a desk.",
    "outbox": "A durable outbox, retries without end, and a comparison of both systems every ten minutes.",
    "nightly-batch": "Everything once a night, between two and four o'clock.",
    "file-drop": "A CSV file of orders every quarter of an hour, and its acknowledgement.",
    "staging-tables": "Rows in the staging tables of the ERP every minute.",
    "two-way": "Both systems own everything: what changes on one side is written on the other.",
    "hybrid": "A connector for standard flows, and an order flow of its own that handles exceptions.",
    "custom-api": "Built to measure on both APIs: real time for orders, by cadence for all else.",
}
"""What each is, by name."""
_FOLDER = Path(__file__).parent / "bundled"


def path_of(named: str) -> Path:
    """The file of a bundled design."""
    return _FOLDER / f"{named.replace('-', '_')}.yaml"
