"""`golive describe`: what finished runs show about the ERP and the candidate, as one document."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from golive.cli.completion import runs
from golive.cli.output import reader_may_leave


@click.command()
@click.argument("named", metavar="RUN...", nargs=-1, required=True, shell_complete=runs)
@click.option("--out", metavar="FILE", help="The file; without it, standard output.")
def describe(named: tuple[str, ...], out: str | None) -> int:
    """Write what RUNs show as Markdown: what the ERP does, what the candidate assumes, and what was not seen.

    RUN is a run folder or its name under runs/; all runs are of one candidate. The same runs give the same bytes.
    """
    import golive_reports as reports
    from golive.describing.describe import describe as described
    from golive.record import files, folder

    path = None if out is None else folder.file_in_a_folder(Path(out), "--out")
    command = shlex.join(["golive", "describe", *named])
    text = reports.description_markdown(described([folder.find(each) for each in named], command))
    if path is None:
        with reader_may_leave():
            click.echo(text, nl=False)
    else:
        with files.replacing(path) as file:
            file.write(text.encode())
    return 0
