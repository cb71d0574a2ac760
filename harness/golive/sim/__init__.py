"""The two clocks. No code outside this package depends on which of them it runs."""

from golive.sim.live import LiveClock
from golive.sim.loop import CandidateSpins, Clock, Environment
from golive.sim.system_clock import SystemClock
from golive.sim.virtual import VirtualClock

__all__ = ["CandidateSpins", "Clock", "Environment", "LiveClock", "SystemClock", "VirtualClock"]
