"""Printing to a console, in ASCII where its encoding needs that."""

from __future__ import annotations

from rich.console import Console, RenderableType

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

    `soft_wrap` leaves the breaking of long lines to the terminal: a line stays one line in a file.
    """
    if not console.options.ascii_only:
        console.print(*parts, sep="\n", soft_wrap=soft_wrap)
        return
    with console.capture() as captured:
        console.print(*parts, sep="\n", soft_wrap=soft_wrap)
    console.file.write(captured.get().translate(_ASCII).encode("ascii", "replace").decode())
