"""Exit status and at most one message from the result or exception of a command."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress

import click

from golive.cli import interrupts
from golive.errors import CandidateFailed, HarnessFailed, InputError, Interrupted, MachineLacks, NotJudged
from golive.exit_status import (
    CANDIDATE_STATUS,
    HARNESS_STATUS,
    INPUT_STATUS,
    INTERRUPTED_STATUS,
    MACHINE_STATUS,
    SIGNALLED,
)
from golive.machine.limits import machine_words


def status_of(command: Callable[[], object]) -> int:
    """Carry out a command and turn its result or its exception into an exit status, with one message."""
    try:
        result = command()
        return result if isinstance(result, int) else 0
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.UsageError as error:
        error.show()
        return INPUT_STATUS
    except InputError as error:
        return _fail(str(error), INPUT_STATUS)
    except CandidateFailed as error:
        what = "judged" if isinstance(error, NotJudged) else "run"
        return _fail(f"the candidate could not be {what}: {error}", CANDIDATE_STATUS)
    except Interrupted as error:
        said = interrupts.named(error.number)
        return _fail(f"{said}; {error}" if str(error) else said, SIGNALLED + error.number)
    except (KeyboardInterrupt, click.Abort):
        return _fail("interrupted", INTERRUPTED_STATUS)
    except SystemExit as ended:
        if isinstance(ended.__context__, BrokenPipeError):  # as in `golive scenarios | head`
            return INTERRUPTED_STATUS
        return ended.code if isinstance(ended.code, int) else 0 if ended.code is None else HARNESS_STATUS
    except Exception as error:
        return _failed(error)


def _failed(error: Exception) -> int:
    """The status and the message of what is neither wrong input nor the candidate: the machine, or golive itself."""
    if words := str(error) if isinstance(error, MachineLacks) else machine_words(error):
        sys.unraisablehook = _ignored  # objects that were made in part
        return _fail(words, MACHINE_STATUS)
    if isinstance(error, HarnessFailed):
        click.echo(error.trace, err=True, nl=False)
        what = str(error)
    else:
        from rich.console import Console

        Console(stderr=True).print_exception(show_locals=False, max_frames=6, extra_lines=1)
        what = f"{type(error).__name__}: {error}"
    return _fail(f"golive itself failed: {what}; please report this with the lines above", HARNESS_STATUS)


def flushed(status: int) -> int:
    """Write out standard output, and return the status: MACHINE_STATUS where it cannot be written, as on a full disk.

    A reader that has left, as `head` does, changes nothing.
    """
    try:
        sys.stdout.flush()
    except OSError as error:
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError) and status != MACHINE_STATUS:
            error.filename = "standard output"
            return _fail(machine_words(error) or f"standard output: {error.strerror}", MACHINE_STATUS)
    except ValueError:  # it is closed
        pass
    return status


def _ignored(_unraisable: object) -> None:
    pass


def _fail(message: str, status: int) -> int:
    click.echo(f"golive: {message}" if "\n" not in message else message, err=True)
    return status
