"""Printing to a console, in ASCII where its encoding requires that."""

from __future__ import annotations

from rich.console import Console, Group, RenderableType
from rich.text import Text

from golive_reports.words.verdicts import ASCII_SIGNS, LOOKS, SIGNS

_ASCII = str.maketrans(
    {
        **{look.block: look.ascii for look in LOOKS.values()},
        **{sign: ASCII_SIGNS[verdict] for verdict, sign in SIGNS.items()},
        "×": "x",
        "·": "|",
        "–": "-",
        "…": "~",
        "“": '"',
        "”": '"',
    }
)


def print_to(console: Console, *parts: RenderableType, soft_wrap: bool = False) -> None:
    """Print the parts, in ASCII where the console's encoding is not one of Unicode's.

    `soft_wrap` leaves the breaking of long lines to the terminal: a line stays one line in a file. Where the output is
    not a terminal, no line ends with blanks.
    """
    if console.is_terminal and not console.options.ascii_only:
        console.print(Group(*parts), soft_wrap=soft_wrap, crop=False)
        return
    with console.capture() as captured:
        console.print(Group(*parts), soft_wrap=soft_wrap, crop=False)
    text = captured.get()
    if console.options.ascii_only:
        text = text.translate(_ASCII).encode("ascii", "replace").decode()
    if not console.is_terminal:
        text = "".join(f"{line.rstrip()}\n" for line in text.splitlines())
    console.file.write(text)


def entries(*rows: tuple[str, str, str]) -> list[Text]:
    """Return rows of name, value and style of the value, the values in one column.

    A value is never wrapped: it is a path or a command, which people copy.
    """
    width = max((len(name) for name, _, _ in rows), default=0)
    return [unbroken((f"{name:<{width}}", "bold"), "  ", (value, style)) for name, value, style in rows]


def unbroken(*parts: str | tuple[str, str]) -> Text:
    """Return a line that exceeds the width of the console rather than being wrapped."""
    return Text.assemble(*parts, no_wrap=True, overflow="ignore")
