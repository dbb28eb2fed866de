"""`ziping ask`: its JSON shape, several files, its exit statuses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from tests.assistant.scripted_server import Handler, scripted, status, whole
from ui.terminal.ask import register

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


def looks_up(question: str) -> Callable[[Handler], None]:
    """The model calls the tool that answers from the cells."""
    arguments = json.dumps({"question": question}, ensure_ascii=False)
    call = {"id": "c1", "type": "function", "function": {"name": "answer_from_cells", "arguments": arguments}}
    message = {"role": "assistant", "content": None, "tool_calls": [call]}
    choice = {"index": 0, "message": message, "finish_reason": "tool_calls"}
    return lambda handler: handler.json(
        {"id": "c1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}
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


def asked_here(monkeypatch: pytest.MonkeyPatch, url: str, *words: str) -> Result:
    """`ziping ask` in this process, with a model at `url`: what talks to a model takes seconds to import."""
    app = typer.Typer()
    register(app)
    monkeypatch.setenv("ZIPING_BASE_URL", url)
    monkeypatch.setenv("ZIPING_MODEL", "m")
    return CliRunner().invoke(app, [str(ROOT / SEED), *words])


@pytest.mark.parametrize("shape", [(), ("--json",)])
def test_what_a_model_says_is_printed_as_its_own_with_its_cells_when_they_hold_it(
    shape: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "接待费全年执行率69.28%，执行34638.00元。"
    with scripted(looks_up("接待费执行率多少"), lambda handler: handler.json(whole(said))) as server:
        done = asked_here(monkeypatch, server.url, "接待费执行率多少", *shape)
        assert len(server.requests) == 2
    assert done.exit_code == 0
    assert not done.stderr.strip()
    if shape:
        made = json.loads(done.stdout)
        assert made["answer"] == said
        assert made["answered"] is True
        assert {one["cell"] for one in made["citations"]} >= {"funds.executed", "funds.annual_budget"}
        assert {claim["verdict"] for claim in made["claims"]} == {"supported"}
    else:
        head, told, *cells = done.stdout.splitlines()
        assert head == "【模型作答，已与单元格核对】"
        assert told == said
        assert any("34638.00" in cell for cell in cells)


def test_an_endpoint_that_refuses_leaves_the_answer_of_the_cells_and_one_line_why(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with scripted(status(401), forever=True) as server:
        off = asked_here(monkeypatch, server.url, "接待费执行率多少", "--json", "--offline")
        done = asked_here(monkeypatch, server.url, "接待费执行率多少", "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout) == json.loads(off.stdout)
    assert len(done.stderr.strip().splitlines()) == 1
