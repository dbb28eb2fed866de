"""What a row is called in prose."""

from __future__ import annotations

import pytest

from assistant.draft.naming import beside, counted, plain_name, project_name


@pytest.mark.parametrize(
    ("name", "unit", "told"),
    [
        ("培训人数", "人", "培训"),
        ("入住老人数", "人", "入住老人"),
        ("处置案件数", "件", "处置案件"),
        ("巡查河道条数", "条", "巡查河道"),
        ("森林火灾发生起数", "起", "森林火灾发生"),
        ("受益农户数", "户", "受益农户"),
        ("改造危房户数", "户", "改造危房"),
        ("执法检查企业家次", "家次", "执法检查企业"),
        ("接待来访群众批次", "批", "接待来访群众"),
        ("新增图书册数", "册", "新增图书"),
        ("完成村数", "个", "完成村数"),
        ("灌溉水利用系数", "", "灌溉水利用系数"),
        ("公众应急知识知晓率", "%", "公众应急知识知晓率"),
        ("服务老人数量", "人", "服务老人"),
    ],
)
def test_the_tail_that_the_unit_says_again_is_left_out(name: str, unit: str, told: str) -> None:
    assert counted(name, unit) == told


@pytest.mark.parametrize(
    ("name", "words", "told"),
    [
        ("库区水质", "水质稳中向好", "库区"),
        ("水质改善", "明显改善", "水质"),
        ("志愿者队伍稳定性", "基本稳定", "志愿者队伍"),
        ("救助资金拨付", "按时拨付", "救助资金"),
        ("运维机制", "健全", "运维机制"),
        ("网上正面宣传", "形成宣传声势", "网上正面宣传"),
    ],
)
def test_name_and_words_do_not_say_the_same_twice(name: str, words: str, told: str) -> None:
    assert beside(name, words) == (told, words)


def test_points_numbers_and_codes_are_no_part_of_a_name() -> None:
    assert plain_name("指标1：持证上岗率（20分）") == "持证上岗率"
    assert project_name("51000021T000000-河长制工作经费") == "河长制工作经费"
    assert project_name("120急救车辆购置") == "120急救车辆购置"
