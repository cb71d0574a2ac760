"""The two clocks. No code outside this package depends on which of them it runs."""

from golive.sim.live import AUTO, LiveClock
from golive.sim.loop import CandidateSpins, Clock, Environment
from golive.sim.virtual import VirtualClock

__all__ = ["AUTO", "CandidateSpins", "Clock", "Environment", "LiveClock", "VirtualClock"]
