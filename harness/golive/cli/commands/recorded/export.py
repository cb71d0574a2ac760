"""`golive export`: a run as data for other tools."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from golive.cli import options
from golive.cli.output import reader_may_leave

if TYPE_CHECKING:
    from collections.abc import Iterable

OTLP_JSON = "otlp-json"


@click.command()
@options.run("run_named")
@click.option(
    "--format",
    "form",
    type=click.Choice([OTLP_JSON]),
    default=OTLP_JSON,
    show_default=True,
    help="OpenTelemetry traces as JSON, one message a line.",
)
@click.option("--out", metavar="FILE", help="The file; without it and without --endpoint, standard output.")
@click.option(
    "--endpoint", metavar="URL", help="Send to an OTLP/HTTP receiver, such as http://127.0.0.1:4318, as JSON."
)
@click.option("--allow-remote", is_flag=True, help="With --endpoint: send to another machine as well.")
def export(run_named: str, form: str, out: str | None, endpoint: str | None, allow_remote: bool) -> int:
    """Write RUN as OpenTelemetry traces: one for each order, and one for the run.

    RUN is a run folder or its name under runs/. The same run gives the same bytes. It needs the extra `otel`.
    """
    if allow_remote and endpoint is None:
        raise options.without_effect("--allow-remote", "nothing is sent; add --endpoint")
    from golive.record import folder
    from golive.tracing import sending
    from golive.tracing.export import Traces

    url = None if endpoint is None else sending.address(endpoint, is_elsewhere_allowed=allow_remote)
    traces = Traces(folder.find(run_named))
    try:
        from golive.tracing import otlp
    except ModuleNotFoundError as missing:
        raise sending.ExportProblem(
            f"--format {form}: expected the package opentelemetry-proto-json, it is not installed; "
            "install the extra, as in: python3 -m pip install 'golive[otel]'"
        ) from missing
    if out is not None:
        _write(Path(out), otlp.messages(traces))
    if url is not None:
        sent = sending.send(url, otlp.messages(traces))
        click.echo(f"{sent:,} spans sent to {url}")
    if out is None and url is None:
        with reader_may_leave():
            for _, message in otlp.messages(traces):
                click.echo(message)
    return 0


def _write(path: Path, messages: Iterable[tuple[int, bytes]]) -> None:
    """Write one message a line, whole or not at all. Raises FolderProblem where the file cannot be made."""
    from golive.record import files, folder

    with files.replacing(folder.file_in_a_folder(path, "--out")) as file:
        for _, message in messages:
            file.write(message + b"\n")
