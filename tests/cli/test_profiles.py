"""`ziping profiles`: the list, one profile with its sources, an unknown name."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from scoring.profile import KEYS, LABELS, load_profile, profile_names
from ui.terminal.main import build
from ui.terminal.profiles import page

RUN = CliRunner()


def test_the_list_names_every_profile() -> None:
    result = RUN.invoke(build("profiles"), ["profiles"])
    assert result.exit_code == 0
    assert [line.split()[0] for line in result.output.splitlines()] == list(profile_names())


@pytest.mark.parametrize("name", profile_names())
def test_a_profile_shows_every_value_with_its_source(name: str) -> None:
    lines = list(page(load_profile(name)))
    assert len(lines) == 3 + 2 * len(KEYS)
    assert set(KEYS) == set(LABELS)
    assert not any("Decimal" in line or "None" in line for line in lines)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("shenzhen-2021", "执行率小数位：2"),
        ("central-2020", "执行率小数位：没有规定"),
        ("central-2020", "定性指标三档：100%–80%、80%–60%、60%–0%"),
        ("yitihua", "预算数为 0 的执行率：0"),
        ("guangxi", "必须说明的超额倍数：1.3"),
        ("capped", "按执行率封顶：低于 80% 最高 89、低于 70% 最高 79、低于 60% 最高 69、低于 50% 最高 59"),
        ("hubei", "定性指标三档：100%–80%、80%–50%、50%–0%"),
        ("review-14", "无法考核扣：30%、60%、100%"),
        ("beijing-2016", "越低越好未完成时：指标值 ÷ 完成值 × 分值"),
    ],
)
def test_values_are_told_in_words(name: str, told: str) -> None:
    assert told in RUN.invoke(build("profiles"), ["profiles", name]).output


def test_what_is_unsure_says_so() -> None:
    assert "出处待核实" in RUN.invoke(build("profiles"), ["profiles", "capped"]).output


def test_an_unknown_name_is_one_line_and_exit_2() -> None:
    result = RUN.invoke(build("profiles"), ["profiles", "nowhere"])
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "nowhere.toml：没有这个口径" in result.stderr
