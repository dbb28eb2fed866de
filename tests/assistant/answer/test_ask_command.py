"""`ziping ask`: its JSON shape, several files, its exit statuses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.assistant.scripted_server import scripted, whole

ROOT = Path(__file__).parents[3]
SEED = "eval_sets/samples/seed.txt"


def ask(*words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("ZIPING_")}
    return subprocess.run(
        [sys.executable, "cli.py", "ask", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env=own | settings,
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


def test_a_model_that_invents_is_asked_and_refused_and_the_cells_answer_unless_offline() -> None:
    with scripted(lambda handler: handler.json(whole("接待费的执行率为79.28%。")), forever=True) as server:
        model = {"ZIPING_BASE_URL": server.url, "ZIPING_MODEL": "m"}
        off = ask(SEED, "接待费执行率多少", "--json", "--offline", **model)
        assert not server.requests
        done = ask(SEED, "接待费执行率多少", "--json", **model)
        assert server.requests
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == json.loads(off.stdout)
    assert len(done.stderr.strip().splitlines()) == 1
    assert "未采用" in done.stderr
