"""Candidates that change their process and golive's modules. The run is judged as if they had not."""

from __future__ import annotations

import asyncio
import builtins
import decimal
import faulthandler
import gc
import locale
import logging
import os
import random
import signal
import sys
import threading
import time
import warnings
from pathlib import Path
from typing import Any

from golive.candidates.kit import Kit
from tests.hostile.case import HEALTH, JUDGED, Case
from tests.hostile.leaving import idle


async def changes_the_folder(kit: Kit) -> None:
    os.chdir("/")
    await idle(kit)


async def removes_its_folder(kit: Kit) -> None:
    Path("gone").mkdir()
    os.chdir("gone")
    Path("../gone").rmdir()
    await idle(kit)


async def masks_all_modes(kit: Kit) -> None:
    os.umask(0o777)
    await idle(kit)


async def changes_the_locale(kit: Kit) -> None:
    locale.setlocale(locale.LC_ALL, "C")
    os.environ["LANG"] = os.environ["LC_ALL"] = "tr_TR.UTF-8"
    await idle(kit)


async def changes_the_zone(kit: Kit) -> None:
    os.environ["TZ"] = "Pacific/Chatham"
    time.tzset()
    await idle(kit)


async def clears_the_environment(kit: Kit) -> None:
    os.environ.clear()
    await idle(kit)


async def ignores_signals(kit: Kit) -> None:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD, signal.SIGPIPE):
        signal.signal(number, signal.SIG_IGN)
    await idle(kit)


async def handles_signals(kit: Kit) -> None:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD):
        signal.signal(number, lambda *_: os._exit(0))
    await idle(kit)


async def wants_a_wakeup(kit: Kit) -> None:
    signal.set_wakeup_fd(-1)
    await idle(kit)


async def seeds_chance(kit: Kit) -> None:
    random.seed(0)
    await idle(kit)


async def allows_no_recursion(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    sys.setrecursionlimit(60)
    await idle(kit)


async def traces_all(kit: Kit) -> None:
    sys.settrace(lambda *_: None)
    sys.setprofile(lambda *_: None)
    threading.settrace(lambda *_: None)
    await idle(kit)


async def traces_and_fails(kit: Kit) -> None:
    def fails(*_: Any) -> None:
        raise ValueError("of the trace")

    await kit.erp.get(HEALTH)
    sys.settrace(fails)
    await idle(kit)


async def collects_all_the_time(kit: Kit) -> None:
    gc.enable()
    gc.set_threshold(5)
    await idle(kit)


async def makes_errors_of_warnings(kit: Kit) -> None:
    warnings.simplefilter("error")
    await idle(kit)


async def reckons_with_two_digits(kit: Kit) -> None:
    decimal.getcontext().prec = 2
    await idle(kit)


async def forgets_modules(kit: Kit) -> None:
    for name in [name for name in sys.modules if name.startswith("tests.")]:
        del sys.modules[name]
    sys.path.clear()
    await idle(kit)


async def replaces_print(kit: Kit) -> None:
    setattr(builtins, "print", None)  # noqa: B010
    await idle(kit)


async def has_no_streams(kit: Kit) -> None:
    sys.stdout = sys.stderr = None  # type: ignore[assignment]
    await idle(kit)


async def closes_the_streams(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    sys.stdout.close()
    sys.stderr.close()
    await idle(kit)


async def disables_logging(kit: Kit) -> None:
    logging.disable()
    logging.shutdown()
    await idle(kit)


async def disables_the_fault_handler(kit: Kit) -> None:
    faulthandler.disable()
    await idle(kit)


async def wants_small_stacks(kit: Kit) -> None:
    threading.stack_size(32_768)
    sys.setswitchinterval(10)
    await idle(kit)


async def lowers_its_priority(kit: Kit) -> None:
    os.nice(5)
    await idle(kit)


async def changes_the_policy(kit: Kit) -> None:
    asyncio.set_event_loop_policy(None)
    await idle(kit)


async def leaves_its_session(kit: Kit) -> None:
    if os.getpid() != os.getsid(0):
        os.setsid()
    await idle(kit)


async def catches_what_is_not_caught(kit: Kit) -> None:
    sys.excepthook = threading.excepthook = lambda *_: os._exit(0)  # type: ignore[assignment,misc]
    await kit.erp.get(HEALTH)
    raise ValueError("not caught")


CASES = [
    *(
        Case(integrate, JUDGED)
        for integrate in (
            changes_the_folder,
            removes_its_folder,
            masks_all_modes,
            changes_the_locale,
            changes_the_zone,
            clears_the_environment,
            ignores_signals,
            handles_signals,
            wants_a_wakeup,
            seeds_chance,
            traces_all,
            collects_all_the_time,
            makes_errors_of_warnings,
            reckons_with_two_digits,
            forgets_modules,
            replaces_print,
            has_no_streams,
            closes_the_streams,
            disables_logging,
            disables_the_fault_handler,
            wants_small_stacks,
            lowers_its_priority,
            changes_the_policy,
            leaves_its_session,
        )
    ),
    Case(traces_and_fails, JUDGED),
    Case(allows_no_recursion, JUDGED),
    Case(catches_what_is_not_caught, JUDGED, "ValueError: not caught"),
]
