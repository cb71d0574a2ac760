"""A command line in a forked child: with limits of its own, and without the start of an interpreter."""

from __future__ import annotations

import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import golive.isolation.playing
import golive.isolation.supervision
import golive.judge.chart_series
import golive.judge.scorecard
import golive.runner
import golive.sweep.earlier.past_runs
import golive_reports.run.html
import golive_reports.run.junit
import golive_reports.run.story  # noqa: F401  (children import nothing of these)
from golive.cli.main import main

LONGEST_S = 60


class Said(NamedTuple):
    status: int
    text: str


def limited(kind: int, amount: int) -> Callable[[], None]:
    """Sets a limit of the process, such as RLIMIT_FSIZE in bytes."""

    def prepare() -> None:
        resource.setrlimit(kind, (amount, resource.getrlimit(kind)[1]))

    return prepare


def nothing() -> None:
    """Sets no limit."""


def golive(words: Sequence[str], folder: Path, prepare: Callable[[], None] = nothing) -> Said:
    """The exit status and all output of `golive WORDS` in a folder. A child that takes too long is killed."""
    sys.stdout.flush()
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        _carry_out(words, folder, writer, prepare)
    os.close(writer)
    with os.fdopen(reader, "rb") as output:
        text = output.read().decode("utf-8", "replace")
    return Said(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), text)


def _carry_out(words: Sequence[str], folder: Path, output: int, prepare: Callable[[], None]) -> None:
    status = 99
    try:
        os.dup2(output, 1)
        os.dup2(output, 2)
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        signal.alarm(LONGEST_S)
        os.environ["COLUMNS"] = "200"
        os.chdir(folder)
        sys.dont_write_bytecode = True  # a limit on the size of files would leave halves of modules
        prepare()
        main([*words])
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else 98
    except BaseException:
        traceback.print_exc()
    finally:
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(status)
