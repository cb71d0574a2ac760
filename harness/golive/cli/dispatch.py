"""Exit status and at most one message from the result or exception of a command."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress

import click

from golive.cli.interrupts import Interrupted
from golive.errors import CandidateFailed, InputError
from golive.exit_status import (
    CANDIDATE_STATUS,
    HARNESS_STATUS,
    INPUT_STATUS,
    INTERRUPTED_STATUS,
    MACHINE_STATUS,
)
from golive.machine.limits import machine_words

_JOIN_S = 0.2


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
        return _fail(f"the candidate could not be run: {error}", CANDIDATE_STATUS)
    except Interrupted as error:
        return _fail(f"interrupted; {error}" if str(error) else "interrupted", INTERRUPTED_STATUS)
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
    if words := machine_words(error):
        sys.unraisablehook = _ignored  # objects that were made in part
        return _fail(words, MACHINE_STATUS)
    from rich.console import Console

    Console(stderr=True).print_exception(show_locals=False, max_frames=6, extra_lines=1)
    return _fail(
        f"golive itself failed: {type(error).__name__}: {error}; please report this with the lines above",
        HARNESS_STATUS,
    )


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


def end_without_threads(status: int) -> None:
    """End the process at once if a candidate left threads running, for which the interpreter would wait.

    Returns where there are none; then the caller ends the process.
    """
    others = [
        each for each in threading.enumerate() if each is not threading.main_thread() and not each.daemon
    ]
    for each in others:
        each.join(_JOIN_S)
    left = [each.name for each in others if each.is_alive()]
    if left:
        _fail(f"the candidate left threads running ({', '.join(left)[:200]}); ended without them", status)
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):
                stream.flush()
        os._exit(status)


def _ignored(_unraisable: object) -> None:
    pass


def _fail(message: str, status: int) -> int:
    click.echo(f"golive: {message}" if "\n" not in message else message, err=True)
    return status
