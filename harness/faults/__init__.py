"""What can be made to go wrong. A fault decides the fate of what passes it; the wire carries the fate out."""

from __future__ import annotations

from typing import Any

from harness.faults.delay_notice import DelayNotice
from harness.faults.drop_notice import DropNotice
from harness.faults.duplicate_notice import DuplicateNotice
from harness.faults.kill import Kill
from harness.faults.lose_reply import LoseReplies
from harness.faults.outage import Outage
from harness.faults.pause import Pause
from harness.faults.rate_limit import RateLimitSqueeze
from harness.faults.refuse import RefuseCalls
from harness.faults.reorder_notices import ReorderNotices
from harness.faults.silent_drop import SilentDrop
from harness.faults.slow import Slow

FAULTS: dict[str, type[Any]] = {
    "slow": Slow,
    "refuse": RefuseCalls,
    "outage": Outage,
    "lose_reply": LoseReplies,
    "duplicate_notice": DuplicateNotice,
    "drop_notice": DropNotice,
    "delay_notice": DelayNotice,
    "reorder_notices": ReorderNotices,
    "rate_limit": RateLimitSqueeze,
    "silent_drop": SilentDrop,
    "kill": Kill,
    "pause": Pause,
}
