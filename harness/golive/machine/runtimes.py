"""Runtimes of programs and the small probes of what follows libfaketime in each.

A probe prints `begin NOW` with its clock in seconds since 1970, waits four seconds of its own time, and prints `end`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

WAIT_S = 4
SLEEP, SOCKET, LOCK = "sleep", "socket timeout", "lock wait"
ASPECTS = (SLEEP, SOCKET, LOCK)
"""What a program may wait for; its clock itself is read in each probe."""


@dataclass(frozen=True, slots=True, eq=False)
class Runtime:
    """A language and how it runs a probe. `pattern` matches the file name of its interpreter.

    `arguments` come before the text of a probe; with `suffix` the text is written to a file of that ending instead.
    """

    name: str
    pattern: str
    probes: Mapping[str, str]
    arguments: tuple[str, ...] = ("-c",)
    suffix: str = ""


_PYTHON = (
    "import time, socket, threading\nprint('begin', time.time(), flush=True)\n@\nprint('end', flush=True)"
)
_NODE = "console.log('begin', Date.now() / 1000);@"
_PHP = 'echo \'begin \', microtime(true), "\\n"; @ echo "end\\n";'
_PERL = 'use Time::HiRes qw(time sleep); use Socket; $|=1; print \'begin \', time, "\\n"; @ print "end\\n";'
_RUBY = "require 'socket'; $stdout.sync = true; puts \"begin #{Time.now.to_f}\"; @; puts 'end'"
_JAVA = """
public class Probe {
  public static void main(String[] words) throws Exception {
    System.out.println("begin " + System.currentTimeMillis() / 1000.0);
    @
    System.out.println("end");
    System.exit(0);
  }
}
"""


def _in(frame: str, wait: str) -> str:
    return frame.replace("@", wait)


RUNTIMES = (
    Runtime(
        "Python",
        r"python[\d.]*|pypy[\d.]*",
        {
            SLEEP: _in(_PYTHON, "time.sleep(4)"),
            SOCKET: _in(
                _PYTHON,
                "a, b = socket.socketpair(); a.settimeout(4)\ntry: a.recv(1)\nexcept TimeoutError: pass",
            ),
            LOCK: _in(_PYTHON, "threading.Event().wait(4)"),
        },
    ),
    Runtime(
        "Node",
        r"node(?:js)?",
        {
            SLEEP: _in(_NODE, "setTimeout(() => console.log('end'), 4000)"),
            SOCKET: _in(
                _NODE,
                "const net = require('net'); const s = net.createServer(() => {}).listen(0, '127.0.0.1', () => {"
                "const c = net.connect(s.address().port, '127.0.0.1'); c.setTimeout(4000);"
                "c.on('timeout', () => { console.log('end'); process.exit() }) })",
            ),
            LOCK: _in(
                _NODE,
                "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 4000); console.log('end')",
            ),
        },
        ("-e",),
    ),
    Runtime(
        "PHP",
        r"php[\d.]*",
        {
            SLEEP: _in(_PHP, "sleep(4);"),
            SOCKET: _in(
                _PHP,
                "$pair = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);"
                "stream_set_timeout($pair[0], 4); fread($pair[0], 1);",
            ),
        },
        ("-r",),
    ),
    Runtime(
        "Java",
        r"java",
        {
            SLEEP: _in(_JAVA, "Thread.sleep(4000);"),
            SOCKET: _in(
                _JAVA,
                'var s = new java.net.ServerSocket(0, 1, java.net.InetAddress.getByName("127.0.0.1"));'
                "s.setSoTimeout(4000); try { s.accept(); } catch (java.net.SocketTimeoutException e) {}",
            ),
            LOCK: _in(
                _JAVA,
                "new java.util.concurrent.LinkedBlockingQueue<String>()"
                ".poll(4, java.util.concurrent.TimeUnit.SECONDS);",
            ),
        },
        (),
        ".java",
    ),
    Runtime(
        "shell",
        r"(?:ba|da|z|k)?sh|busybox",
        {SLEEP: "echo begin $(date +%s); sleep 4; echo end"},
    ),
    Runtime(
        "Perl",
        r"perl[\d.]*",
        {
            SLEEP: _in(_PERL, "sleep(4);"),
            SOCKET: _in(
                _PERL,
                "socketpair(my $a, my $b, AF_UNIX, SOCK_STREAM, PF_UNSPEC);"
                "my $in = ''; vec($in, fileno($a), 1) = 1; select($in, undef, undef, 4);",
            ),
        },
        ("-e",),
    ),
    Runtime(
        "Ruby",
        r"ruby[\d.]*",
        {
            SLEEP: _in(_RUBY, "sleep 4"),
            SOCKET: _in(_RUBY, "a, b = UNIXSocket.pair; IO.select([a], nil, nil, 4)"),
            LOCK: _in(_RUBY, "m = Mutex.new; c = ConditionVariable.new; m.synchronize { c.wait(m, 4) }"),
        },
        ("-e",),
    ),
)


def runtime_of(executable: str) -> tuple[Runtime, str] | None:
    """The runtime of a program and the interpreter to probe; None where it is no known one.

    A script is that of the interpreter in its first line.
    """
    for path in (executable, str(Path(executable).resolve()), _interpreter(executable)):
        for runtime in RUNTIMES:
            if path and re.fullmatch(runtime.pattern, Path(path).name):
                return runtime, path
    return None


def _interpreter(path: str) -> str:
    """The interpreter in the first line of a script, "" for a file that is none."""
    try:
        with Path(path).open("rb") as file:
            first = file.readline(200)
    except OSError:
        return ""
    if not first.startswith(b"#!"):
        return ""
    words = first[2:].decode("utf-8", "replace").split()
    if words and Path(words[0]).name == "env":
        words = [word for word in words[1:] if not word.startswith("-") and "=" not in word]
    return words[0] if words else ""
