"""Writes names.json: the names of shell completion. A test keeps the file equal to the code."""

from __future__ import annotations

import json
from collections.abc import Mapping

from fake_erp.dialects.registry import DIALECTS, about
from fake_erp.quirks import QUIRKS
from fake_erp.rules import RULES
from fake_magento.events.typed_events import EVENT_TYPES, VERSIONS
from golive.candidates.registry import bundled as bundled_candidates
from golive.chaos.faults import FAULTS
from golive.cli.completion import NAMES
from golive.record.schemas import FILES
from golive.scenario.loading.loader import names as scenarios
from golive.scenario.loading.profiles import bundled
from golive.wire.operations import BY_SEAM, patterns


def text() -> str:
    """The whole file: names with descriptions, by category."""
    operations = sorted({pattern for known in BY_SEAM.values() for pattern in patterns(known)})
    found: dict[str, dict[str, str]] = {
        "scenarios": dict(scenarios()),
        "candidates": bundled_candidates(),
        "faults": _first_lines(FAULTS),
        "profiles": {profile.name: profile.about for profile in bundled()},
        "dialects": {name: about(name).product for name in DIALECTS},
        "rules": _first_lines(RULES),
        "quirks": _first_lines(QUIRKS),
        "operations": dict.fromkeys(operations, ""),
        "events": {name: each.about for name, each in EVENT_TYPES.items()},
        "event_versions": {str(version): "" for version in VERSIONS},
        "schemas": {name: about for name, (_, about) in FILES.items()},
    }
    return json.dumps(found, indent=1, ensure_ascii=False) + "\n"


def _first_lines(registry: Mapping[str, type[object]]) -> dict[str, str]:
    return {name: (each.__doc__ or "").strip().partition("\n")[0] for name, each in registry.items()}


if __name__ == "__main__":
    NAMES.write_text(text(), "utf-8")
