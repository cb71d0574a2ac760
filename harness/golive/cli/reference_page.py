"""The page docs/cli.md: every command with its arguments, options and defaults, generated from the commands."""

from __future__ import annotations

from collections.abc import Iterable

import click

_INTRODUCTION = """\
# Command line

Every command has `--help`. [Exit statuses](run-folder.md) are the same for all. This page is made from the commands."""

_EXAMPLES = "<!-- not run: examples of a help text -->"


def page(group: click.Group) -> str:
    """The whole page, in Markdown. `group` is the command `golive`."""
    return "\n\n".join([_INTRODUCTION, *_parts(group, "golive", None)]) + "\n"


def _parts(command: click.Command, path: str, parent: click.Context | None) -> Iterable[str]:
    """One section per command that does something, in the order in which `--help` lists them."""
    context = click.Context(command, info_name=path, parent=parent)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            if found is not None and not found.hidden:
                yield from _parts(found, f"{path} {name}", context)
    else:
        yield _part(command, path, context)


def _part(command: click.Command, path: str, context: click.Context) -> str:
    usage = " ".join([path, *command.collect_usage_pieces(context)])
    options = [param for param in command.get_params(context) if isinstance(param, click.Option)]
    rows = [_row(option, context) for option in options if "--help" not in option.opts]
    table = "\n".join(["| option | meaning | default |", "|---|---|---|", *rows]) if rows else ""
    return "\n\n".join([f"## {path}", _code(usage), *_about(command.help or ""), *([table] if table else [])])


def _about(text: str) -> Iterable[str]:
    """The paragraphs of a help text; those that click leaves as they are (after a backspace) become code."""
    for paragraph in text.split("\n\n"):
        lines = paragraph.strip("\n").splitlines()
        if lines and lines[0].strip() == "\b":
            yield "\n".join([_EXAMPLES, "```", *(line.strip() for line in lines[1:]), "```"])
        elif lines:
            yield " ".join(" ".join(lines).split())


def _row(option: click.Option, context: click.Context) -> str:
    names = ", ".join(option.opts)
    value = "" if option.is_flag else f" {option.make_metavar(context)}"
    repeated = " May be repeated." if option.multiple else ""
    shown = option.get_default(context, call=True)
    is_shown = not (shown is None or option.is_flag or option.multiple or type(shown).__name__ == "Sentinel")
    default = f"`{shown}`" if is_shown else ""
    about = " ".join((option.help or "").split()).replace("|", "&#124;")
    return f"| {_code(names + value)} | {about}{repeated} | {default} |"


def _code(text: str) -> str:
    """Code that may stand in a table: Markdown readers differ in how they escape a bar there."""
    return f"<code>{text.replace('<', '&lt;').replace('|', '&#124;')}</code>" if "|" in text else f"`{text}`"
