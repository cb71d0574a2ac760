"""Private idioms in the prose of the project: words that a reader from outside stumbles over.

`python -m tests.words [paths]` lists them as `file:line: idiom`, by default in every tracked text; `--names` adds
identifiers. What counts:

- a word of `WORDS`, unless it is a part of a name (`nobody-approves`, `house.py`, `house_rules`) or of a set phrase
  (`house number`);
- "who" that follows no noun for a person (`PERSONS`, also with a place: "customers of the shop who") and asks no
  question ("it says who did it", "what was sold, who bought it"): "a caller that retries", not "who retries".

What is quoted is exempt: in Markdown what stands in double quotes or is a block quote, everywhere what stands in
backticks or typographic quotes. Of Python the strings and the comments are read.
"""

from __future__ import annotations

import argparse
import io
import re
import subprocess
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent

WORDS = {
    "whoever": "whoever",
    "nobody": "nobody",
    "somebody": "somebody",
    "house": "houses?",
    "habit": "habits?",
    "temperament": "temperaments?",
    "befall": "befalls?|befell|befallen|befalling",
    "without a word": r"without\s+a\s+word",
}
_WORDS = {
    name: re.compile(rf"(?<![\w/-])(?<!\w\.)(?:{words})(?![\w/-]|\.\w|\s+numbers?\b)", re.IGNORECASE)
    for name, words in WORDS.items()
}


_PLAIN = "|".join(words for words in WORDS.values() if "\\" not in words)
_PERHAPS = re.compile(
    rf"(?<![A-Za-z])(?i:{_PLAIN}|who(?![a-z])|without[\s#]+a[\s#]+word)"
    rf"|{'|'.join(word.capitalize() for word in _PLAIN.split('|'))}|(?<=[a-z])(?:{_PLAIN.upper()})"
)
"""What every text with an idiom has, in prose or in a name, and few others: the others need not be taken apart."""


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


PERSONS = _listed("""
    accountant administrator adult agent anybody anyone applicant architect attacker author bookkeeper boss
    buyer cashier child clerk colleague consultant consumer contributor controller customer dealer designer
    developer driver employee engineer everybody everyone expert friend guest human individual integrator
    kid maintainer man manager member merchant newcomer observer officer one operator owner packer partner
    passenger patient payer person picker player programmer reader recipient reviewer seller shopper someone
    specialist staff stranger student supplier teacher team tester user vendor visitor volunteer woman
    worker writer
""") | {"children", "men", "people", "persons", "those", "women"}
"""Nouns, singular, for which "who" is right; `-s` is added for the plural."""

ASKING = _listed("""
    about and ask asked asks by check checks decide decided decides depends determine determines explain
    explains find forget forgets found from know known knows learn learns matter matters name names of on or
    out question record records remember remembers report reports say says said see sees seen show shows
    tell tells to told whether with wonder wonders
""")
"""Words after which "who" begins a question within the sentence: "it says who did it"."""

_WHO = re.compile(r"(?<![\w/-])who(?![\w/-]|\.\w|'s\b)", re.IGNORECASE)
_LAST_WORD = re.compile(r"([A-Za-z]+)(,?)\s*$")
_PERSON_AND_PLACE = re.compile(r"([A-Za-z]+)\s+(?:at|behind|from|in|of|on|with)\s+(?:\w+\s+){0,2}\w+,?\s*$")
_SENTENCE_END = re.compile(r"[.;:!?](?=\s|$)|\n\s*\n")
_OTHER_QUESTION = re.compile(r"\b(?:how|what|when|where|which|why)\b[^.;:!?|]*,\s*$", re.IGNORECASE)
_NO_CLAUSE = re.compile(r"who\s*(?:[,|}?/]|$|and\b|or\b)", re.IGNORECASE)


def idioms(text: str) -> list[str]:
    """The idioms in a piece of plain prose, in the order in which they stand there."""
    return [idiom for _, idiom in found(text)]


def found(text: str) -> list[tuple[int, str]]:
    """The same with the place of each: (offset, idiom)."""
    hits = [(hit.start(), name) for name, words in _WORDS.items() for hit in words.finditer(text)]
    hits += [(hit.start(), "who") for hit in _WHO.finditer(text) if not _is_a_person(text, hit.start())]
    return sorted(hits)


def _is_a_person(text: str, at: int) -> bool:
    """Whether the "who" at the offset follows a noun for a person, or asks."""
    end = _SENTENCE_END.search(text, at)
    if _NO_CLAUSE.match(text, at) or (end is not None and end[0] == "?"):
        return True
    before = text[max(0, at - 100) : at]
    if _OTHER_QUESTION.search(before):
        return True
    last = _LAST_WORD.search(before)
    if last is None:
        return False
    if _names_a_person(last[1]) or (not last[2] and last[1].lower() in ASKING):
        return True
    further = _PERSON_AND_PLACE.search(before)
    return further is not None and _names_a_person(further[1])


def _names_a_person(word: str) -> bool:
    word = word.lower()
    return word in PERSONS or word.removesuffix("s") in PERSONS


# -- from files to prose -------------------------------------------------------------------------------------

_CODE = r"`[^`\n]+`"
_TYPOGRAPHIC = r"[\u201c\u201e\u00ab][^\u201d\u00bb\n]{1,300}[\u201d\u201c\u00bb]"
_QUOTED = re.compile(rf"{_CODE}|{_TYPOGRAPHIC}")
_QUOTED_IN_PROSE = re.compile(rf'{_CODE}|{_TYPOGRAPHIC}|"[^"\n]{{1,300}}"|^\s*>.*$', re.MULTILINE)


def _blank(hit: re.Match[str]) -> str:
    """A quotation becomes as long a word that means nothing."""
    return re.sub(r"\S", "x", hit[0])


def prose(name: str, text: str) -> str:
    """What of a file is prose, line by line and column by column where it was; the rest is blank."""
    if name.endswith(".py"):
        return _QUOTED_IN_PROSE.sub(_blank, _of_python(text))
    return (_QUOTED_IN_PROSE if name.endswith((".md", ".txt")) else _QUOTED).sub(_blank, text)


def _of_python(text: str) -> str:
    """Strings and comments where they stand; all else is blank."""
    lines = [list(re.sub(r"\S", " ", line)) for line in text.splitlines(keepends=True)]
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type in (tokenize.STRING, tokenize.COMMENT, *_F_STRING_PARTS):
            row, column = token.start
            for number, piece in enumerate(_content(token.string).splitlines()):
                start = 0 if number else column
                lines[row - 1 + number][start : start + len(piece)] = piece
    return "".join("".join(line) for line in lines)


def _content(literal: str) -> str:
    """A comment without its #; a string with ";" for its quotes and blanks for what an f-string fills in.

    The key of the actor in a fact is left out.
    """
    if literal.startswith("#"):
        return " " + literal[1:]
    edge = re.match(r"""([A-Za-z]*)('''|\"""|'|")""", literal)
    if edge is None:
        return literal
    prefix, quote = edge[1], edge[2]
    inside = literal[len(edge[0]) : -len(quote)]
    if inside == "who":  # the key of the actor in a fact
        return " " * len(literal)
    if "f" in prefix.lower():
        inside = re.sub(r"\{[^{}\n]*\}", _blank, inside)
    quotes = ";" * len(quote)
    return " " * len(prefix) + quotes + inside + quotes


_F_STRING_PARTS = tuple(
    getattr(tokenize, name) for name in ("FSTRING_MIDDLE", "TSTRING_MIDDLE") if hasattr(tokenize, name)
)

_NAME_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def names(text: str) -> list[tuple[int, str]]:
    """(line, identifier) for each identifier of a Python text that has an idiom as one of its words, once each."""
    single = re.compile(_PLAIN)
    hits: dict[str, int] = {}
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.NAME and token.string not in hits:
            words = [word.lower() for word in _NAME_WORD.findall(token.string)]
            if any(single.fullmatch(word) for word in words):
                hits[token.string] = token.start[0]
    return [(line, name) for name, line in hits.items()]


SKIPPED = (
    "schemas/fact.json",  # made from keys of the files
    "schemas/scenario.json",
    ".png",
    ".ico",
    ".woff2",
    ".gz",
    ".zip",
    ".jsonl",
    "LICENSE",
    "tests/words.py",
    "tests/test_words.py",
)


def tracked(paths: list[str]) -> Iterator[Path]:
    """Files under version control, or below the paths given, that hold text."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--", *paths], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in listed.stdout.split("\0"):
        path = ROOT / name
        if name and not name.endswith(SKIPPED) and path.is_file() and not path.is_symlink():
            yield path


def listing(path: Path, with_names: bool = False) -> list[tuple[int, str]]:
    """(line, idiom) of one file."""
    text = path.read_text("utf-8", errors="replace")
    if not _PERHAPS.search(text):
        return []
    prosaic = prose(path.name, text)
    lines = [(prosaic.count("\n", 0, at) + 1, idiom) for at, idiom in found(prosaic)]
    if with_names and path.suffix == ".py":
        lines += [(line, f"name {name}") for line, name in names(text)]
    return sorted(lines)


def main(arguments: list[str]) -> int:
    """Prints what there is; status 1 when there is something."""
    parser = argparse.ArgumentParser(prog="python -m tests.words", description="Lists private idioms.")
    parser.add_argument("paths", nargs="*", help="files or folders (default: the whole repository)")
    parser.add_argument("--names", action="store_true", help="identifiers of Python, too")
    chosen = parser.parse_args(arguments)
    status = 0
    for path in tracked([str(Path(each).resolve()) for each in chosen.paths]):
        for line, idiom in listing(path, chosen.names):
            sys.stdout.write(f"{path.relative_to(ROOT)}:{line}: {idiom}\n")
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
