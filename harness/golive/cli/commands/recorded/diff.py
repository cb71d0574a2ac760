"""`golive diff`: where two runs part."""

from __future__ import annotations

import click

from golive.cli import options
from golive.cli.output import console, print_json, reader_may_leave
from golive.exit_status import BROKEN_STATUS, HELD_STATUS


@click.command()
@options.run("one_named")
@options.run("other_named")
@options.form
def diff(one_named: str, other_named: str, form: str) -> int:
    """Where two runs part: settings, verdicts, the first order treated differently, the first fact that differs.

    Each RUN is a run folder or its name under runs/. Times and document numbers do not make a treatment different;
    they do make facts different. Exit status: 0 where both recorded the same facts, else 1.
    """
    import golive_reports as reports
    from golive.record import folder
    from golive.replay.comparison import compare

    one, other = folder.find(one_named), folder.find(other_named)
    found = compare(one, other)
    if form == "json":
        print_json(found.as_json())
    else:
        names = (one.name, other.name) if one.name != other.name else (str(one), str(other))
        with reader_may_leave():
            reports.print_difference(found, console(), reports.Wall.of(folder.read_run(one)), names)
    return HELD_STATUS if found.is_equal else BROKEN_STATUS
