"""Two clocks, one world: nothing outside this package knows which one it runs on."""

from golive.sim.live import LiveClock
from golive.sim.loop import CandidateSpins, Clock, Environment
from golive.sim.virtual import VirtualClock

__all__ = ["CandidateSpins", "Clock", "Environment", "LiveClock", "VirtualClock"]
