"""A system refused every call for its credentials."""

from __future__ import annotations

from golive.judge.causes.silence.stopped import Stopped
from golive.judge.causes.standstill.credentials_expired import refused_credentials
from golive.record.run import Cause


def refused_login(stopped: Stopped) -> Cause | None:
    """Fits where attempts failed and a system refused all calls for at least half of the silence."""
    prefix, _, system = stopped.duty.partition(" ")
    systems = (system,) if prefix == "credentials" else ("erp", "shop")
    for each in stopped.scene.expired if stopped.failures else ():
        if each.system in systems and stopped.covers(each.from_ms, each.until_ms):
            return refused_credentials(each, stopped.clock)
    return None
