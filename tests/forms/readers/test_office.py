"""Old Word files: through LibreOffice where there is one, else one line that says what to do."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from eval_sets.expected import SAMPLES
from forms.errors import LimitExceeded, UnreadableFile
from forms.limits import DEFAULT_LIMITS
from forms.read import read_file
from forms.readers import office

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def program(folder: Path, text: str) -> None:
    """A stand-in for LibreOffice."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
    path.chmod(0o755)


@needs_office
def test_a_doc_is_read_as_the_docx_that_it_was(tmp_path: Path) -> None:
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    source = SAMPLES / "docx" / "01.docx"
    command = ["soffice", profile, "--headless", "--convert-to", "doc", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    made = (tmp_path / "01.doc").rename(tmp_path / "接待费 '1'.wps")
    before, after = read_file(source).tables[0], read_file(made).tables[0]
    assert after.indicators == before.indicators
    assert after.narrative == before.narrative
    assert after.source.file == "接待费 '1'.wps"


def test_without_libreoffice_the_user_is_told_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnreadableFile, match=r"LibreOffice.*请用 Word 或 WPS 打开后另存为 docx"):
        office.read(SAMPLES / "docx" / "01.docx")


def test_a_file_that_it_cannot_open_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "exit 0")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(UnreadableFile, match="已损坏"):
        office.read(SAMPLES / "docx" / "01.docx")


def test_one_that_hangs_is_ended_with_its_children(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, f"sleep 600 & echo $! > {tmp_path}/child; wait")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(LimitExceeded, match="秒内没有打开"):
        office.read(SAMPLES / "docx" / "01.docx", replace(DEFAULT_LIMITS, office_seconds=1.0))
    child = Path(f"/proc/{(tmp_path / 'child').read_text().strip()}/stat")
    assert not child.exists() or " Z " in child.read_text()
