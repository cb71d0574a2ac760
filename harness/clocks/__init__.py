"""Two clocks, one world: nothing outside this package knows which one it runs on."""

from harness.clocks.live import LiveClock
from harness.clocks.loop import CandidateSpins, Clock, Environment
from harness.clocks.virtual import VirtualClock

__all__ = ["CandidateSpins", "Clock", "Environment", "LiveClock", "VirtualClock"]
