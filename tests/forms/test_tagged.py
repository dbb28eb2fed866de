"""Forms of unlike bureaus (`tagged/*.txt`, made up), in every way in which they reach the program."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from forms.read import read_file, read_text
from forms.table import Reading
from tests.forms import tagging
from tests.forms.drawing import workbook
from tests.forms.tagging import Tagged, load, wrongs

FORMS = sorted((Path(__file__).parent / "tagged").glob("*.txt"))


def differences(tagged: Tagged, reading: Reading) -> list[tuple[int, str, str, str | None]]:
    """What is read otherwise than a person does: table, field, the right text, the text read."""
    assert len(reading.tables) == len(tagged.tables)
    pairs = enumerate(zip(tagged.tables, reading.tables, strict=True), 1)
    return [(number, *wrong) for number, (said, table) in pairs for wrong in wrongs(said, table)]


def written(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


FILES: dict[str, Callable[[str, Path], Path]] = {
    "xlsx": lambda drawing, folder: workbook(folder / "自评.xlsx", {"Sheet1": drawing}),
    "docx": lambda drawing, folder: tagging.as_docx(drawing, folder / "自评.docx"),
    "html": lambda drawing, folder: written(folder / "自评.html", tagging.as_html(drawing)),
    "csv": lambda drawing, folder: written(folder / "自评.csv", tagging.as_csv(drawing)),
}


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
@pytest.mark.parametrize("kind", FILES)
def test_a_file_is_read_as_a_person_reads_it(kind: str, path: Path, tmp_path: Path) -> None:
    tagged = load(path)
    assert differences(tagged, read_file(FILES[kind](tagged.drawing, tmp_path))) == []


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
@pytest.mark.parametrize("paste", [tagging.as_paste, tagging.as_markdown], ids=lambda paste: paste.__name__)
def test_a_paste_that_keeps_its_columns_is_read_as_a_person_reads_it(paste: Callable[[str], str], path: Path) -> None:
    tagged = load(path)
    assert differences(tagged, read_text(paste(tagged.drawing))) == []


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_paste_from_a_web_page_is_read_as_a_person_reads_it(path: Path) -> None:
    tagged = load(path)
    assert differences(tagged, read_text(tagging.as_web_paste(tagged.drawing))) == []


OFFICE = ["audit_office_plain_rows", "police_points_in_class", "notes_between_subtables", "tianjin_weights_first"]
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


@needs_office
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_what_libreoffice_saves_of_it_is_read_the_same(kind: str, tmp_path: Path) -> None:
    forms = {name: load(FORMS[0].with_name(f"{name}.txt")) for name in OFFICE}
    sources = [str(workbook(tmp_path / f"{name}.xlsx", {"表": tagged.drawing})) for name, tagged in forms.items()]
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path), *sources]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    for name, tagged in forms.items():
        made = (tmp_path / f"{name}.{kind}").rename(tmp_path / f"{name}.{'et' if kind == 'xls' else kind}")
        assert differences(tagged, read_file(made)) == []
