"""`ziping user`, `backup` and `restore` as an administrator uses them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import typer
from argon2 import PasswordHasher
from typer.testing import CliRunner, Result

from store import passwords
from store.store import Store
from tests.store.test_desks import desk
from ui.terminal import backup, user

PASSWORD = "correct horse 12"


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    assert run(tmp_path / "data", "user", "add", "limin", "--unit", "网信办", "--name", "李敏").exit_code == 0
    return tmp_path / "data"


def run(data: Path, *args: str) -> Result:
    app = typer.Typer()
    user.register(app)
    backup.register(app)
    return CliRunner().invoke(app, [*args, "--data", str(data)], input=f"{PASSWORD}\n")


def with_table(data: Path) -> str:
    store = Store(data)
    account = store.accounts.find("limin").id
    store.desks.save(account, desk(), {"name": "接待费"})
    store.close()
    return account


def test_a_user_is_added_listed_closed_and_opened_again(data: Path) -> None:
    assert run(data, "user", "list").stdout == "limin\t填报人\t网信办\n"
    assert run(data, "user", "disable", "limin").exit_code == 0
    assert run(data, "user", "list").stdout == "limin\t填报人\t网信办\t已停用\n"
    assert run(data, "user", "enable", "limin").exit_code == 0
    assert run(data, "user", "passwd", "limin").exit_code == 0


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("user", "add", "limin", "--unit", "x"), "已经有人用了"),
        (("user", "add", "a", "--unit", "x", "--role", "boss"), "没有“boss”这个角色"),
        (("user", "passwd", "nobody"), "没有用户“nobody”"),
        (("user", "disable", "nobody"), "没有用户“nobody”"),
        (("user", "export", "nobody", "x.zip"), "没有用户“nobody”"),
        (("user", "removed", "nobody"), "没有用户“nobody”"),
        (("user", "purge", "nobody", "--yes"), "没有用户“nobody”"),
        (("restore", "nothing.zip"), "不是备份文件"),
        (("backup", "no/such/folder/b.zip"), "写不了"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_exit_status_2(data: Path, args: tuple[str, ...], told: str) -> None:
    result = run(data, *args)
    assert result.exit_code == 2
    assert told in result.stderr
    assert result.stderr.count("\n") == 1
    assert PASSWORD not in result.output


def test_what_belongs_to_a_closed_account_is_handed_out(data: Path, tmp_path: Path) -> None:
    with_table(data)
    run(data, "user", "disable", "limin")
    assert "已导出 1 张表" in run(data, "user", "export", "limin", str(tmp_path / "all.zip")).stdout
    assert run(data, "user", "export", "limin", str(tmp_path / "own.zip"), "--own").exit_code == 0
    with zipfile.ZipFile(tmp_path / "own.zip") as archive:
        assert "d1/desk.json" in archive.namelist()


def test_a_removed_table_is_listed_and_brought_back(data: Path) -> None:
    account = with_table(data)
    store = Store(data)
    store.desks.remove(account, ["d1"])
    store.close()
    assert run(data, "user", "removed", "limin").stdout.startswith("d1\t接待费\t")
    assert "已恢复 1 张表" in run(data, "user", "bring-back", "limin", "d1").stdout
    assert run(data, "user", "removed", "limin").stdout == ""


def test_a_purge_asks_first_and_then_leaves_nothing(data: Path) -> None:
    with_table(data)
    assert run(data, "user", "purge", "limin").exit_code == 1
    assert "已清除 1 张表" in run(data, "user", "purge", "limin", "--yes").stdout
    assert run(data, "user", "list").stdout == ""


def test_a_backup_is_restored_into_an_empty_folder_and_nowhere_else(data: Path, tmp_path: Path) -> None:
    with_table(data)
    assert "1 张表，1 个用户" in run(data, "backup", str(tmp_path / "b.zip")).stdout
    assert run(data, "restore", str(tmp_path / "b.zip")).exit_code == 2
    assert "1 张表，1 个用户" in run(tmp_path / "fresh", "restore", str(tmp_path / "b.zip")).stdout
    assert run(tmp_path / "fresh", "user", "list").stdout == "limin\t填报人\t网信办\n"
