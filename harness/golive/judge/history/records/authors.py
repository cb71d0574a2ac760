"""The authors of writes, as facts name them in `by`."""

from __future__ import annotations

PEOPLE = frozenset(
    {
        "",
        "admin",
        "clerk",
        "control",
        "customer",
        "job",
        "people",
        "shopper",
        "system",
        "till",
        "vendor",
        "warehouse",
    }
)
"""Authors that are not API clients: people, and the systems themselves."""
OTHER_SYSTEMS = frozenset({"pim", "wms"})
"""API clients that are not the integration: systems that write to the shop by themselves."""

IMPORTED = "import:"
"""The prefix of `by` for ERP orders from a file that people imported."""


def is_client(by: str) -> bool:
    """Whether the integration made a write."""
    return by not in PEOPLE and by not in OTHER_SYSTEMS and not by.startswith(("clerk:", "job:", IMPORTED))
