"""The page docs/selftest.md: how golive is tested with known defects, and the table of them."""

from __future__ import annotations

from collections.abc import Iterator

from golive.zoo.table import DEFECTS, FAMILIES, NOT_PLAYED
from golive.zoo.trials.correct import CORRECT, LEFT_OUT

_START = """\
# Self-test

`golive selftest` measures the judge. It plants known defects of real integrations into the reference, one at a time,
plays the bundled scenario that reveals each, and tells which of them the judge catches and whether it names the right
cause. The unchanged reference plays the same scenarios: any finding against it is a false alarm.

<!-- not run: synopsis -->
```sh
golive selftest                              # every defect in its own scenario
golive selftest --defect DUP-01              # one of them
golive selftest ./our-peak.yaml calm         # which defects these scenarios could not have caught
golive selftest --correct all --no-defects   # false alarms: correct integrations in every scenario
golive selftest --candidate our.yaml         # an integration that should be correct, in every scenario
golive scenarios --reveals timeout           # the scenarios that reveal defects about a word
```

A terminal shows the progress. Ctrl-C ends the runs and says how many were played. `--json` prints every row. The exit
status is 1 when a defect is missed, a cause is wrong, or a correct integration is accused, 3 for wrong input, else 0.

## Your scenarios

With one or more scenarios, bundled names or paths, every defect is played in each of them. A defect counts as caught
where its run has a finding that the unchanged reference does not have in the same scenario, or is broken where that is
not. For each that is missed, the bundled scenario that catches it is named. Defects are played in the design that the
table gives: a defect of a poller shows only where orders are read instead of sent as events
(`shop.events.delivery: poll`). `--defect` plays fewer.

## Your integration

`--candidate` takes what `golive run --candidate` takes, if it runs on the virtual clock, and plays it in every bundled
scenario, in those named, or in those of `--defect`. Each scenario that accuses it is listed with the kinds and causes
of the findings, and the defects that look like that."""

_CORRECT = """\
## Correct integrations

`--correct NAME`, or `all`, plays integrations that are right in every bundled scenario that they can play, or in those
named. None may be accused, which is a broken run or a finding for which the integration is at fault. What a scenario
lacks for one is set: a channel of the ERP, and budgets of two hours for those that do not send at once.

| integration | design |
|---|---|"""

_LEFT_OUT = """
These pairs are not played:

| scenario | integrations | reason |
|---|---|---|"""

_DEFECTS = """
## The defects

A cause is right where an engineer who follows it arrives at the defect. `reference` is the design in which it is
played: with events, or polling."""

_HEAD = """
### {family}

| defect | what is wrong | what is seen | scenario | reference | right causes |
|---|---|---|---|---|---|"""

_MISSING = """
## Not played

| defects | what is missing |
|---|---|"""


def page() -> str:
    """The whole page, as Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield _START + "\n\n" + _CORRECT
    for each in CORRECT.values():
        yield f"| `{each.name}` | {each.about} |"
    yield _LEFT_OUT
    for (scenario, reason), names in _left_out().items():
        yield f"| `{scenario}` | {', '.join(names)} | {reason} |"
    yield f"{_DEFECTS} {len(DEFECTS)} can be played."
    for family, defects in FAMILIES.items():
        yield _HEAD.format(family=family)
        for defect in defects:
            causes = ", ".join(f"`{cause}`" for cause in defect.causes)
            cells = (
                defect.code,
                defect.title,
                defect.seen,
                f"`{defect.scenario}`",
                defect.reads_by,
                causes,
            )
            yield f"| {' | '.join(cells)} |"
    if NOT_PLAYED:
        yield _MISSING
    missing: dict[str, list[str]] = {}
    for code, why in NOT_PLAYED.items():
        missing.setdefault(why, []).append(code)
    for why, codes in missing.items():
        yield f"| {', '.join(codes)} | {why} |"


def _left_out() -> dict[tuple[str, str], list[str]]:
    """Scenario and reason to the integrations."""
    found: dict[tuple[str, str], list[str]] = {}
    for (name, scenario), reason in LEFT_OUT.items():
        found.setdefault((scenario, reason), []).append(name)
    return found
