"""`ziping read`: one JSON document, exit statuses, one line on stderr."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

SEED = Path("eval_sets/samples/seed.txt")


def ziping(*arguments: str | bytes) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "cli", "read", *arguments], capture_output=True, text=True, check=False
    )


def test_json_is_one_document_with_the_shape_of_the_design() -> None:
    run = ziping(str(SEED), "--json")
    document = json.loads(run.stdout)
    assert (run.returncode, run.stderr) == (0, "")
    assert sum(len(table["indicators"]) for table in document["tables"]) == 118
    first = document["tables"][0]
    assert first["source"] == {"file": "seed.txt", "sheet": "", "index": 1}
    assert (first["cells"]["funds.executed"], first["indicators"][0]["cells"]["target"]) == ("F5", "E12")
    assert {"place", "message"} == set(document["problems"][0])


def test_for_a_person_every_text_stands_with_its_place() -> None:
    run = ziping(str(SEED))
    assert "年度指标值 ≥30次（E12）" in run.stdout
    assert "读表提示 I12" in run.stdout


def test_a_file_without_a_table_is_exit_2_with_one_line_and_nothing_on_stdout(tmp_path: Path) -> None:
    odd = os.fsencode(tmp_path) + b"/a\xff\nb.txt"
    with open(odd, "w", encoding="utf-8") as stream:  # noqa: PTH123 - a name that is no text
        stream.write("今天天气不错")
    run = ziping(odd)
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.count("\n") == 1
    assert "没有找到" in run.stderr


def test_reading_leaves_no_file_behind(tmp_path: Path) -> None:
    copy = tmp_path / "seed.txt"
    copy.write_bytes(SEED.read_bytes())
    ziping(str(copy))
    assert [path.name for path in tmp_path.iterdir()] == ["seed.txt"]
