"""复核 without a browser: charts that tell what they show, two states beside each other, questions about all tables."""

from __future__ import annotations

import asyncio
import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from openpyxl import load_workbook

from scoring.sampling import by_risk
from store.desk import Desk
from ui import asking, changed, charts, exports, opening, reviewing, session
from ui.panels.review import ReviewPage, View
from ui.reviewing import ListLine
from ui.session import Office, Refusal
from ui.shelf import Listed


def line(number: int, name: str, rate: str, stated: str, rules: tuple[str, ...] = (), errors: int = 0) -> ListLine:
    return ListLine(
        number, Listed(str(number), "f", name, stated=stated, rate=rate, rules=rules, errors=errors), "填报"
    )


def ask(office: Office, user: str, question: str, here: str) -> None:
    with ThreadPoolExecutor(1) as beside:
        beside.submit(asyncio.run, asking.ask(office, user, question, here)).result()


def test_the_scatter_has_round_ticks_and_tells_a_heap_once() -> None:
    lines = [line(n, f"项目{n}", "0.995", "99.95") for n in range(1, 5)] + [
        line(5, "一个很长名字的项目", "0.43", "94.3")
    ]
    drawn = charts.scatter(lines)
    assert drawn.title == "5 项落在“指标全满分”线上"
    assert [words for _, words in drawn.xs] == ["40%", "60%", "80%", "100%"]
    assert [words for _, words in drawn.ys] == ["94", "96", "98", "100"]
    assert sorted(p.label for p in drawn.points if p.label) == ["4 项", "一个很长…"]
    assert all(0 <= p.x <= 100 and 0 <= p.y <= 100 for p in drawn.points)


def test_labels_of_points_close_by_do_not_lie_on_each_other() -> None:
    lines = [line(1, "甲项目", "0.5", "95"), line(2, "乙项目", "0.58", "95.05"), line(3, "丙", "1", "100")]
    labels = [p.label for p in charts.scatter(lines).points if p.label]
    assert len(labels) == len(set(labels))
    assert "丙" in labels


def test_a_list_of_one_finished_project_has_a_picture() -> None:
    assert charts.scatter([line(1, "甲", "1", "100")]).points[0].x == 100
    assert charts.scatter([]).points == ()


def test_the_rules_told_are_what_is_sent_back_and_what_is_most_frequent() -> None:
    lines = [line(n, "x", "1", "100", ("BI01", "BI02", "NV07")) for n in range(9)]
    lines.append(line(9, "y", "1", "100", ("SC01", "SC03", "IN04", "PT01", "NV01")))
    head, bars = charts.rule_bars(lines)
    assert [bar.severity for bar in bars[:3]] == ["error"] * 3
    assert {"BI01", "BI02", "NV07"} <= {bar.key for bar in bars}
    assert head.startswith("9 项：")


def test_what_was_changed_after_a_return_is_told_cell_by_cell(office: Office, user: str, desk: Desk) -> None:
    assert changed.last_return(office.store.workflow.stages(user, desk.id)) is None
    assert changed.since_return(office, user, desk, None) is None
    office.store.workflow.move(user, desk.id, "送审")
    office.store.workflow.move(user, desk.id, "退回", opinion="请改得分。")
    session.edit_cell(office, user, desk.id, "R1.score", "13.50")
    now = session.edit_cell(office, user, desk.id, "total_score", "95.4")
    found = changed.since_return(office, user, now, changed.last_return(office.store.workflow.stages(user, desk.id)))
    assert found is not None
    assert {(c.place, c.before, c.after) for c in found.cells} == {("H12", "15", "13.50"), ("H20", "96.9", "95.4")}
    assert ("自评", "96.90", "95.40") in found.scores
    assert any("未完成指标却得满分" in told for told in found.mended)
    assert "改了 2 处" in found.told


def test_two_tables_of_one_project_are_found_and_put_in_the_order_of_their_years(
    office: Office, user: str, desk: Desk
) -> None:
    text = "项目支出绩效自评表" + opening.SAMPLES.read_text(encoding="utf-8").split("项目支出绩效自评表")[1]
    old = opening.open_text(
        office, user, "2020年度" + text.replace("接待费", "接待费（2020年）").replace("27次", "31次")
    )
    new = opening.open_text(office, user, "2021年度" + text)
    lines = [entry.item for entry in reviewing.listing(office, user)]
    item = next(i for i in lines if i.id == new.id)
    assert {other.id for other in changed.alike(item, lines)} == {desk.id, old.id}
    found = changed.of_two(office, user, new, old)
    assert (found.before, found.after) == ("2020 年", "2021 年")
    assert any((c.place, c.before, c.after) == ("F12", "31次", "27次") for c in found.cells)
    page = ReviewPage(office).show(user, View(new.id, mode="years", other=old.id))
    assert "2020 年" in page


def test_a_question_about_all_tables_cites_the_cells_of_each_and_is_kept(office: Office, user: str) -> None:
    first = opening.open_sample(office, user, 0)
    ask(office, user, "执行率最低的是哪个项目？", first.id)
    said = asking.talk(office, user)
    assert [turn.kind for turn in said] == ["user", "answer"]
    assert "互联网行业党建工作经费" in said[1].text
    assert all(citation.desk and citation.name for citation in said[1].citations)
    assert "互联网行业党建工作经费" in ReviewPage(office).show(user, View(first.id, mode="ask"))
    asking.forget(office, user)
    assert asking.talk(office, user) == ()


def test_only_what_was_submitted_can_be_taken_up_for_review(office: Office, user: str, desk: Desk) -> None:
    with pytest.raises(Refusal, match="还没有送审"):
        reviewing.take_up(office, user, [desk.id])
    office.store.workflow.move(user, desk.id, "送审")
    assert reviewing.take_up(office, user, [desk.id]) == 1
    assert office.store.workflow.state(user, desk.id) == "复核中"


def test_a_sample_reads_only_what_can_be_in_it_and_draws_the_same(office: Office, user: str) -> None:
    opening.open_sample(office, user, 0)
    items = office.shelf.tables(user)
    desks = [session.load(office, user, item.id) for item in items]
    whole = by_risk([d.table for d in desks], [session.checked(office, user, d) for d in desks], 3)
    drawn = reviewing.sample(office, user, 3, "risk", 3)
    assert [item.id for item, _ in drawn] == [items[pick.number - 1].id for pick in whole]
    assert [reasons for _, reasons in drawn] == [pick.reasons for pick in whole]
    samples = reviewing.Samples()
    first = samples.of(office, user, 3, "risk")
    assert samples.of(office, user, 3, "risk") is first
    session.edit_cell(office, user, items[0].id, "narrative", "改过。")
    assert samples.of(office, user, 3, "risk") is not first


def test_the_list_tells_states_and_reviewed_scores_of_all_tables(office: Office, user: str, desk: Desk) -> None:
    other = opening.open_sample(office, user, 2)
    office.store.workflow.move(user, other.id, "送审")
    reviewing.set_row(office, user, desk.id, 1, score="13.50")
    found = {entry.item.id: entry for entry in reviewing.listing(office, user)}
    assert (found[desk.id].state, found[other.id].state) == ("填报", "送审")
    assert str(found[desk.id].reviewed) == "95.40"
    assert found[other.id].reviewed is None


def test_a_finding_that_the_reviewer_sets_aside_is_not_in_the_opinion_and_can_be_taken_back(
    office: Office, user: str, desk: Desk
) -> None:
    page = ReviewPage(office)
    event = {"id": desk.id, "do": "aside", "rule": "SC01", "row": "1"}
    with pytest.raises(Refusal, match="理由"):
        page.act(user, {**event, "reason": " "})
    shown = page.act(user, {**event, "reason": "<i>口径允许</i>"})
    assert "您忽略了 1 条" in shown.panes["review"]
    assert "&lt;i&gt;口径允许" in shown.panes["review"]
    assert "没有完成却得满分" not in reviewing.drafted_opinion(office, user, desk)
    assert session.load(office, user, desk.id).ignored == ()
    paper = load_workbook(io.BytesIO(exports.export(office, user, "paper", desk.id).content))["复核底稿"]
    assert ["忽略", "未完成指标却得满分"] in [[cell.value for cell in row[:2]] for row in paper.iter_rows()]
    page.act(user, {"id": desk.id, "do": "back"})
    assert "没有完成却得满分" in reviewing.drafted_opinion(office, user, desk)
