"""The code blocks of a Markdown page, with the reason why one is not run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

NOT_RUN = (
    "sets up an environment",
    "output",
    "synopsis",
    "serves until it is stopped",
    "needs a real shop",
    "a file format",
    "examples of a help text",
)
"""The reasons that `<!-- not run: REASON -->` above a block may give."""

_REASON = re.compile(r"<!-- not run: (.+) -->")
_FENCE = re.compile(r"( *)```(\w*)$")


@dataclass(frozen=True, slots=True)
class Block:
    """`line` is that of the opening fence, `above` the last line of text before it. `language` is "" where none is
    named; `reason` is "" for blocks to run."""

    page: Path
    line: int
    language: str
    text: str
    reason: str = ""
    above: str = ""
    section: str = ""

    @property
    def name(self) -> str:
        return f"{self.page.name}:{self.line}"


def blocks(page: Path) -> Iterator[Block]:
    """The fenced blocks of a page with their sections, in order. Raises ValueError for a fence that is never closed."""
    lines = iter(enumerate(page.read_text("utf-8").splitlines(), 1))
    above = section = ""
    for number, line in lines:
        if fence := _FENCE.fullmatch(line):
            content = []
            for _, inner in lines:
                if inner.strip() == "```":
                    break
                content.append(inner.removeprefix(fence[1]))
            else:
                raise ValueError(f"{page.name}:{number}: expected a closing ```")
            reason = _REASON.fullmatch(above)
            yield Block(
                page, number, fence[2], "\n".join(content) + "\n", reason[1] if reason else "", above, section
            )
        elif line.startswith("## "):
            section = line[3:]
        above = line.strip() or above


def command_lines(text: str) -> list[str]:
    """The commands of a block, one a line: comments and blank lines left out, continued lines joined."""
    joined = text.replace("\\\n", " ")
    return [
        line.strip() for line in joined.splitlines() if line.strip() and not line.lstrip().startswith("#")
    ]
