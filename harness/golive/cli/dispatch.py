"""Exit status and at most one message from the result or exception of a command."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress

import click

from golive.errors import CandidateFailed, HarnessFailed, InputError, Interrupted, NotJudged
from golive.exit_status import CANDIDATE_STATUS, HARNESS_STATUS, INPUT_STATUS, INTERRUPTED_STATUS, SIGNALLED

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
    except NotJudged as error:
        return _fail(f"the candidate could not be judged: {error}", CANDIDATE_STATUS)
    except CandidateFailed as error:
        return _fail(f"the candidate could not be run: {error}", CANDIDATE_STATUS)
    except Interrupted as error:
        said = "interrupted" if error.number == signal.SIGINT else f"ended by {signal.Signals(error.number).name}"
        return _fail(f"{said}; {error}" if str(error) else said, SIGNALLED + error.number)
    except (KeyboardInterrupt, click.Abort):
        return _fail("interrupted", INTERRUPTED_STATUS)
    except SystemExit as ended:
        if isinstance(ended.__context__, BrokenPipeError):  # as in `golive scenarios | head`
            return INTERRUPTED_STATUS
        return ended.code if isinstance(ended.code, int) else 0 if ended.code is None else HARNESS_STATUS
    except HarnessFailed as error:
        click.echo(error.trace, err=True, nl=False)
        return _broken(str(error))
    except Exception as error:
        from rich.console import Console

        Console(stderr=True).print_exception(show_locals=False, max_frames=6, extra_lines=1)
        return _broken(f"{type(error).__name__}: {error}")


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


def _broken(what: str) -> int:
    return _fail(f"golive itself failed: {what}; please report this with the lines above", HARNESS_STATUS)


def _fail(message: str, status: int) -> int:
    click.echo(f"golive: {message}" if "\n" not in message else message, err=True)
    return status
