"""A headless Chromium that a test drives over a pipe, by the DevTools protocol."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class Browser:
    """One page. `errors` are the exceptions of its script and what it or the browser logged."""

    def __init__(self, program: str, profile: Path) -> None:
        theirs, self._to = os.pipe()
        self._from, answers = os.pipe()
        flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe"]
        words = ["bash", "-c", f'exec "$@" 3<&{theirs} 4>&{answers}', "bash", program, *flags]
        words += [f"--user-data-dir={profile}", "about:blank"]
        self._program = subprocess.Popen(words, pass_fds=(theirs, answers), stderr=subprocess.DEVNULL)
        os.close(theirs)
        os.close(answers)
        self._rest = b""
        self._number = 0
        self._session = ""
        self.errors: list[str] = []
        targets = self.call("Target.getTargets")["targetInfos"]
        target = next(each["targetId"] for each in targets if each["type"] == "page")
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **params: Any) -> Any:
        """The result of a method."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            came = self._next()
            if came.get("id") == self._number:
                assert "error" not in came, came
                return came["result"]
            if came.get("method") in (
                "Runtime.exceptionThrown",
                "Log.entryAdded",
                "Runtime.consoleAPICalled",
            ):
                self.errors.append(json.dumps(came["params"]))

    def _next(self) -> Any:
        while b"\0" not in self._rest:
            piece = os.read(self._from, 65_536)
            assert piece, "the browser has ended"
            self._rest += piece
        message, _, self._rest = self._rest.partition(b"\0")
        return json.loads(message)

    def open(self, url: str) -> None:
        """Go to an address."""
        self.call("Page.navigate", url=url)

    def value(self, expression: str) -> Any:
        """The value of an expression in the page."""
        found = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    def text(self, id_: str) -> str:
        """The text of an element; "" while there is none."""
        return str(self.value(f"document.getElementById({id_!r})?.textContent ?? ''"))

    def close(self) -> None:
        """End the browser."""
        os.close(self._to)
        self._program.terminate()
        self._program.wait()
        os.close(self._from)


@contextmanager
def browser(profile: Path) -> Iterator[Browser]:
    """A browser; the test is skipped where there is none."""
    program = next((found for name in NAMES if (found := shutil.which(name))), None)
    if program is None:
        pytest.skip(f"no browser is installed; expected one of {', '.join(NAMES)} in PATH")
    page = Browser(program, profile)
    try:
        yield page
    finally:
        page.close()
