"""Which files of a folder are examined, and what each is called."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from forms.errors import UnreadableFile
from forms.limits import DEFAULT_LIMITS
from scoring.batch.inputs import find, member_bytes


def test_files_come_in_a_fixed_order_and_others_are_named(tmp_path: Path) -> None:
    for name in ("b.xlsx", "a.docx", "子文件夹/c.txt", "图片.png", ".hidden.xlsx", "~$a.docx"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    units, passed = find(tmp_path)
    assert [unit.name for unit in units] == ["a.docx", "b.xlsx", "子文件夹/c.txt"]
    assert [(one.name, one.reason) for one in passed] == [("图片.png", "不是能读的格式")]


def test_members_of_an_archive_are_files_with_names_as_windows_wrote_them(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "全部.zip", "w") as archive:
        archive.writestr("x.txt", "1")
        archive.writestr("__MACOSX/x.txt", "1")
        gbk = zipfile.ZipInfo("接待费.txt".encode("gb18030").decode("cp437"))
        archive.writestr(gbk, "2")
    raw = (tmp_path / "全部.zip").read_bytes()
    units, _ = find(tmp_path)
    assert "全部.zip/x.txt" in [unit.name for unit in units]
    assert len(units) == 2
    assert b"".join(member_bytes(units[0], DEFAULT_LIMITS)) in {b"1", b"2"}
    assert raw


def test_a_gbk_name_without_the_flag_is_read_as_gbk(tmp_path: Path) -> None:
    name = "接待费.txt".encode("gb18030")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("z" * len(name), "2")
    data = (tmp_path / "a.zip").read_bytes().replace(b"z" * len(name), name)
    (tmp_path / "a.zip").write_bytes(data)
    units, passed = find(tmp_path)
    assert [one.name for one in units] == ["a.zip/接待费.txt"]
    assert passed == []


def test_a_member_that_inflates_beyond_the_limit_is_refused_while_inflating(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"0" * 5_000_000)
    units, _ = find(tmp_path)
    with pytest.raises(UnreadableFile, match="超过 1 MB"):
        list(member_bytes(units[0], replace(DEFAULT_LIMITS, file_bytes=1_000_000)))


def test_a_broken_archive_is_passed_by(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\3\4 broken")
    assert [one.reason for one in find(tmp_path)[1]] == ["压缩包已损坏"]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "outside.txt").write_text("x", encoding="utf-8")
    inside = tmp_path / "in"
    inside.mkdir()
    (inside / "link.txt").symlink_to(tmp_path / "outside.txt")
    assert find(inside) == ([], [])


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="没有这个文件夹"):
        find(tmp_path / "none")


def test_a_changed_file_is_another_unit(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("1", encoding="utf-8")
    first = find(tmp_path)[0][0].id
    path.write_text("22", encoding="utf-8")
    assert find(tmp_path)[0][0].id != first
