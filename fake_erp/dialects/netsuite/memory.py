"""What NetSuite keeps besides the books. It is part of snapshots."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fake_erp.erp import Erp


@dataclass(slots=True)
class Job:
    """An asynchronous request: the reply it led to, and from when on that is told."""

    number: int
    owner: str
    key: str
    done_at_ms: int
    method: str
    path: str
    status: int = 0
    location: str = ""
    body: str = ""


@dataclass(slots=True)
class Memory:
    """Used nonces with their timestamps, asynchronous jobs, deleted records."""

    nonces: dict[tuple[str, str], int] = field(default_factory=dict)
    latest: dict[str, int] = field(default_factory=dict)
    """The newest timestamp of each token."""
    jobs: dict[int, Job] = field(default_factory=dict)
    keys: dict[tuple[str, str], int] = field(default_factory=dict)
    """Owner and idempotency key to the number of the job."""
    deleted: set[str] = field(default_factory=set)
    """Numbers of deleted orders; the books keep them as cancelled."""


def memory_of(erp: Erp) -> Memory:
    """The memory of the dialect in an ERP."""
    found: Memory | None = erp.dialect_data.get("netsuite")
    if found is None:
        found = erp.dialect_data["netsuite"] = Memory()
    return found
