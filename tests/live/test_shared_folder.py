"""Real folders on one side, the ERP's files on the other: the same on both after a look."""

from __future__ import annotations

from pathlib import Path

from fake_erp.channels.folders import Files
from golive.live.shared_folder import SharedFolder
from golive.sim import VirtualClock

START_MS = 1_764_306_000_000


def tied(tmp_path: Path) -> tuple[SharedFolder, Files, Path]:
    files = Files(lambda: START_MS)
    return SharedFolder(tmp_path, files), files, tmp_path


def held(files: Files, folder: str) -> list[str]:
    return [file.name for file in files.listed(folder)]


def test_a_file_laid_in_reaches_the_erp_and_goes_when_it_was_read(tmp_path: Path) -> None:
    shared, files, root = tied(tmp_path)
    (root / "in" / "a.csv").write_bytes(b"x\n")
    shared.look()
    assert files.get("a.csv", "in").content == b"x\n"
    shared.look()
    assert (root / "in" / "a.csv").exists()
    files.take("a.csv", "in")
    shared.look()
    assert not (root / "in" / "a.csv").exists()


def test_a_file_that_grows_is_seen_as_it_is_at_each_look(tmp_path: Path) -> None:
    shared, files, root = tied(tmp_path)
    (root / "in" / "a.csv").write_bytes(b"x")
    shared.look()
    (root / "in" / "a.csv").write_bytes(b"x\ny\n")
    shared.look()
    assert files.get("a.csv", "in").content == b"x\ny\n"


def test_a_file_laid_in_again_after_it_was_read_is_not_removed_unread(tmp_path: Path) -> None:
    shared, files, root = tied(tmp_path)
    (root / "in" / "a.csv").write_bytes(b"first\n")
    shared.look()
    files.take("a.csv", "in")
    (root / "in" / "a.csv").write_bytes(b"the second\n")
    shared.look()
    assert files.get("a.csv", "in").content == b"the second\n"


def test_a_renamed_file_has_its_new_name_only(tmp_path: Path) -> None:
    shared, files, root = tied(tmp_path)
    (root / "in" / "a.csv.tmp").write_bytes(b"x\n")
    shared.look()
    (root / "in" / "a.csv.tmp").rename(root / "in" / "a.csv")
    shared.look()
    assert held(files, "in") == ["a.csv"]


def test_what_the_erp_writes_appears_and_what_is_fetched_is_gone(tmp_path: Path) -> None:
    shared, files, root = tied(tmp_path)
    files.put("ACK_a.csv", b"ok\n", "out")
    files.put("a.csv", b"x\n", "archive")
    shared.look()
    assert (root / "out" / "ACK_a.csv").read_bytes() == b"ok\n"
    assert [path.name for path in (root / "archive").iterdir()] == ["a.csv"]
    (root / "out" / "ACK_a.csv").unlink()
    shared.look()
    assert held(files, "out") == []
    files.put("ACK_a.csv", b"new\n", "out")
    shared.look()
    files.put("ACK_a.csv", b"newer\n", "out")
    shared.look()
    assert (root / "out" / "ACK_a.csv").read_bytes() == b"newer\n"
    files.take("ACK_a.csv", "out")
    shared.look()
    assert list((root / "out").iterdir()) == []


def test_what_the_erp_cannot_hold_comes_back_with_a_reason(tmp_path: Path) -> None:
    shared, files, root = tied(tmp_path)
    (root / "in" / "a b.csv").write_bytes(b"x\n")
    (root / "in" / "folder").mkdir()
    (root / "in" / "link.csv").symlink_to(root / "in" / "a b.csv")
    shared.look()
    assert held(files, "in") == []
    assert (root / "error" / "a b.csv").read_bytes() == b"x\n"
    assert "letters, digits" in (root / "error" / "a b.csv.reason.txt").read_text("utf-8")


def test_it_looks_as_often_as_the_clock_says(tmp_path: Path) -> None:
    shared, files, root = tied(tmp_path)
    clock = VirtualClock(START_MS)
    try:
        clock.env.process(shared.watch(clock.env, speed=60))
        (root / "in" / "a.csv").write_bytes(b"x\n")
        clock.run(clock.until(START_MS + 14_999))
        assert held(files, "in") == []
        clock.run(clock.until(START_MS + 15_000))
        assert held(files, "in") == ["a.csv"]
    finally:
        clock.close()


def test_a_link_laid_under_a_name_we_write_to_leads_nowhere(tmp_path: Path) -> None:
    shared, files, root = tied(tmp_path / "root")
    elsewhere = tmp_path / "precious"
    elsewhere.write_bytes(b"precious")
    (root / "out" / "stock.csv.tmp").symlink_to(elsewhere)
    (root / "error" / "no good name.reason.txt").symlink_to(elsewhere)
    (root / "in" / "no good name").write_bytes(b"x")
    files.put("stock.csv", b"new", "out")
    shared.look()
    assert elsewhere.read_bytes() == b"precious"
    assert (root / "out" / "stock.csv").read_bytes() == b"new"
    assert b"name" in (root / "error" / "no good name.reason.txt").read_bytes()
