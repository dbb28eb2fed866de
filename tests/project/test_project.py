"""The project as a whole: its layout, its lock, and a wheel that works outside of the checkout."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIGHT = ("pandas", "openpyxl", "gradio", "langchain", "langchain_core", "openai", "sqlalchemy", "xlsxwriter", "docx")


def test_the_lock_names_no_host_and_hashes_every_package() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    packages = re.findall(r"^[A-Za-z0-9_.-]+(?:\[[^\]]*\])?==", lock, flags=re.MULTILINE)
    assert len(packages) > 100
    assert len(
        re.findall(r"^[A-Za-z0-9_.-]+.*== ?[^\n]*\\\n\s+--hash=sha256:|==[^\n]*\\$", lock, flags=re.MULTILINE)
    ) >= len(packages)


@pytest.mark.parametrize("command", [["check", "--json"], ["read", "--json"], ["rules"], ["profiles"]])
def test_light_commands_import_nothing_heavy(command: list[str]) -> None:
    code = (
        "import sys; from ui.terminal.main import run\n"
        "try: run()\n"
        "except SystemExit: pass\n"
        f"sys.stderr.write('HEAVY ' + ' '.join(m for m in {LIGHT!r} if m in sys.modules))"
    )
    files = [] if command[0] in {"rules", "profiles"} else ["eval_sets/samples/seed.txt"]
    done = subprocess.run(
        [sys.executable, "-c", code, *command[:1], *files, *command[1:]], cwd=ROOT, capture_output=True, check=True
    )
    assert done.stderr.decode().rpartition("HEAVY ")[2].strip() == ""


@pytest.mark.slow
def test_a_wheel_installed_elsewhere_reads_checks_and_drafts(tmp_path: Path) -> None:
    dist = tmp_path / "dist"
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(dist), str(ROOT)],
        check=True,
        capture_output=True,
    )
    venv.create(tmp_path / "venv", with_pip=False)
    python = next(
        path
        for path in (tmp_path / "venv" / "bin" / "python", tmp_path / "venv" / "Scripts" / "python.exe")
        if path.exists()
    )
    site = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    subprocess.run(
        [
            sys.executable,
            "-m",
            "uv",
            "pip",
            "install",
            "-q",
            "--no-deps",
            "--target",
            site,
            *map(str, dist.glob("*.whl")),
        ],
        check=True,
    )
    # The libraries come from this environment's folder; the project itself only from the wheel.
    libraries = next(path for path in sys.path if path.endswith("site-packages"))
    (Path(site) / "libraries.pth").write_text(libraries, encoding="utf-8")
    (tmp_path / "表.txt").write_text(
        (ROOT / "eval_sets/samples/seed.txt").read_text(encoding="utf-8"), encoding="utf-8"
    )

    def ziping(*args: str) -> dict[str, object]:
        done = subprocess.run(
            [python, "-c", "from cli import main; main()", *args],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode in {0, 1}, done.stderr
        return json.loads(done.stdout)

    origin = subprocess.run(
        [python, "-c", "import forms; print(forms.__file__)"], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout
    assert str(ROOT) not in origin
    assert len(ziping("read", "表.txt", "--json")["tables"]) == 11
    assert len(ziping("check", "表.txt", "--json")["tables"]) == 11
    assert ziping("draft", "表.txt", "--for", "narrative", "--drafter", "template", "--json")["drafts"]
