"""What the documents say is so: blocks run, commands exist, links lead somewhere, generated pages are current."""

from __future__ import annotations

import ast
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest
import yaml

from golive import scenario
from golive.candidates import files as candidate_files
from golive.candidates.kit import Client, Desk, Kit
from golive.candidates.registry import resolve
from golive.chaos.faults import FAULTS
from golive.cli.dispatch import status_of
from golive.cli.group import golive
from golive.judge.causes import CAUSES
from golive.judge.score import PARTS, STOCK
from golive.record import folder
from golive.record.oracles import ORACLES
from golive.record.run import HELD, ORDER_VERDICTS
from golive.scenario.loading.files import bundled_themes
from golive.scenario.model.metrics import METRICS
from tests.blocks import NOT_RUN, Block, blocks, command_lines
from tests.traffic.merchant import HEADER, Merchant
from tests.write_docs import GENERATED

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("examples/*.md"), *ROOT.glob("docs/*.md")])
RUNNABLE = [page for page in PAGES if page.name not in ("CONTRIBUTING.md",)]
"""CONTRIBUTING has a test of its own, tests/test_contributing.py."""

BRIEF = ("traffic.orders.base=4/h", "traffic.orders.peaks=[]", "shop.catalog.skus=20")
"""What makes any scenario a matter of a few orders: the same commands, in less time."""


SMALL_CAPACITY = (
    "--lasting",
    "10m",
    "--up-to",
    "60/h",
    "--outage",
    "1m",
    "--longest-outage",
    "1m",
    "--drain",
    "5m",
)
"""What makes `golive capacity` a matter of seconds."""


# -- blocks --------------------------------------------------------------------------------------------------


class Scratch:
    """A folder in which the blocks of one page are run one after another, with the files that they name."""

    def __init__(self, path: Path) -> None:
        self.path = path
        (path / "mymodule.py").write_text(_readme("python"))
        (path / "our-connector.yaml").write_text(_readme("yaml"))
        (path / "our-monday.yaml").write_text("name: our-monday\nbase: calm\n")
        (path / "examples").symlink_to(ROOT / "examples")
        rows = [",".join(row) for row in Merchant(per_hour=3, days=15, skus=40).rows()]
        (path / "orders.csv").write_text("\n".join([HEADER, *rows]) + "\n")

    def run(self, block: Block) -> None:
        match block.language:
            case "":
                for line in command_lines(block.text):
                    self.command(line)
            case "sh":
                pass  # a page's sh blocks are one script, see `script`
            case "yaml":
                self.yaml(block)
            case "python":
                self.python(block)
            case "json":
                json.loads(block.text)
            case _:
                pytest.fail(f"{block.name}: nothing knows how to run {block.language}")

    def command(self, line: str) -> None:
        name, *words = shlex.split(line.removeprefix(".venv/bin/").removeprefix("golive "), comments=True)
        assert problem_of(name, words) == "", line
        if "live" in words or name == "serve":
            return  # programs in real time: tests/live runs the connectors of examples/
        status = status_of(
            lambda: golive.main([name, *brief(name, words)], prog_name="golive", standalone_mode=False)
        )
        assert status in (0, 1, 2), f"{line}: status {status}"

    def yaml(self, block: Block) -> None:
        file = self.path / "block.yaml"
        file.write_text(block.text)
        read = yaml.safe_load(block.text)
        if {"command", "processes", "attach", "python", "design"} & read.keys():
            candidate_files.load(file)
        else:
            assert "name" in read, f"{block.name}: expected a whole scenario or candidate file"
            scenario.load(str(file))

    def python(self, block: Block) -> None:
        tree = ast.parse(block.text, block.name)
        if has_tests(tree):
            return  # the tests of a page are one module, see `tests`
        if isinstance(last := tree.body[-1], ast.AsyncFunctionDef) and last.name == "integrate":
            (self.path / "block.py").write_text(block.text)
            candidate = "mymodule:integrate" if block.page.name == "README.md" else "block:integrate"
            self.command(f"golive run calm --candidate {candidate} --out block")
        else:
            subprocess.run([sys.executable, "-c", block.text], cwd=self.path, check=True, timeout=120)

    def tests(self, page: list[Block]) -> None:
        """The Python blocks of a page that have tests, as one module for pytest; every test must pass."""
        text = "".join(
            block.text
            for block in page
            if block.language == "python" and not block.reason and has_tests(ast.parse(block.text))
        )
        if text:
            (self.path / "test_page.py").write_text(text)
            words = ["-q", "-p", "no:cacheprovider", "-p", "no:schemathesis", "--rootdir=.", "test_page.py"]
            subprocess.run([sys.executable, "-m", "pytest", *words], cwd=self.path, check=True, timeout=120)

    def script(self, page: list[Block]) -> None:
        """The sh blocks of a page, as one shell session; every command must succeed."""
        text = "".join(block.text for block in page if block.language == "sh" and not block.reason)
        if text:
            path = f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin"
            words = ["bash", "-euc", text]
            subprocess.run(words, cwd=self.path, check=True, timeout=120, env={"PATH": path})


def has_tests(tree: ast.Module) -> bool:
    """Whether a module has functions that pytest would run."""
    return any(isinstance(node, ast.FunctionDef) and node.name.startswith("test_") for node in tree.body)


def _readme(language: str) -> str:
    return next(block.text for block in blocks(ROOT / "README.md") if block.language == language)


def problem_of(name: str, words: list[str]) -> str:
    """Why a command could not be typed, or names a scenario or candidate that cannot be loaded; empty when it could."""
    context = click.Context(golive)
    command = golive.get_command(context, name)
    if command is None:
        return f"no command {name}"
    try:
        made = command.make_context(name, list(words), parent=context)
    except click.UsageError as error:
        return str(error)
    if name in ("run", "gate", "compare"):
        named = [word for word in made.params.values() if isinstance(word, str | tuple)]
        flat = [each for word in named for each in ((word,) if isinstance(word, str) else word)]
        known = {scenario_name for scenario_name, _ in scenario.names()}
        chosen = [word for word in flat if word in known or word.startswith("./")]
        if not chosen:
            return f"no scenario in {' '.join(words)}"
        sets = tuple(made.params.get("sets", ()))
        for each in chosen:
            if Path(each).exists() or each in known:
                scenario.load(each, sets)
        for at, word in enumerate(words[:-1]):
            if word == "--candidate":
                resolve(words[at + 1])
    return ""


def brief(name: str, words: list[str]) -> list[str]:
    """The same command for a few orders and one seed."""
    if name == "show":
        return [words[0], "000000001"]
    if name == "capacity":
        return [*words, *SMALL_CAPACITY]
    if name in ("cutover", "drill"):
        return [*words, "--set", "traffic.orders.base=10/h"]
    if name not in ("run", "gate", "compare"):
        return words
    kept = list(words)
    if "--seeds" in kept:
        kept[kept.index("--seeds") + 1] = "1"
    if name == "gate":  # one scenario stands for all
        options = next((at for at, word in enumerate(kept) if word.startswith("--")), len(kept))
        kept = [kept[0], *kept[options:]]
    sets = [word for each in BRIEF for word in ("--set", each)]
    return [*kept, *sets, *([] if "--format" in kept else ["--quiet"])]


@pytest.mark.sample(2)
@pytest.mark.parametrize("page", RUNNABLE, ids=lambda page: page.name)
def test_every_block_of_a_page_runs(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = list(blocks(page))
    if not found:
        return
    scratch = Scratch(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    for block in found:
        sys.modules.pop("block", None)
        if block.reason:
            assert block.reason in NOT_RUN, f"{block.name}: {block.reason} is not among the reasons allowed"
        else:
            scratch.run(block)
    scratch.tests(found)
    scratch.script(found)


def test_the_integration_of_the_readme_holds_on_calm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Scratch(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    sys.modules.pop("mymodule", None)
    words = ["run", "calm", "--candidate", "mymodule:integrate", "--out", "held", "--quiet"]
    assert status_of(lambda: golive.main(words, prog_name="golive", standalone_mode=False)) == 0
    card = folder.read_scorecard(tmp_path / "held")
    assert card.verdict == HELD
    assert card.orders["exact"] == card.orders["total"] > 100


def test_a_command_that_does_not_exist_would_be_noticed() -> None:
    assert problem_of("run", ["calm", "--nonsense", "3"])
    assert problem_of("run", ["clam"])
    assert problem_of("fly", [])
    assert problem_of("run", ["calm", "--seed", "3"]) == ""


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("", "golive run clam\n"),
        ("", "golive fly\n"),
        ("yaml", "name: x\nbase: clam\n"),
        ("yaml", "name: x\ncommand: []\n"),
        ("python", "raise SystemExit(3)\n"),
        ("json", "{\n"),
        ("ruby", "puts 1\n"),
    ],
)
def test_a_block_that_does_not_run_would_be_noticed(language: str, text: str, tmp_path: Path) -> None:
    scratch = Scratch(tmp_path)
    with pytest.raises((Exception, pytest.fail.Exception)):
        scratch.run(Block(tmp_path / "page.md", 1, language, text))


def test_a_script_that_fails_would_be_noticed(tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        Scratch(tmp_path).script([Block(tmp_path / "page.md", 1, "sh", "false\ntrue\n")])


def test_a_test_of_a_page_that_fails_would_be_noticed(tmp_path: Path) -> None:
    page = [Block(tmp_path / "page.md", 1, "python", "def test_it():\n    assert False\n")]
    with pytest.raises(subprocess.CalledProcessError):
        Scratch(tmp_path).tests(page)


def test_blocks_are_found_with_their_reasons(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "a\n```\ngolive x \\\n  --y\n# z\n```\n\n<!-- not run: output -->\n```yaml\na: 1\n```\n```sh\n```\n"
    )
    first, second, third = blocks(page)
    assert (first.line, first.language, command_lines(first.text)) == (2, "", ["golive x    --y"])
    assert (second.reason, second.text, third.reason) == ("output", "a: 1\n", "")
    page.write_text("```\nopen\n")
    with pytest.raises(ValueError, match="closing"):
        list(blocks(page))


# -- pages ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_that_a_page_names_are_there(page: Path) -> None:
    text = re.sub(r"^New file `.*`:$", "", page.read_text(), flags=re.M)
    named = re.findall(r"`((?:fake_\w+|harness|reports|scenarios|examples|docs|tests)/[\w./-]+)`", text)
    made = re.findall(r"^New file `(.*)`:$", page.read_text(), re.M)
    assert [name for name in named if not (ROOT / name).exists() and name not in made] == []


@pytest.mark.parametrize("name", GENERATED)
def test_a_generated_page_is_current(name: str) -> None:
    assert (ROOT / "docs" / name).read_text() == GENERATED[name](), "run `make docs`"


def test_the_changelog_names_every_fault_and_every_theme_of_scenarios() -> None:
    text = (ROOT / "CHANGELOG.md").read_text()
    assert [name for name in FAULTS if name not in text] == []
    assert [name for name in bundled_themes() if f"`{name}`" not in text] == []


def test_the_page_on_integrations_names_all_that_a_candidate_is_given() -> None:
    text = (ROOT / "docs" / "integration.md").read_text()
    kit = [name for name in [*Kit.__slots__, *vars(Kit)] if not name.startswith(("_", "register"))]
    wanted = [f"kit.{name}" for name in kit if name not in ("handlers", "erp_handlers")]
    wanted += [f"client.{name}(" for name in vars(Client) if name in ("get", "post", "put", "request")]
    wanted += [f"kit.desk.{name}(" for name in vars(Desk) if name in ("exception", "resolved", "alert")]
    assert [name for name in wanted if name not in text] == []


def test_the_page_on_integrations_names_every_variable_that_a_program_is_given() -> None:
    text = (ROOT / "docs" / "integration.md").read_text()
    source = (ROOT / "harness" / "golive" / "candidates" / "programs" / "environment.py").read_text()
    variables = set(re.findall(r'"((?:GOLIVE|AMQP)_\w+)"', source))
    assert len(variables) > 20
    assert [name for name in sorted(variables) if f"`{name}`" not in text] == []


def test_the_page_on_judging_names_all_that_is_judged() -> None:
    text = (ROOT / "docs" / "judging.md").read_text()
    named = [each.name for each in ORACLES] + [f"`{each.code}`" for each in CAUSES]
    named += [f"`{word}`" for word in ORDER_VERDICTS]
    named += [f"`{name}`" for name in METRICS if name.startswith("findings.")]
    named += [f"| {part.name} | {100 * part.halves_at:g}% |" for part in (*PARTS, STOCK)]
    assert [name for name in named if name not in text] == []


CODED = {"Cause", "Pattern"}


def codes(source: str) -> set[str]:
    """The codes of causes in a module: literals, and constants of the module."""
    tree = ast.parse(source)
    constants = {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    found = set()
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in CODED
            and node.args
        ):
            first = node.args[0]
            code = first.value if isinstance(first, ast.Constant) else constants.get(getattr(first, "id", ""))
            found |= {code} if isinstance(code, str) and code else set()
    return found


def test_codes_of_causes_are_found_in_a_module() -> None:
    text = 'CODE = "a"\nX = Pattern(CODE, ())\ndef f(t):\n    return Cause("b", "") or Cause("", "") or Other("c")\n'
    assert codes(text) == {"a", "b"}


def test_the_page_on_judging_names_every_cause_in_the_code() -> None:
    text = (ROOT / "docs" / "judging.md").read_text()
    judge = ROOT / "harness" / "golive" / "judge"
    found = set().union(*(codes(path.read_text()) for path in judge.rglob("*.py")))
    assert len(found) > 100
    assert sorted(code for code in found if f"`{code}`" not in text) == []


PACKAGES = ("harness/golive", "harness/golive_virtual", "reports/golive_reports", "fake_erp", "fake_magento")


def rooms(text: str) -> list[str]:
    """The folders in the first column of DESIGN.md's table of rooms."""
    section = text.partition("\n## Rooms\n")[2].partition("\n## ")[0]
    return re.findall(r"^\| `([\w/]+)` \|", section, re.M)


def test_the_table_of_rooms_is_the_folders() -> None:
    named = rooms((ROOT / "DESIGN.md").read_text())
    folders = [
        f"{package}/{folder.name}"
        for package in PACKAGES
        for folder in (ROOT / package).iterdir()
        if folder.is_dir() and any(each.name != "__pycache__" for each in folder.iterdir())
    ]
    assert sorted(named) == sorted(folder for folder in folders if not folder.endswith("__pycache__"))


def test_rooms_are_read_from_their_table_alone() -> None:
    text = (
        "\n## Words\n| `a/b` | x |\n## Rooms\n| room | content |\n| `a/c` | `a/d` |\n## More\n| `a/e` | y |\n"
    )
    assert rooms(text) == ["a/c"]


# -- the site ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as `make docs` builds it; a warning ends the build."""
    place = tmp_path_factory.mktemp("site")
    words = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(place)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return place


def loaded_from_elsewhere(text: str) -> list[str]:
    """Addresses of other hosts from which a page or style sheet would load something."""
    tags = re.findall(
        r"<(?:link|script|img|iframe)\b[^>]*?(?:src|href)=[\"']?((?:https?:)?//[^\"' >]+)", text
    )
    return tags + re.findall(r"(?:url\(|@import )[\"']?((?:https?:)?//[^\"')]+)", text)


def test_the_site_loads_nothing_from_elsewhere(site: Path) -> None:
    found = {
        str(path.relative_to(site)): loaded_from_elsewhere(path.read_text("utf-8"))
        for suffix in ("html", "css")
        for path in site.rglob(f"*.{suffix}")
    }
    assert len(found) > 15
    assert {name: addresses for name, addresses in found.items() if addresses} == {}


@pytest.mark.parametrize(
    "text",
    [
        '<script src="https://cdn.example.com/x.js">',
        "<link rel=stylesheet href=//cdn.example.com/x.css>",
        "a { background: url(http://example.com/x.png) }",
    ],
)
def test_a_page_that_loads_something_from_elsewhere_would_be_noticed(text: str) -> None:
    assert loaded_from_elsewhere(text)


def test_every_page_is_in_the_navigation(site: Path) -> None:
    text = (site / "index.html").read_text("utf-8")
    links = [f'href="{page.stem}.html"' for page in (ROOT / "docs").glob("*.md") if page.stem != "index"]
    assert [link for link in links if link not in text] == []
