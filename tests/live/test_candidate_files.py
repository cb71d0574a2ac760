"""Candidate files: what they mean, and that every mistake is named with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from golive.candidates.files import load
from golive.candidates.reference.design import Design
from golive.scenario import ScenarioError


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "mine.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_program_has_a_command_and_defaults(tmp_path: Path) -> None:
    found = load(written(tmp_path, 'command: ["{python}", connector.py, --port, 08080]\nwebhook: /hooks'))
    assert found.name == "mine"
    assert found.command is not None
    (part,) = found.command.parts
    assert part.arguments == ("{python}", "connector.py", "--port", "08080")
    assert found.command.folder == found.folder == tmp_path
    assert (found.command.webhook, found.command.ready_ms, found.command.stop_ms) == ("/hooks", 10_000, 5_000)


def test_everything_can_be_said(tmp_path: Path) -> None:
    text = (
        "name: x1\nabout: Some words\ncommand: [node]\nready: 2s\nstop: 1s500ms\nenv: {A: yes, B: '', C: 1.0}"
    )
    command = load(written(tmp_path, text)).command
    assert command is not None
    assert (command.parts[0].arguments, command.ready_ms, command.stop_ms) == (("node",), 2000, 1500)
    assert command.env == {"A": "yes", "B": "", "C": "1.0"}


def test_several_processes_and_their_turns(tmp_path: Path) -> None:
    text = (
        "processes:\n  web: [node, web.mjs]\n"
        "  push: {command: [php, push.php], every: 5m, overlap: skip, env: {A: b}}\nenv: {C: d}"
    )
    command = load(written(tmp_path, text)).command
    assert command is not None
    web, push = command.parts
    assert (web.name, web.arguments, web.every_ms) == ("web", ("node", "web.mjs"), None)
    assert (push.every_ms, push.overlap, push.env, command.env) == (300_000, "skip", {"A": "b"}, {"C": "d"})


def test_the_next_version_is_written_as_the_present_one(tmp_path: Path) -> None:
    command = load(written(tmp_path, "command: [php, sync.php]\nevery: 5m\nnext: [php, sync2.php]")).command
    assert command is not None
    (part,) = command.following
    assert (part.arguments, part.every_ms) == (("php", "sync2.php"), 300_000)
    text = "command: [node, a.mjs]\nnext: {command: [node, b.mjs], env: {A: b}}"
    command = load(written(tmp_path, text)).command
    assert command is not None
    assert [(part.arguments, part.env) for part in command.following] == [(("node", "b.mjs"), {"A": "b"})]
    text = (
        "processes: {web: [node, web.mjs]}\nnext: {web: [node, web2.mjs], job: {command: [node], every: 1h}}"
    )
    command = load(written(tmp_path, text)).command
    assert command is not None
    assert [(part.name, part.every_ms) for part in command.following] == [("web", None), ("job", 3_600_000)]


def test_functions_and_designs_are_other_ways_in(tmp_path: Path) -> None:
    assert load(written(tmp_path, "python: my.connector:integrate")).python == "my.connector:integrate"
    found = load(written(tmp_path, "design: {workers: 2, retry_first_s: 0.5, sales_channel: shop}"))
    assert found.design == {"workers": 2, "retry_first_s": 0.5, "sales_channel": "shop"}
    assert Design(**found.design).workers == 2
    assert load(written(tmp_path, "design:")).design == {}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "mine.yaml:1: expected a candidate, got an empty file; write command:, python: or design:"),
        ("[node]", "mine.yaml:1: expected a mapping such as command:"),
        ("name: x", "expected one of the keys command, processes, attach, python, design, got none of them"),
        ("command: []", "command: expected a list of at least 1"),
        ("command: {a: b}", "command: expected a list of at least 1"),
        (
            "command: node x.mjs",
            "command: expected a list such as [node, connector.mjs], got the text node x.mjs",
        ),
        ("command: [node, '']", "command[1]: expected an argument of the command, got nothing"),
        ("command: [node]\npython: a:b", "mine.yaml:2: python: expected only one way to run it (command)"),
        ("command: [node]\ncommand: [py]", "mine.yaml:2: command: expected every key once"),
        ("comand: node", "the unknown key comand; did you mean command?"),
        ("command: [node]\nready: 10", "ready: expected a duration such as"),
        ("command: [node]\nwebhook: hooks", "webhook: expected a path such as /hooks/orders, or an"),
        ("command: [node]\nnext: b.mjs", "next: expected a list such as [node, connector.mjs], got the text"),
        ("command: [node]\nnext: {env: {A: b}}", "next: expected the key command, got none"),
        (
            "processes: {a: [node]}\nnext: [node]",
            "next: expected a mapping such as worker: [node, worker.mjs]",
        ),
        (
            "processes: {a: {command: [node], next: [b]}}",
            "it is said once for all processes, beside `processes`",
        ),
        ("attach: {}\nnext: [node]", "next: expected nothing of the kind beside attach"),
        ("command: [node]\nenv: [A]", "env: expected a mapping such as LOG_LEVEL: debug"),
        ("command: [node]\nenv: {GOLIVE_SPEED: 1}", "env.GOLIVE_SPEED: expected a name of your own"),
        (
            "command: [node, '{shop.ulr}']",
            "command[1]: expected an argument of the command, got {shop.ulr}; {shop.ulr} is no name of a run; "
            "did you mean {shop.url}? there are",
        ),
        ("command: [node]\nenv: {A: '{erp}'}", "write {{erp}} for {erp} itself"),
        ("command: [node]\nfiles: [{template: a}]", "files[0].to: expected the path of a file, got nothing"),
        ("command: [node]\nfiles: [{template: a, to: '{x}'}]", "{x} is no name of a run"),
        ("command: [node]\nprocesses: {a: [node]}", "expected only one way to run it (command)"),
        ("processes: [node]", "processes: expected a mapping such as worker: [node, worker.mjs], got a list"),
        ("processes: {A b: [node]}", "processes.A b: expected the name of a process such as worker"),
        ("processes: {web: node x.mjs}", "processes.web: expected a list such as [node, connector.mjs]"),
        ("command: [node]\noverlap: skip", "overlap: expected it beside `every`, got it alone"),
        ("command: [node]\nevery: 5", "every: expected a duration such as"),
        ("processes: {a: [b]}\nevery: 5m", "every: expected it beside the command of a process, got it here"),
        (
            "attach: {webhook: /hooks}",
            "attach.webhook: expected an address such as http://127.0.0.1:9000/hooks",
        ),
        ("attach: {}\nwebhook: /x", "webhook: expected nothing of the kind beside attach"),
        ("attach: {}\nenv: {A: b}", "golive starts nothing here; the program has its own settings"),
        ("command: [node]\nhosts: {'https://a.example/x': erp}", "write the name alone, without scheme"),
        ("command: [node]\nhosts: {10.0.0.7: erp}", "an address of numbers has no name"),
        (
            "command: [node]\nhosts: {'*.a.example': crm}",
            "hosts.*.a.example: expected erp or shop, got crm",
        ),
        ("command: [node]\nsealed: maybe", "sealed: expected one of auto, yes, no, got maybe"),
        ("command: [node]\ntime: fast", "time: expected own or follow, got fast"),
        ("command: [node]\nwebhook: http://10.0.0.7/x", "one elsewhere needs attach:"),
        ("processes: {web: {env: {A: b}}}", "processes.web: expected the key command, got none"),
        (
            "processes: {web: {command: [node], webhook: /x}}",
            "processes.web.webhook: expected one of the keys command, env, every, overlap, got the unknown key "
            "webhook; it is said once for all processes",
        ),
        ("python: my module", "python: expected a script such as connector.py, a function such as"),
        ("python: a:b\nstop: 1s", "mine.yaml:2: stop: expected nothing of the kind beside python"),
        ("design: {wokers: 2}", "the unknown key wokers; did you mean workers?"),
        ("design: {workers: many}", "design.workers: expected a whole number, got many"),
        ("design: [workers]", "design: expected a mapping such as {workers: 2}"),
        ("command: [node\n", "valid YAML"),
        (b"\xff\xfe", "text in UTF-8"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, text: str | bytes, message: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load(written(tmp_path, text))
    assert message in str(caught.value)


def test_paths_that_lead_nowhere(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="got nothing at this path"):
        load(tmp_path / "none.yaml")
    with pytest.raises(ScenarioError, match="got a directory"):
        load(tmp_path)
