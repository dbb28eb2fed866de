"""`ziping draft` and `ziping model test` as a user calls them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.dialect import forget
from forms.read import read_file
from tests.assistant import scripted_server as play
from tests.assistant.draft.forms import SEED
from tests.assistant.draft.models import HONEST
from ui.terminal.main import build


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(build(arguments[0]), list(arguments))
    code = result.exit_code
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return code, result.stdout, result.stderr


def test_json_is_one_document_in_the_agreed_shape() -> None:
    code, out, err = run("draft", str(SEED), "--for", "narrative", "--table", "1", "--json")
    made = json.loads(out)["drafts"]
    assert code == 0
    assert set(made[0]) >= {"table", "kind", "row", "text", "facts", "missing", "drafter", "verdict", "claims"}
    assert (made[0]["table"], made[0]["kind"], made[0]["row"], made[0]["drafter"]) == (1, "narrative", None, "template")
    assert set(made[0]["missing"][0]) >= {"row", "what", "question"}
    assert all({"start", "end", "text", "verdict"} <= set(claim) for claim in made[0]["claims"])
    assert "接待费" in err
    assert out.count("\n") == 1


def test_all_deviations_of_a_file_are_drafted_with_rows_and_the_rate() -> None:
    _code, out, _err = run("draft", str(SEED), "--for", "deviation", "--all", "--json")
    made = json.loads(out)["drafts"]
    assert [(one["table"], one["row"]) for one in made][:4] == [(1, 1), (1, None), (2, 2), (2, 3)]
    assert {one["table"] for one in made} == {1, 2, 3, 4, 5, 7, 8, 9, 10}


@pytest.mark.parametrize("suffix", ["xlsx", "docx", "txt"])
def test_the_drafts_of_a_whole_file_are_written_into_a_copy(tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"out.{suffix}"
    code, printed, _err = run("draft", str(SEED), "--for", "goal", "--all", "--write", str(out), "--json")
    texts = [one["text"] for one in json.loads(printed)["drafts"]]
    assert code == 0
    assert [table.goal for table in read_file(out).tables] == texts


def test_a_cause_given_on_the_command_line_is_quoted() -> None:
    arguments = ("--table", "1", "--cause", "结余资金为未支付的接待尾款")
    _code, out, _err = run("draft", str(SEED), "--for", "narrative", *arguments, "--json")
    made = json.loads(out)["drafts"][0]
    assert "结余资金为未支付的接待尾款（填报人说明）" in made["text"]
    assert "stated.1" in made["facts"]


def test_lengths_differ() -> None:
    texts = [run("draft", str(SEED), "--for", "narrative", "--table", "9", "--length", n)[1] for n in ("100", "400")]
    assert len(texts[0]) < len(texts[1])


@pytest.mark.parametrize(
    "arguments",
    [("--table", "12"), ("--table", "1", "--row", "99"), ("--for", "deviation", "--table", "1", "--row", "5")],
)
def test_a_place_that_is_not_there_is_told(arguments: tuple[str, ...]) -> None:
    from forms.errors import FormError

    with pytest.raises(FormError) as caught:
        run("draft", str(SEED), "--for", "narrative", *arguments)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("arguments", [("--length", "150"), ("--drafter", "model"), ("--drafter", "magic")])
def test_a_wrong_option_is_exit_2(arguments: tuple[str, ...]) -> None:
    code, out, _err = run("draft", str(SEED), "--for", "narrative", *arguments)
    assert (code, out) == (2, "")


def test_a_table_without_deviations_says_so() -> None:
    code, out, err = run("draft", str(SEED), "--for", "deviation", "--table", "6")
    assert (code, out) == (0, "")
    assert "没有需要说明的偏差" in err


def test_a_configured_model_is_used_and_can_be_forbidden(monkeypatch: pytest.MonkeyPatch) -> None:
    forget()
    with play.scripted(HONEST) as server:
        monkeypatch.setenv("ZIPING_BASE_URL", server.url)
        monkeypatch.setenv("ZIPING_MODEL", "scripted")
        monkeypatch.setenv("ZIPING_API_KEY", "sk-secret")
        _code, out, err = run("draft", str(SEED), "--for", "narrative", "--table", "1", "--json")
        assert json.loads(out)["drafts"][0]["drafter"] == "model"
        assert "sk-secret" not in out + err
        _code, out, _err = run("draft", str(SEED), "--for", "goal", "--table", "1", "--json", "--drafter", "template")
        assert json.loads(out)["drafts"][0]["drafter"] == "template"
        assert len(server.requests) == 1
    forget()


def test_model_test_tells_what_an_endpoint_can_do(monkeypatch: pytest.MonkeyPatch) -> None:
    with play.scripted(play.refuses("json_schema", then=play.says('{"word": "你好"}')), forever=True) as server:
        monkeypatch.setenv("ZIPING_BASE_URL", server.url)
        monkeypatch.setenv("ZIPING_MODEL", "scripted")
        monkeypatch.setenv("ZIPING_API_KEY", "sk-secret")
        code, out, _err = run("model", "test")
    assert code == 0
    assert "不可用　按结构输出" in out
    assert "可用　指定调用工具" in out
    assert "起草时使用：指定调用工具" in out
    assert "sk-secret" not in out


def test_model_test_without_an_endpoint_says_what_to_set() -> None:
    code, out, err = run("model", "test")
    assert (code, out) == (2, "")
    assert "ZIPING_BASE_URL" in err


def test_model_test_fails_for_an_endpoint_that_refuses_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    with play.scripted(play.status(401)) as server:
        monkeypatch.setenv("ZIPING_BASE_URL", server.url)
        monkeypatch.setenv("ZIPING_MODEL", "scripted")
        code, out, _err = run("model", "test")
    assert code == 1
    assert "401" in out
