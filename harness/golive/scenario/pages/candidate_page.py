"""The page docs/candidates.md: the keys of a candidate file, the names of a run, and how programs are enclosed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from golive.candidates.files import KEYS
from golive.candidates.programs.environment import VARIABLES
from golive.candidates.programs.file.keys import PART_KEYS, PROGRAM_KEYS
from golive.candidates.programs.file.names import LOGIN, NAMES
from golive.candidates.virtual.keys import ONLY_PYTHON, PYTHON_KEYS
from golive.keys.declare import Key
from golive.live.outside.variables import CERTIFICATE_VARIABLES, PROXY_VARIABLES

_START = """\
# Candidate files

A candidate file says how an integration is run. A program needs no change for golive: addresses, keys and
configuration files are filled in, host names that are fixed in its code lead to the fakes, and its clock can follow
simulated time.

```yaml
name: our-connector
command: [node, connector.mjs, --port, "{webhook.port}"]
webhook: /hooks/orders
env:
  MAGENTO_URL: "{shop.url}"
  MAGENTO_TOKEN: "{shop.bearer}"
  ERP_URL: "{erp.url}"
  ERP_USER: "{erp.login.client_id}"
  ERP_PASSWORD: "{erp.login.client_secret}"
```

`golive init` writes such a file, a first scenario and a CI workflow into a repository and runs them once. `golive
doctor --candidate FILE` watches the program for a calm minute and says which calls arrive, which credentials fail,
and what is missing. `golive doctor` says what the machine allows: seals, certificates, and what follows simulated
time in each runtime.

## Keys

One of `command`, `processes`, `attach`, `python` and `design` is required. `design` is an architecture decision
that golive carries out ([Designs](designs.md)). `python` is for [Python programs](python-programs.md), which may have
`webhook`, `hook`, `ready`, `hosts`, `files` and `env` as well. All other keys are for programs of any language."""

_DESIGN = (
    "| `design` | Instead of a program: an architecture decision, by domain ([Designs](designs.md)). |  |"
)
_PARTS = """\
## Several processes, and turns

```yaml
name: shop-sync
processes:
  web: [php, -S, "127.0.0.1:{webhook.port}", receiver.php]
  worker: {command: [php, worker.php], env: {LOG_LEVEL: debug}}
  prices: {command: [php, prices.php], every: 15m, overlap: skip}
webhook: /receiver
```

All processes are started, killed, paused and ended together. A scenario strikes one of them with the setting
`process` of `kill` and `pause`: `{fault: kill, process: worker, at: 30m}`. A crash of one is recorded and named,
and the others go on. Lines in `candidate.log` begin with the name of the process.

A process with `every` is started when the traffic begins and at that interval of simulated time, as cron would; its
exit status is a fact (`candidate.job_ended`), and failed runs are noted in the text of the run. At most 20 runs of
it are under way at once. Keys of one process:"""

_INSTANCES = """\
## Two instances at once

`fault: overlap` ([Restarts](restarts.md)) starts the program a second time beside itself, as a rolling deploy does, and
kills the first later. `version: next` starts what `next` says:

```yaml
name: deployed-connector
command: [node, connector.mjs, "{webhook.port}"]
next: [node, connector-v2.mjs, "{webhook.port}"]
webhook: /hooks/orders
```

The second instance has the same names of the run, the same `{data_dir}` and the same queue, but a port of its own
(`{webhook.port}`, `{webhook.url}`) and addresses of shop and ERP of its own, by which its calls are told from those
of the first. It takes real time to start, and gets every second notice once it accepts connections; notices of the
ERP to the address of one instance go to both in turn. Questions of the checkout and retries of clerks go to the
second. Its lines in `candidate.log` begin with its number. Processes with `every` run in both at the same times.

A `webhook` that is a whole address fixes the port, and a file of `files` that contains `{webhook.port}` and has the
same `to` for both would give them one port: both are refused with what to write instead. Where such a file contains
the addresses of shop or ERP, both instances call the same ones, and facts do not name the instance. An instance that
ends by itself is a crash of the integration; the other goes on, and is not ended."""

_ATTACH = """\
## A program that runs already

```yaml
name: staging-connector
attach: {webhook: "http://127.0.0.1:9000/hooks/orders"}
```

<!-- not run: synopsis -->
```
golive run calm --candidate staging.yaml --clock live --speed 60 --shop-port 8001 --erp-port 8002
```

Shop and ERP are at the ports that the command names, credentials follow from `--seed`, and the run folder has all
variables in `candidate.env`, which a shell can read. golive waits up to `ready` (1m by default) until the webhook
accepts connections, or without one for the first call. Only this machine is called and only this machine may call,
unless `--allow-remote` is given. Scenarios with faults of the integration's own process (`kill`, `pause`, `overlap`,
`clock_skew`) are refused."""

_NAMES = """\
## Names in braces

Texts of `command`, `env` and `files` may contain these names; `GOLIVE_` variables have the same values. An unknown
name is refused with a list. `{{shop.url}}` stands for `{shop.url}` itself; any other brace is left as it is, so
JSON needs no doubling."""

_FILES = """\
A file of `files` is written before the start, readable by its owner only, and removed after the end. Values are
escaped in files that end in `.json` or `.xml`. A file that exists already is never replaced; write to `{data_dir}`
where the program can be told the path:

```yaml
name: with-a-file
command: [php, sync.php, "{data_dir}/config.json"]
files: [{template: config.tpl.json, to: "{data_dir}/config.json"}]
```

## Keys of the shop

A run has an integration of the shop beside the admin user, as `golive serve` does: a bearer token, and the four
keys of OAuth 1.0a. They do not expire during a run. The tokens that an admin or a client of the ERP gets by logging
in do, as the scenario says. On the live clock the shop accepts OAuth timestamps of the machine's own time.

## Where events arrive

`webhook` is a path on a port that golive picks, or the whole address (`http://127.0.0.1:9000/hooks`) for a program
whose port is fixed. A program narrows its subscription through the shop's own API, `POST
/rest/V1/eventing/eventSubscribe` ([Events](events.md)); changes in the ERP arrive at the address of `POST
/api/v1/subscriptions` ([Channels](channels.md))."""

_HOSTS = """\
## Host names that are fixed in the code

```yaml
name: netsuite-connector
command: [node, connector.mjs]
hosts:
  "*.suitetalk.api.netsuite.com": erp
  shop.example.com: shop
```

The ERP speaks the language of the scenario's dialect, whatever the name that leads to it: a program for NetSuite
needs `--set erp.profile=netsuite` too (`golive erp profiles`, `golive erp dialects`).

These names, and no others, lead to the fakes, over HTTPS (port 443) and HTTP (port 80). A connection to any other
name is refused, is a fact (`candidate.address_refused`), and is noted in the text of the run; `hosts: {}` refuses
all. A [Python program](python-programs.md#host-names-that-are-fixed-in-the-code) in simulated time is led there within
its process. For all others there are two ways.

**A proxy** on the loopback interface, with a certificate authority that is made for the run and forgotten with it.
The program finds the proxy in PROXIES, and the authority in CERTIFICATES; PHP finds it by `PHP_INI_SCAN_DIR`, Java
by `JAVA_TOOL_OPTIONS` and a trust store where the machine has keytool. Programs that ignore these variables are not
held by a proxy.

**A seal**, on Linux where the kernel gives unprivileged processes namespaces (`golive doctor` tries it): the
program has a network of its own, in which shop, ERP and desk are at their addresses, the names lead to the fakes
whatever the runtime, and nothing else can be reached: neither other machines nor other programs on this one, but
for the ports of `reach`. The certificate also replaces the system's list of authorities. What runs inside ends with
golive, grandchildren in sessions of their own included. All `processes` of a candidate share the network, and reach
each other at 127.0.0.1; each sees its own processes only, and has its own `/dev/shm`. `sealed: auto`, the default with
`hosts`, seals where it is possible.
Without a seal a program is ended as a process group.

## Time

On the live clock `--speed 60` lets an hour pass in a minute. A program of its own clock divides its waits by
`GOLIVE_SPEED`. With `time: follow`, or `golive run --time follow`, its clock and its waits follow without its help,
by libfaketime (a package of most distributions): date and time are those of the scenario, `GOLIVE_SPEED` is 1, and
all its processes share one clock, also after a restart. golive measures the runtime before the start and refuses
what cannot follow, by name:

| runtime | follows |
|---|---|
| Node, Java, PHP, Ruby, Perl, shell | clock, sleeps and timers, socket timeouts, waits on locks |
| Python with libfaketime 0.9.10 (Debian 12) | refused: waits on locks such as `Event.wait` never end |
| Python with libfaketime 0.9.12, named in `GOLIVE_LIBFAKETIME` | clock, sleeps, socket timeouts, waits on locks |
| Go, and programs that are linked statically | refused: they read the clock without libc |

`fault: clock_skew` sets this clock wrong and right again while the program runs, in all its processes: the time of
day alone, while timers and waits go on as before. It needs a C compiler (`cc`), because libfaketime moves all clocks
together: golive builds a small library that stands above it. Without `time: follow` the fault is refused, since the
program reads the clock of the machine.

Starting the program and measuring take real time before the traffic begins, not scenario time. Sleeps hold at
speeds of 100 and more; work does not get faster, so the speed must leave room for it (`--speed auto`).

Every live run notes how late its clock was and how long a round trip took. A run whose clock lagged, or that left
the integration no room, is unknown and never broken: the machine is at fault, and the reason names a speed that is
safe."""


def page() -> str:
    """The whole page, in Markdown."""
    variables = {name: variable for variable, name in VARIABLES.items()}
    names = [
        f"| `{{{name}}}` | {about} | {_code(variables.get(name, ''))} |" for name, about in NAMES.items()
    ]
    login = "a value of the login of the ERP's dialect, by its name there"
    names.append(f"| `{{{LOGIN}NAME}}` | {login} | `GOLIVE_ERP_LOGIN` (all, as JSON) |")
    hosts = _HOSTS.replace("PROXIES", _codes(PROXY_VARIABLES)).replace(
        "CERTIFICATES", _codes(CERTIFICATE_VARIABLES)
    )
    parts = [
        _START,
        _table(
            {**KEYS, **PROGRAM_KEYS, **{name: PYTHON_KEYS[name] for name in ONLY_PYTHON if name != "next"}}
        )
        + f"\n{_DESIGN}",
        _PARTS,
        _table(PART_KEYS),
        _INSTANCES,
        _ATTACH,
        _NAMES,
        "\n".join(["| name | meaning | variable |", "|---|---|---|", *names]),
        _FILES,
        hosts,
    ]
    return "\n\n".join(parts) + "\n"


def _table(keys: Mapping[str, Key[Any]]) -> str:
    rows = [f"| `{name}` | {key.doc} | {_code(key.default or '')} |" for name, key in keys.items()]
    return "\n".join(["| key | meaning | default |", "|---|---|---|", *rows])


def _code(text: str) -> str:
    return f"`{text}`" if text else ""


def _codes(names: Iterable[str]) -> str:
    *first, last = [f"`{name}`" for name in names]
    return f"{', '.join(first)} and {last}"
