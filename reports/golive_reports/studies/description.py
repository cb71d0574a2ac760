"""A description of an ERP and a candidate, in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from golive.record.studies.description import (
    CANDIDATE,
    ERP,
    DescribedRun,
    DescribedSection,
    Description,
    Statement,
)
from golive_reports.batch.markdown import code, plain


def description_markdown(description: Description) -> str:
    """Return the document."""
    return "\n".join(_lines(description)) + "\n"


def _lines(description: Description) -> Iterator[str]:
    yield f"# The ERP and {plain(description.candidate, 100)}, as finished runs show them"
    yield ""
    yield (
        "Every statement was counted in the runs below. In brackets: the number of cases, and the first facts as "
        f"RUN:FACT, lines of `ledger.jsonl`. Made again by {code(description.command)}."
    )
    yield from _runs(description.runs)
    for about, title in ((ERP, "What this ERP does"), (CANDIDATE, "What this candidate assumes")):
        yield f"\n## {title}"
        for section in description.sections:
            if section.about == about:
                yield from _section(section)
    yield "\n## Not seen in these runs\n"
    yield from (f"- {_text(each)}" for each in description.unseen)
    if not description.unseen:
        yield "Nothing that a section looks for was missing."


def _runs(runs: Iterable[DescribedRun]) -> Iterator[str]:
    yield "\n| Run | Folder | Scenario | Seed | ERP | Hours | Facts | Verdict |"
    yield "|---|---|---|---|---|---|---|---|"
    for number, each in enumerate(runs, 1):
        cells = (plain(each.name, 100), plain(each.scenario, 100), str(each.seed), plain(each.erp, 100))
        yield f"| {number} | {' | '.join(cells)} | {each.hours:,.1f} | {each.facts:,} | {each.verdict} |"


def _section(section: DescribedSection) -> Iterator[str]:
    yield f"\n### {section.title}\n"
    yield from (f"- {_text(each.text)} ({_basis(each)})" for each in section.statements)


def _basis(statement: Statement) -> str:
    facts = f"; facts {', '.join(statement.facts)}" if statement.facts else ""
    return f"{plain(statement.count)}{facts}"


def _text(text: str) -> str:
    """Text in which names between backquotes stay code, and all else is plain."""
    parts = text.split("`")
    return "".join(code(part) if at % 2 else plain(part) for at, part in enumerate(parts))
