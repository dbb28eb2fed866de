"""`ziping ask`: its JSON shape, several files, its exit statuses."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
SEED = "eval_sets/samples/seed.txt"


def ask(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "cli.py", "ask", *words], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_json_is_one_document_of_the_agreed_shape() -> None:
    done = ask(SEED, "接待费执行率多少", "--json")
    assert done.returncode == 0, done.stderr
    made = json.loads(done.stdout)
    assert set(made) >= {"answer", "citations", "claims", "answered"}
    assert made["answered"] is True
    assert {"file", "table", "cell", "text"} <= set(made["citations"][0])
    assert {c["cell"]: c["text"] for c in made["citations"]}["funds.executed"] == "34638.00"


def test_tables_count_from_one_over_all_files() -> None:
    done = ask("eval_sets/verify/tables/education.txt", "eval_sets/verify/tables/road.txt", "第3张表的执行率", "--json")
    made = json.loads(done.stdout)
    assert {c["table"] for c in made["citations"]} == {3}
    assert made["citations"][0]["file"] == "road.txt"


def test_what_cannot_be_answered_is_still_an_answer() -> None:
    done = ask(SEED, "接待了多少人")
    assert done.returncode == 0
    assert "没有" in done.stdout


def test_a_file_that_cannot_be_read_is_exit_two_with_one_line() -> None:
    done = ask("nowhere.xlsx", "执行率多少")
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
