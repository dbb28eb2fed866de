"""Profiles: what loads and what does not, which values are in force, which profile a form shows."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from forms.table import FundsRow, Indicator, IndicatorClass, SelfEvaluationTable
from scoring.profile import FOLDER, KEYS, ProfileError, choose_profile, load_profile, profile_for, profile_names

WANTED = {
    "central-2020", "central-2021", "shenzhen-2021", "yitihua", "guangxi", "sichuan-2023", "capped", "review-14",
    "hubei",
    "beijing-2016",
}  # fmt: skip
BASE = FOLDER.joinpath("central-2020.toml").read_text(encoding="utf-8")


def _write(folder: Path, text: str, name: str = "mine") -> Path:
    folder.joinpath("central-2020.toml").write_text(BASE, encoding="utf-8")
    folder.joinpath(f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def test_all_known_profiles_are_there() -> None:
    assert set(profile_names()) >= WANTED


@pytest.mark.parametrize("name", sorted(WANTED))
def test_every_value_has_a_source_and_a_year(name: str) -> None:
    profile = load_profile(name)
    assert set(profile.basis) == set(KEYS)
    assert all(basis.source and basis.since >= 2000 for basis in profile.basis.values())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('title = "甲"\n[[low_rate]]\nvalue = 0.9\nsince = 2020\n',
        "mine.toml 的 low_rate：取值没有写出处（source）"),
        ('title = "甲"\n[[low_rate]]\nvalue = 0.9\nsource = "文"\n',
        "mine.toml 的 low_rate：取值没有写起始年度（since）"),
        ('title = "甲"\n[[low_rate]]\nsince = 2020\nsource = "文"\n', "mine.toml 的 low_rate：没有写 value"),
        ('title = "甲"\n[[low_rate]]\nvalue = "九成"\nsince = 2020\nsource = "文"\n',
        "mine.toml 的 low_rate：要一个数"),
        ('title = "甲"\nlow_rate = 0.9\n', "mine.toml 的 low_rate：要写成 [[…]]，每个取值带 since 和 source"),
        ('title = "甲"\n[[lowrate]]\nvalue = 1\nsince = 2020\nsource = "文"\n', "mine.toml 的 lowrate：没有这个键"),
        ('title = "甲"\n[[score_rounding]]\nvalue = "up"\nsince = 2020\nsource = "文"\n',
        "只能是 half_up、cut、either"),
        ('title = "甲"\n[recognise]\nclass_points = { "收入" = 5 }\n',
        "mine.toml 的 recognise：class_points 没有 收入 这一类"),
        ('[[low_rate]]\nvalue = 0.9\nsince = 2020\nsource = "文"\n', "mine.toml 的 title：没有写名称"),
        ('title = "甲"\nbase = "mine"\n', "mine.toml 的 base：口径互相引用"),
        ('title = "甲"\n', "mine.toml 的 weights：当前年度没有取值"),
        ("title = [", "评分口径 mine.toml：读不出"),
    ],
)  # fmt: skip
def test_an_error_names_file_and_key(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ProfileError) as caught:
        load_profile("mine", None, _write(tmp_path, text))
    assert told in str(caught.value)
    assert caught.value.file == "mine.toml"


def test_an_unknown_name_lists_those_that_there_are() -> None:
    with pytest.raises(ProfileError, match=r"没有这个口径。现有：.*central-2020"):
        load_profile("../../etc/passwd")


def test_the_value_in_force_in_the_year_applies(tmp_path: Path) -> None:
    text = 'title = "甲"\nbase = "central-2020"\n' + "".join(
        f'[[low_rate]]\nvalue = {value}\nsince = {since}\nsource = "文 {since}"\n'
        for value, since in ((0.9, 2024), (0.85, 2021))
    )
    folder = _write(tmp_path, text)
    rates = {year: load_profile("mine", year, folder).low_rate for year in (2019, 2021, 2023, 2024, None)}
    assert rates == {
        2019: Decimal("0.85"),
        2021: Decimal("0.85"),
        2023: Decimal("0.85"),
        2024: Decimal("0.9"),
        None: Decimal("0.9"),
    }
    assert load_profile("mine", 2023, folder).source("low_rate") == "文 2021"


def test_what_is_borrowed_or_unsure_says_so() -> None:
    assert "本口径未定，按 central-2020" in load_profile("hubei").source("grades")
    assert "出处待核实" in load_profile("hubei").source("bands")
    assert load_profile("guangxi").source("note_from").endswith("校验")


@pytest.mark.parametrize(
    ("total", "grade"), [("100", "优"), ("90", "优"), ("89.99", "良"), ("80", "良"), ("79.9", "中"), ("60", "中"),
    ("59.9", "差"), ("0", "差")]
)  # fmt: skip
def test_a_grade_begins_at_its_bound(total: str, grade: str) -> None:
    assert load_profile("central-2020").grade(Decimal(total)) == grade


def _form(points: dict[str, str], funds: str = "10", **more: object) -> SelfEvaluationTable:
    rows = tuple(
        Indicator(row=number, level1=f"{name}指标", level3="甲", target="1次", actual="1次", points=value)
        for number, (name, value) in enumerate(points.items(), 1)
    )
    values: dict[str, object] = {"funds": (FundsRow(name="年度资金总额", points=funds),), "indicators": rows} | more
    return SelfEvaluationTable.model_validate(values)


@pytest.mark.parametrize(
    ("form", "name"),
    [
        (_form({"产出": "50", "效益": "40"}), "shenzhen-2021"),
        (_form({"产出": "50", "效益": "30", "满意度": "10"}), "central-2020"),
        (_form({"成本": "20", "产出": "40", "效益": "20", "满意度": "10"}), "central-2021"),
        (_form({"产出": "40", "效益": "40"}, funds="20"), "hubei"),
        (_form({"产出": "50", "效益": "30", "满意度": "10"}, department="四川省财政厅"), "sichuan-2023"),
        (_form({"产出": "50", "效益": "30", "满意度": "10"}, department="广西壮族自治区教育厅"), "guangxi"),
        (_form({"产出": "50", "效益": "40"}, profile="capped"), "capped"),
        (SelfEvaluationTable(), "central-2020"),
    ],
)
def test_the_form_itself_shows_its_profile(form: SelfEvaluationTable, name: str) -> None:
    assert choose_profile(form).name == name


def test_a_heading_that_states_its_points_wins_over_the_sum_of_its_rows() -> None:
    form = _form({"产出": "47", "效益": "40"}, classes=(IndicatorClass(level1="产出指标", points="50"),))
    assert choose_profile(form).name == "shenzhen-2021"


def test_a_setting_applies_where_the_form_shows_nothing() -> None:
    assert choose_profile(SelfEvaluationTable(), "yitihua").name == "yitihua"
    assert choose_profile(_form({"产出": "50", "效益": "40"}), "yitihua").name == "shenzhen-2021"


def test_what_a_user_chose_wins_over_the_form() -> None:
    form = _form({"产出": "50", "效益": "40"})
    assert profile_for(form, "yitihua").name == "yitihua"
    assert profile_for(form).name == "shenzhen-2021"


def test_the_year_of_the_table_picks_the_values() -> None:
    assert choose_profile(SelfEvaluationTable(year=2022)).year == 2022
