"""A description of an ERP and a candidate: statements, each with what it rests on. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass

ERP, CANDIDATE = "erp", "candidate"
"""What a section describes."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence about what was seen.

    `count` is the number of cases, in words; `facts` are the first of them as `RUN:FACT`, counted from 1.
    """

    text: str
    count: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DescribedSection:
    """The statements of one subject, never empty."""

    title: str
    about: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class DescribedRun:
    """A run that the description rests on. `erp` is its profile or dialect, `hours` its length."""

    name: str
    scenario: str
    seed: int
    erp: str
    hours: float
    facts: int
    verdict: str


@dataclass(frozen=True, slots=True)
class Description:
    """What the runs of one candidate show. `unseen` are the sentences about what none of them had."""

    candidate: str
    command: str
    runs: tuple[DescribedRun, ...]
    sections: tuple[DescribedSection, ...]
    unseen: tuple[str, ...]
