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

IMPORTED = "import:"
"""The prefix of `by` for ERP orders from a file that people imported."""


def is_client(by: str) -> bool:
    """Whether an API client made a write: the integration."""
    return by not in PEOPLE and not by.startswith(("clerk:", "job:", IMPORTED))
