"""`ziping verify`: JSON and marked text, cases streamed, exit statuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from forms.errors import FormError
from ui.terminal.main import build

SAMPLES = str(Path(__file__).parents[2] / "eval_sets" / "samples" / "seed.txt")


def _run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(build("verify"), ["verify", SAMPLES, *arguments])
    if isinstance(result.exception, FormError):
        return 2, str(result.exception)
    return result.exit_code, result.stdout


def test_an_unfaithful_text_exits_with_one_and_shows_its_cell() -> None:
    status, shown = _run("--kind", "narrative", "--table", "1", "--text", "全年接待28次。")
    assert status == 1
    assert "[28次✗]" in shown
    assert "F12" in shown


def test_a_faithful_text_exits_with_zero() -> None:
    assert _run("--text", "全年接待27次。")[0] == 0


def test_json_is_one_document() -> None:
    status, shown = _run("--text", "全年接待28次。", "--json")
    result = json.loads(shown)["results"][0]
    assert (status, result["verdict"]) == (1, "unfaithful")
    claim = result["claims"][0]
    assert (claim["start"], claim["end"], claim["text"], claim["verdict"]) == (4, 7, "28次", "contradicted")
    assert "R1.actual" in claim["facts"]


def test_a_text_may_stand_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "文字.txt"
    file.write_text("因供货延期，全年接待27次。", encoding="utf-8")
    assert _run("--text-file", str(file))[0] == 1
    assert _run("--text-file", str(file), "--stated", "因供货延期")[0] == 0


def test_cases_are_answered_a_line_each_and_win_over_the_options(tmp_path: Path) -> None:
    cases = [
        {"id": "a", "table": 2, "kind": "narrative", "text": "开展直播3场。"},
        {"id": "b", "table": 1, "row": 1, "kind": "deviation", "text": "少3次。"},
        {"id": "c", "table": 1, "kind": "goal", "text": "全年接待27次。"},
    ]
    file = tmp_path / "cases.jsonl"
    file.write_text("\n".join(json.dumps(case, ensure_ascii=False) for case in cases), encoding="utf-8")
    status, shown = _run("--table", "5", "--kind", "answer", "--cases", str(file))
    results = [json.loads(line) for line in shown.splitlines()]
    assert status == 1
    assert [(result["id"], result["verdict"]) for result in results] == [
        ("a", "faithful"),
        ("b", "faithful"),
        ("c", "unfaithful"),
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--table", "12", "--text", "一"],
        ["--row", "99", "--text", "一"],
        ["--kind", "poem", "--text", "一"],
        [],
        ["--text-file", "没有.txt"],
    ],
)
def test_what_cannot_be_read_says_so_in_one_line(arguments: list[str]) -> None:
    status, said = _run(*arguments)
    assert status == 2
    assert said
    assert "\n" not in said
