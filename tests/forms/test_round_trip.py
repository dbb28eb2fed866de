"""read(write(read(f))) is read(f) with the change, in every format that is written."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eval_sets.expected import SAMPLES, expected_table
from forms.edit import with_texts
from forms.errors import NotWritable
from forms.parse import parse
from forms.read import read_file
from forms.table import SelfEvaluationTable
from forms.write import standard_docx, standard_xlsx, write
from tests.forms import drawing

NUMBERS = range(1, 12)
BUREAUS = sorted(Path(__file__).parent.glob("bureaus/*.txt"))
FACTS = ("R1.actual", "R1.deviation_note", "R2.target", "R3.level3", "narrative", "goal", "project_name")
ORDINARY = st.text(st.sampled_from("=+-@ 因疫情《》“”，。；：27次%<>&\"'|\\_x0041_\n万元①　"), min_size=1, max_size=40)
SETTINGS = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@cache
def table_of(path: Path) -> SelfEvaluationTable:
    return read_file(path).tables[0]


def plain(table: SelfEvaluationTable) -> dict[str, Any]:
    """What a table says, without where it stands."""
    said = table.model_dump(exclude={"source", "cells"})
    for row in said["indicators"]:
        del row["cells"], row["shift"]
        row["deviation_note"] = row["deviation_note"] or ""
    said["other"] = [(entry["label"], entry["text"]) for entry in said["other"]]
    return said


def assert_same(before: SelfEvaluationTable, after: SelfEvaluationTable) -> None:
    assert plain(after) == plain(before)


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
@pytest.mark.parametrize("number", NUMBERS)
def test_a_sample_file_takes_several_changes_and_no_other(kind: str, number: int, tmp_path: Path) -> None:
    source, out = SAMPLES / kind / f"{number:02}.{kind}", tmp_path / f"out.{kind}"
    table = table_of(source)
    changes = {
        "R1.actual": "28次",
        "R2.deviation_note": "因=故，\n另行说明",
        "narrative": "全年完成。",
        "R1.score": "13.5",
    }
    write(source, table, changes, out)
    after = read_file(out).tables[0]
    assert_same(with_texts(table, changes), after)
    assert after.cells == table.cells


@SETTINGS
@given(kind=st.sampled_from(["xlsx", "docx"]), fact=st.sampled_from(FACTS), text=ORDINARY)
def test_any_text_in_any_cell_is_read_back(tmp_path: Path, kind: str, fact: str, text: str) -> None:
    source, out = SAMPLES / kind / f"01.{kind}", tmp_path / f"out.{kind}"
    table = table_of(source)
    write(source, table, {fact: text}, out)
    after = read_file(out).tables[0]
    assert (after.text(fact) or "").strip() == text.strip()


@pytest.mark.parametrize("number", NUMBERS)
def test_a_pasted_file_keeps_its_shape(number: int, tmp_path: Path) -> None:
    source = tmp_path / "粘贴.txt"
    source.write_bytes((SAMPLES / "seed.txt").read_bytes())
    tables, out = read_file(source).tables, tmp_path / "out.txt"
    changes = {"R1.actual": "28次", "R2.deviation_note": "因故，\n另行说明", "narrative": "全年完成。"}
    write(source, tables[number - 1], changes, out)
    after = read_file(out).tables
    for before, now in zip(tables, after, strict=True):
        is_changed = before.source.index == number
        assert_same(with_texts(before, changes) if is_changed else before, now)
    old, new = source.read_text("utf-8").split("\n"), out.read_text("utf-8").split("\n")
    assert len(new) == len(old) + 1  # the line break inside a quoted cell


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_csv_keeps_its_encoding_and_line_ends(encoding: str, ending: str, tmp_path: Path) -> None:
    rows = [line.split("\t") for line in (SAMPLES / "seed.txt").read_text("utf-8").split("\n")[:26]]
    text = ending.join(",".join(f'"{cell}"' if "，" in cell else cell for cell in row) for row in rows)
    source, out = tmp_path / "表.csv", tmp_path / "out.csv"
    source.write_bytes(text.encode(encoding))
    table = table_of(source)
    write(source, table, {"R1.actual": '28,"次"'}, out)
    assert out.read_bytes().decode(encoding) == text.replace("≥30次,27次", '≥30次,"28,""次"""')
    assert read_file(out).tables[0].indicators[0].actual == '28,"次"'


def test_a_markdown_table_is_written_between_its_pipes(tmp_path: Path) -> None:
    rows = [line.split("\t") for line in (SAMPLES / "seed.txt").read_text("utf-8").split("\n")[1:26] if line]
    source, out = tmp_path / "表.md", tmp_path / "out.md"
    source.write_text("\n".join("| " + " | ".join(row) + " |" for row in rows), "utf-8")
    table = table_of(source)
    write(source, table, {"R1.actual": "28|次\n整"}, out)
    assert "| ≥30次 | 28\\|次<br>整 | 15 |" in out.read_text("utf-8")
    assert read_file(out).tables[0].indicators[0].actual == "28|次\n整"


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_all_samples_in_the_standard_form_are_read_back(kind: str, tmp_path: Path) -> None:
    tables = [expected_table(number) for number in NUMBERS]
    out = tmp_path / f"out.{kind}"
    (standard_xlsx if kind == "xlsx" else standard_docx)(tables, out)
    after = read_file(out).tables
    assert len(after) == len(tables)
    for before, now in zip(tables, after, strict=True):
        assert_same(before, now)


@pytest.mark.parametrize("path", BUREAUS, ids=lambda path: path.stem)
@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_forms_of_other_bureaus_keep_every_field_in_the_standard_form(kind: str, path: Path, tmp_path: Path) -> None:
    table = parse(drawing.grid(path.read_text("utf-8"))).tables[0]
    out = tmp_path / f"out.{kind}"
    (standard_xlsx if kind == "xlsx" else standard_docx)([table], out)
    after, before = plain(read_file(out).tables[0]), plain(table)
    for said in (before, after):  # class lines of their own depend on merged cells; numbers of goals are labels
        del said["classes"], said["other"]
        said["total_points"], said["total_score"] = said["total_points"] or "", said["total_score"] or ""
    assert after == before


def test_a_source_that_is_only_read_gives_a_clean_workbook(tmp_path: Path) -> None:
    source = tmp_path / "表.html"
    rows = [line.split("\t") for line in (SAMPLES / "seed.txt").read_text("utf-8").split("\n")[1:26] if line]
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    source.write_text(f"<table>{cells}</table>", "utf-8")
    table = table_of(source)
    write(source, table, {"R1.actual": "=28次"}, tmp_path / "out.xlsx")
    after = read_file(tmp_path / "out.xlsx").tables[0]
    assert after.indicators[0].actual == "=28次"
    assert [row.score for row in after.indicators] == [row.score for row in table.indicators]
    with pytest.raises(NotWritable, match="只能读"):
        write(source, table, {"R1.actual": "28次"}, tmp_path / "out.html")


needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


@needs_office
@pytest.mark.parametrize(
    ("kind", "target"), [("xlsx", "csv:Text - txt - csv (StarCalc):44,34,76"), ("docx", "txt:Text (encoded):UTF8")]
)
def test_libreoffice_shows_the_written_text_exactly(kind: str, target: str, tmp_path: Path) -> None:
    source, out = SAMPLES / kind / f"01.{kind}", tmp_path / f"out.{kind}"
    text = "=SUM(A1) +86 -5% @某 <b>&amp;_x0041_ “引号”"
    write(source, table_of(source), {"R1.deviation_note": text}, out)
    target = {"xlsx": "csv:Text - txt - csv (StarCalc):44,34,76", "docx": "txt:Text (encoded):UTF8"}[kind]
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", target, "--outdir", str(tmp_path), str(out)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    shown = next(p for p in tmp_path.iterdir() if p.suffix in {".csv", ".txt"}).read_text("utf-8-sig")
    assert text in shown
