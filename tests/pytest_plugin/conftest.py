"""The plugin's own fixture `golive` in place of the one of tests/conftest.py."""

from __future__ import annotations

from golive.pytest_plugin.plugin import golive

__all__ = ["golive"]
