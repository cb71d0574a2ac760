"""What happened around an order: the calls of the whole run, what its list calls asked and returned, other orders."""

from __future__ import annotations

from golive.judge.causes.scene.calls import CallTable
from golive.judge.causes.scene.lists import ListCall
from golive.judge.causes.scene.scene import MARK, Scene

__all__ = ["MARK", "CallTable", "ListCall", "Scene"]
