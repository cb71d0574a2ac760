"""Keys and configuration files of a program: what it is given works against the fakes."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from golive import FakeShop
from golive.errors import CandidateFailed
from tests.live.program_runs import candidate, python, run

pytestmark = pytest.mark.slow

BRIEF = ["clock.duration=1m", "clock.settle=10s"]
TEMPLATE = {
    "shop": "{shop.url}",
    "bearer": "{shop.bearer}",
    "oauth": {
        "key": "{shop.oauth.consumer_key}",
        "secret": "{shop.oauth.consumer_secret}",
        "token": "{shop.oauth.access_token}",
        "token_secret": "{shop.oauth.access_token_secret}",
    },
}


def test_a_program_logs_in_with_the_keys_of_an_integration(run_dir: Path) -> None:
    (run_dir.parent / "config.tpl.json").write_text(json.dumps(TEMPLATE))
    program = candidate(
        run_dir,
        command=python("key_holder.py", "config.json", "{{shop.url}}"),
        env={"MY_TOKEN": "{shop.bearer}", "MY_LOGIN": "{erp.login.client_id}"},
        files=[{"template": "config.tpl.json", "to": "config.json"}],
        stop="100ms",
    )
    run(program, run_dir, BRIEF)
    log = (run_dir / "candidate.log").read_text().splitlines()
    assert log[:6] == [
        "bearer 200",
        "signed 200",
        "none 401",
        "same True",
        "login True",
        "literal {shop.url}",
    ]
    assert not (run_dir.parent / "config.json").exists()


def test_a_rendered_file_is_private_and_never_replaces_another(run_dir: Path) -> None:
    (run_dir.parent / "config.tpl").write_text("{shop.bearer}")
    mine = run_dir.parent / "mine.ini"
    mine.write_text("precious")
    said = {"command": ["{python}", "-c", "import time; time.sleep(60)"], "ready": "300ms", "stop": "100ms"}
    program = candidate(run_dir, **said, files=[{"template": "config.tpl", "to": "mine.ini"}])
    with pytest.raises(CandidateFailed, match="exists already"):
        run(program, run_dir, BRIEF)
    assert mine.read_text() == "precious"
    show = "import os, sys; print(oct(os.stat(sys.argv[1]).st_mode))"
    program = candidate(
        run_dir,
        command=["{python}", "-c", show, "{data_dir}/x.ini"],
        files=[{"template": "config.tpl", "to": "{data_dir}/x.ini"}],
    )
    with pytest.raises(CandidateFailed) as caught:
        run(program, run_dir, BRIEF)
    assert oct(stat.S_IFREG | 0o600) in str(caught.value)


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"files": [{"template": "none.tpl", "to": "x"}]}, "cannot be read"),
        ({"command": ["{python}", "{amqp.url}"]}, "command: {amqp.url} has no value in this run"),
        ({"env": {"A": "{erp.login.nothing}"}}, "env.A: {erp.login.nothing} is no name of a run"),
    ],
)
def test_what_cannot_be_filled_in_is_named(run_dir: Path, said: dict[str, object], message: str) -> None:
    with pytest.raises(CandidateFailed) as caught:
        run(candidate(run_dir, **{"command": ["{python}", "-c", "0"], **said}), run_dir, BRIEF)
    assert message in str(caught.value)


def test_the_keys_of_an_integration_do_not_expire() -> None:
    shop = FakeShop(seed=3)
    headers = {"authorization": f"Bearer {shop.credentials.shop_bearer}"}
    assert shop.request("GET", "/rest/V1/store/storeConfigs", headers=headers).status == 200
    shop.advance(100 * 3_600_000)
    assert shop.request("GET", "/rest/V1/store/storeConfigs", headers=headers).status == 200
