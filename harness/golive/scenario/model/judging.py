# ruff: noqa: RUF009 - the calls in the defaults declare fields, as dataclasses.field does
"""The section `judge` of a scenario: what the judge holds for right, and oracles and metrics of the user's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from golive.keys.declare import Named, Own, many, own, section, setting
from golive.keys.value_kinds import choice
from golive.record.oracles import ORACLES, FindingKind, OracleInfo
from golive.scenario.model.equality import Equality
from golive.scenario.model.metrics import METRICS, metric_of
from golive.scenario.model.thresholds import Metric

if TYPE_CHECKING:
    from golive.judge.oracles.base import Oracle


def _oracle_problem(found: object) -> str:
    from golive.judge.oracles.base import Oracle

    if isinstance(found, Oracle):
        return ""
    return f"it is {_kind_of(found)}; write ORACLE = golive.Oracle(info, check)"


def _metric_problem(found: object) -> str:
    if isinstance(found, Metric):
        return ""
    return f"it is {_kind_of(found)}; write METRIC = golive.Metric(name, measure, doc, value)"


def _kind_of(found: object) -> str:
    return f"the class {found.__name__}" if isinstance(found, type) else f"of the type {type(found).__name__}"


_ORACLE = Own("the dotted path of a golive.Oracle such as mycompany.oracles:GIFTS", _oracle_problem)
_METRIC = Own("the dotted path of a golive.Metric such as mycompany.metrics:GIFTS", _metric_problem)


PRIVATE_FIELDS = ("date_of_birth", "payment_token", "marketing_consent")
"""Fields of the personal data of an order, by their names in the facts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Privacy:
    """What is demanded of an integration for the protection of personal data."""

    never: tuple[str, ...] = many(
        "never",
        choice(*PRIVATE_FIELDS),
        "Fields of orders that must not be in any document of the ERP; `traffic.customers.personal` gives orders them.",
    )
    log: str = setting(
        "log",
        choice("unchecked", "clean"),
        "clean: the log of the integration may hold no password, token or key, and no e-mail address, phone number or"
        " street of a customer.",
        "unchecked",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Judging(Equality):
    """The section `judge`."""

    privacy: Privacy = section("privacy", Privacy, "Protection of personal data.")
    oracles: tuple[Named[Oracle], ...] = own("oracles", _ORACLE, "Oracles of your own, by dotted path.")
    metrics: tuple[Named[Metric], ...] = own("metrics", _METRIC, "Metrics of your own, by dotted path.")

    @property
    def all_oracles(self) -> tuple[OracleInfo, ...]:
        """The rows of golive and those of the user, in this order."""
        return (*ORACLES, *self.own_oracles)

    @property
    def own_oracles(self) -> tuple[OracleInfo, ...]:
        """The rows of the user's oracles."""
        return tuple(named.value.info for named in self.oracles)

    @property
    def all_metrics(self) -> Mapping[str, Metric]:
        """The metrics of golive, those of the user, and those that count the findings of the user's oracles."""
        own_metrics = {named.value.name: named.value for named in self.metrics}
        counting = {kind.metric: metric_of(kind) for kind in self._own_kinds() if kind.has_metric_of_its_own}
        return {**METRICS, **own_metrics, **counting}

    def collisions(self) -> Iterator[tuple[str, str]]:
        """Every oracle and metric that cannot be judged by: the key that names it, and the reason."""
        codes = {oracle.code for oracle in ORACLES}
        names = {kind.name for oracle in ORACLES for kind in oracle.finds}
        for oracle in self.own_oracles:
            if oracle.code in codes:
                yield "oracles", f"a second oracle with the code {oracle.code}"
            codes.add(oracle.code)
            own_names = {kind.name for kind in oracle.finds}
            for name in sorted(own_names & names):
                yield "oracles", f"a second kind of finding named {name} (oracle {oracle.code})"
            names |= own_names
        metrics = set(METRICS)
        for named in self.metrics:
            if named.value.name in metrics:
                yield "metrics", f"a second metric named {named.value.name}"
            metrics.add(named.value.name)
        for kind in self._own_kinds():
            if not kind.has_metric_of_its_own and kind.metric not in metrics:
                yield (
                    "oracles",
                    f"the kind {kind.name} with the unknown metric {kind.metric}; use findings.{kind.name}",
                )

    def _own_kinds(self) -> Iterator[FindingKind]:
        return (kind for oracle in self.own_oracles for kind in oracle.finds)
