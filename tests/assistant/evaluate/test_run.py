"""Cases, results, comparison, the page, the baseline, and `ziping eval` as a user calls it."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from assistant.evaluate.case import EvalCase, EvalSetError, load_cases, sets_folder
from assistant.evaluate.compare import compare, interval
from assistant.evaluate.output import Mark, Output
from assistant.evaluate.page import page, pieces
from assistant.evaluate.results import PASSED, CaseResult, SuiteResult, as_document, as_text, from_document
from assistant.evaluate.run import Plan, cases_of, run_suite
from assistant.evaluate.suite import Suite
from assistant.evaluate.suites import DEFAULT, SUITES
from scoring.claims import Claim
from tests.assistant.evaluate.running import run
from ui.terminal.main import build

AT_LEAST = {"parse": 40, "score": 60, "findings": 60, "verify": 300, "draft": 60, "ask": 80, "conversation": 20,
            "adversarial": 30}  # fmt: skip


def ziping(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(build("eval"), ["eval", *arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def suite_of(*values: tuple[float, ...], solver: str = "m", metric: str = "quality") -> SuiteResult:
    cases = [CaseResult(f"c{n}", "d", {PASSED: given, metric: given}) for n, given in enumerate(values)]
    return SuiteResult("draft", tuple(cases), solver)


@pytest.mark.parametrize("name", DEFAULT)
def test_every_suite_has_its_cases_a_readme_and_a_schema(name: str) -> None:
    cases = cases_of(SUITES[name], [sets_folder()], Plan())
    assert len(cases) >= AT_LEAST[name]
    assert (sets_folder() / name / "README.md").is_file()
    assert (sets_folder() / name / "schema.json").is_file()


def test_a_bad_case_file_is_told_with_its_place(tmp_path: Path) -> None:
    for text, told in (("- {id: a1, kind: narrative}", "不合格式"), ("a: 1", "一列用例"), ("- [", "YAML"),
                       ("- {id: same, kind: goal, file: f}\n- {id: same, kind: goal, file: f}", "重复")):  # fmt: skip
        path = tmp_path / "x.yml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(EvalSetError) as error:
            load_cases(tmp_path, "draft", [path])
        assert told in str(error.value)


def test_a_case_that_breaks_its_task_fails_and_the_others_go_on() -> None:
    async def solve(case: EvalCase, _solver: object) -> Output:
        if case.id == "b":
            raise ValueError("broken")
        return Output("好。")

    suite = Suite("x", "", lambda _root: (), solve, (lambda _case, _output: [Mark("good", True)],))
    cases = [EvalCase(name, "x", {}, sets_folder()) for name in "abc"]
    told: list[tuple[str, int, int, str]] = []
    result = asyncio.run(run_suite(suite, cases, Plan(concurrency=1), lambda *said: told.append(said)))
    assert result.failed == ["b"]
    assert "broken" in result.cases[1].reasons["error"]
    assert [(done, total) for _, done, total, _ in told] == [(1, 3), (2, 3), (3, 3)]


def test_cases_run_at_once_up_to_the_limit_and_no_further() -> None:
    running = most = 0

    async def solve(_case: EvalCase, _solver: object) -> Output:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.001)
        running -= 1
        return Output("好。")

    suite = Suite("x", "", lambda _root: (), solve, ())
    cases = [EvalCase(str(n), "x", {}, sets_folder()) for n in range(40)]
    asyncio.run(run_suite(suite, cases, Plan(concurrency=7)))
    assert most == 7


def test_a_stored_run_comes_back_as_it_was() -> None:
    result = run("draft", only=["narrative-001", "narrative-008"])
    text = as_text(as_document([result]))
    stored = from_document(json.loads(text))
    assert stored[0].metrics == pytest.approx(result.metrics, abs=1e-4)
    assert compare([result], stored).regressions == ()


def test_offline_any_step_back_is_a_regression_and_a_model_may_waver_within_its_noise() -> None:
    before, now = [(1.0,)] * 20, [(0.0,), *[(1.0,)] * 19]
    offline = compare([suite_of(*now, solver="template")], [suite_of(*before, solver="template")])
    assert {change.metric for change in offline.regressions} == {PASSED, "quality"}
    assert offline.lost == {"draft": ("c0",)}
    assert compare([suite_of(*now)], [suite_of(*before)]).regressions == ()
    worse = [(0.0, 0.0)] * 8 + [(1.0, 1.0)] * 12
    change = compare([suite_of(*worse)], [suite_of(*[(1.0, 1.0)] * 20)]).change("draft", "quality")
    assert change is not None
    assert change.worse
    assert change.difference == pytest.approx(-0.4)
    assert change.low < change.difference < change.high < 0


def test_where_less_is_better_more_is_a_regression_and_a_length_is_neither() -> None:
    def moved(metric: str) -> tuple[str, ...]:
        lower, higher = (suite_of((v,), solver="template", metric=metric) for v in (0.25, 0.75))
        return tuple(c.metric for c in compare([higher], [lower]).regressions)

    assert moved("copied_from_goal") == ("copied_from_goal",)
    assert moved("characters") == moved("quality") == ()


def test_a_changed_case_is_not_compared() -> None:
    other = SuiteResult("draft", (CaseResult("c0", "changed", {PASSED: (0.0,)}),), "template")
    found = compare([other], [suite_of((1.0,), solver="template")])
    assert (found.changes, found.unmatched) == ((), {"draft": 1})


def test_an_interval_is_the_same_every_time_and_holds_the_mean() -> None:
    pairs = [((1.0, 0.0, 1.0), (1.0,)), ((1.0,), (0.0,)), ((0.0,), (0.0,))]
    low, high = interval(pairs)
    assert (low, high) == interval(pairs)
    assert low <= 2 / 9 <= high


def test_the_page_escapes_all_text_colours_the_claims_and_loads_nothing() -> None:
    text = "<script>x</script>接待28次。"
    claim = Claim(start=20, end=23, text="28次", kind="number", verdict="contradicted", reason="表中是“27次”<b>")
    case = CaseResult("c<1", "d", {PASSED: (0.0,)}, {"faithful": "<i>"}, text, (claim,), "问<u>")
    html = page([SuiteResult("draft", (case,))], None, (0, 0))  # type: ignore[arg-type]
    assert "<script>x" not in html
    assert "<i>" not in html
    assert "<u>" not in html
    assert '<span class="contradicted" title="表中是“27次”&lt;b&gt;">28次</span>' in html
    assert not any(word in html for word in ("http:", "https:", "src=", "@import", "url("))
    assert "".join(piece for piece, _, _ in pieces(case)) == text


def test_the_offline_run_is_not_worse_than_the_stored_baseline() -> None:
    stored = from_document(json.loads((sets_folder() / "baseline.json").read_text(encoding="utf-8")))
    now = [run(name) for name in DEFAULT]
    comparison = compare(now, stored)
    told = [f"{c.suite} {c.metric} {c.before:.4f} → {c.now:.4f}" for c in comparison.regressions]
    assert told == [], dict(comparison.lost)
    assert {suite.name for suite in stored} == set(DEFAULT)


def test_the_command_writes_one_document_and_a_page(tmp_path: Path) -> None:
    out, html = tmp_path / "run.json", tmp_path / "run.html"
    code, shown, _err = ziping("--suite", "score", "--limit", "5", "--json", str(out), "--html", str(html))
    document: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    suite = document["suites"][0]
    assert code == 0
    assert set(suite) >= {"name", "cases", "passed", "metrics", "failed"}
    assert (suite["name"], suite["cases"], suite["passed"], suite["failed"]) == ("score", 5, 5, [])
    assert suite["metrics"]["passed"] == "1.0000"
    assert "score" in shown
    assert html.read_text(encoding="utf-8").startswith("<!doctype html>")
    code, printed, _err = ziping("--suite", "score", "--limit", "5", "--json", "-")
    assert json.loads(printed) == document


def test_a_regression_against_the_baseline_is_exit_1(tmp_path: Path) -> None:
    stored = tmp_path / "base.json"
    ziping("--suite", "draft", "--limit", "3", "--json", str(stored))
    assert ziping("--suite", "draft", "--limit", "3", "--baseline", str(stored))[0] == 0
    better = stored.read_text(encoding="utf-8")
    document = json.loads(better)
    for case in document["suites"][0]["results"].values():
        case["whole"] = [*case["whole"], "copied_from_goal"]
        case.get("values", {}).pop("copied_from_goal", None)
        case["values"]["characters"] = ["9"]
        case["values"]["quality"] = ["2"]
        case["whole"] = [name for name in case["whole"] if name != "quality"]
    stored.write_text(json.dumps(document), encoding="utf-8")
    code, shown, _err = ziping("--suite", "draft", "--limit", "3", "--baseline", str(stored))
    assert code == 1
    assert "退步" in shown


def test_what_cannot_be_run_is_told_in_one_line(tmp_path: Path) -> None:
    from forms.errors import FormError

    broken = tmp_path / "b.json"
    broken.write_text("[]", encoding="utf-8")
    for arguments, told in ((("--suite", "nothing"), "没有“nothing”"), (("--model", "m"), "没有配置模型接口"),
                            (("--baseline", str(broken)), "不是存下的评测结果")):  # fmt: skip
        with pytest.raises(FormError) as error:
            ziping(*arguments)
        assert told in str(error.value)


def test_the_held_out_texts_are_told_in_totals_only() -> None:
    assert "heldout" not in DEFAULT
    assert SUITES["heldout"].private
    case = CaseResult("h1", "d", {PASSED: (0.0,)}, {"wrong_found": "秘密"}, "秘密的文字")
    hidden = SuiteResult("heldout", (case,), private=True)
    assert "秘密" not in as_text(as_document([hidden])) + page([hidden], None, (0, 0))  # type: ignore[arg-type]
    assert "h1" not in as_text(as_document([hidden]))
