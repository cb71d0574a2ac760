"""The faults by their names in a scenario. A fault decides an outcome; the wire and the supervisor carry it out."""

from __future__ import annotations

from golive.chaos.faults.base import Fault
from golive.chaos.faults.contracts.patch_answer import PatchAnswer
from golive.chaos.faults.contracts.patch_header import PatchHeader
from golive.chaos.faults.contracts.patch_notice import PatchNotice
from golive.chaos.faults.contracts.patch_rows import PatchRows
from golive.chaos.faults.delay_notice import DelayNotice
from golive.chaos.faults.drop_notice import DropNotice
from golive.chaos.faults.duplicate_notice import DuplicateNotice
from golive.chaos.faults.instances.clock_skew import ClockSkew
from golive.chaos.faults.instances.overlap import Overlap
from golive.chaos.faults.instances.rollback import Rollback
from golive.chaos.faults.kill import Kill
from golive.chaos.faults.links.partition import Partition
from golive.chaos.faults.lose_reply import LoseReplies
from golive.chaos.faults.outage import Outage
from golive.chaos.faults.pause import Pause
from golive.chaos.faults.rate_limit import RateLimitSqueeze
from golive.chaos.faults.refuse import RefuseCalls
from golive.chaos.faults.reorder_notices import ReorderNotices
from golive.chaos.faults.silent_drop import SilentDrop
from golive.chaos.faults.slow import Slow

FAULTS: dict[str, type[Fault]] = {
    "slow": Slow,
    "refuse": RefuseCalls,
    "outage": Outage,
    "partition": Partition,
    "lose_reply": LoseReplies,
    "duplicate_notice": DuplicateNotice,
    "drop_notice": DropNotice,
    "delay_notice": DelayNotice,
    "reorder_notices": ReorderNotices,
    "rate_limit": RateLimitSqueeze,
    "silent_drop": SilentDrop,
    "patch_answer": PatchAnswer,
    "patch_notice": PatchNotice,
    "patch_header": PatchHeader,
    "patch_rows": PatchRows,
    "kill": Kill,
    "pause": Pause,
    "overlap": Overlap,
    "clock_skew": ClockSkew,
    "rollback": Rollback,
}
