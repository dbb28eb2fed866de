"""What a table says in one indicator row, a sentence a measure. Every cell told is cited."""

from __future__ import annotations

from decimal import Decimal

from assistant.answer.book import Line, Page, exact
from assistant.answer.reply import Reply, said_points, said_rate
from forms.numbers import is_blank
from forms.parse.cutoff import looks_cut_off
from scoring.facts.totals import class_name

ZERO = Decimal(0)
STATES = {"met": "已完成", "exceeded": "超额完成", "missed": "没有完成", "unknown": "不能判断是否完成"}


def whole(reply: Reply, page: Page, line: Line) -> str:
    """The row cell by cell."""
    cells = [
        ("指标值", "target"),
        ("实际完成值", "actual"),
        ("分值", "points"),
        ("得分", "score"),
        ("偏差原因及措施", "deviation_note"),
    ]
    if line.cells.target is None:
        cells[0] = ("年初指标值", "initial_target")
    told = [
        f"{label}{reply.cell(page, line.id(field), 120)}"
        for label, field in cells
        if (page.table.text(line.id(field)) or "").strip()
    ]
    reply.cite(page, line.id("level3"))
    kind = class_name(line.cells.level2 or line.cells.level1)
    return f"{page.name}第{line.row}行是{kind}“{line.name}”：{'，'.join(told).rstrip('。')}。"


def actual(reply: Reply, page: Page, line: Line) -> str:
    if is_blank(line.cells.actual):
        return ""
    return (
        f"{head(page, line)}的{reply.target_and_actual(page, line)}{state(reply, page, line)}。{cut(line.cells.actual)}"
    )


def state(reply: Reply, page: Page, line: Line) -> str:
    """，没有完成 / ，按年中调整后的指标值10次已完成 — as far as it can be told."""
    judged = line.judged
    if judged is None or judged.state == "unknown":
        return ""
    if judged.adjusted is not None:
        reply.cite(page, line.id("deviation_note"))
        return f"；年中调整后的指标值是{judged.adjusted.text}，按调整后的指标值{STATES[judged.state]}"
    return f"，{STATES[judged.state]}"


def target(reply: Reply, page: Page, line: Line) -> str:
    field = "initial_target" if is_blank(line.cells.target) else "target"
    if is_blank(page.table.text(line.id(field))):
        return ""
    told = (
        f"{head(page, line)}的{'年初' if field == 'initial_target' else '年度'}"
        f"指标值是{reply.cell(page, line.id(field), 200)}"
    )
    judged = line.judged
    if judged is not None and judged.adjusted is not None:
        told += f"；{_note_says(reply, page, line)}，调整后是{judged.adjusted.text}"
    return told + "。"


def _note_says(reply: Reply, page: Page, line: Line) -> str:
    return f"表内说明“{reply.cell(page, line.id('deviation_note'), 120)}”"


def points(reply: Reply, page: Page, line: Line) -> str:
    if is_blank(line.cells.points):
        return ""
    return f"{head(page, line)}的分值是{reply.score(page, line.id('points'))}。"


def score(reply: Reply, page: Page, line: Line) -> str:
    if is_blank(line.cells.score):
        return ""
    told = f"{head(page, line)}得{reply.score(page, line.id('score'))}，分值{reply.score(page, line.id('points'))}"
    return told + _formula(reply, page, line)


def _formula(reply: Reply, page: Page, line: Line) -> str:
    scored = line.scored
    if scored is None or scored.recomputed is None or scored.recomputed == scored.stated:
        return "。"
    reply.cite(page, line.id("target"), line.id("actual"))
    return f"；按公式应为{said_points(scored.recomputed)}（{scored.how}）。"


def recomputed(reply: Reply, page: Page, line: Line) -> str:
    scored = line.scored
    if scored is None:
        return ""
    reply.cite(page, line.id("target"), line.id("actual"), line.id("points"))
    stated = f"，自评给了{reply.score(page, line.id('score'))}" if not is_blank(line.cells.score) else ""
    if scored.recomputed is not None:
        full = line.seen.points
        off = f"，应扣{said_points(full - scored.recomputed)}" if full is not None and full > scored.recomputed else ""
        return f"{head(page, line)}按公式应得{said_points(scored.recomputed)}{off}（{scored.how}）{stated}。"
    if scored.min is not None and scored.max is not None:
        return f"{head(page, line)}按公式只能定一个范围：{scored.how}{stated}。"
    return f"{head(page, line)}不能按公式复算：{scored.how}{stated}。"


def lost(reply: Reply, page: Page, line: Line) -> str:
    gone = line.lost
    if gone is None:
        return ""
    reply.cite(page, line.id("points"), line.id("score"))
    if gone == 0:
        return f"{head(page, line)}没有扣分，分值{line.cells.points}，得{line.cells.score}分" + _formula(
            reply, page, line
        )
    return f"{head(page, line)}扣了{said_points(gone)}（分值{line.cells.points}，得{line.cells.score}分）" + _formula(
        reply, page, line
    )


def note(reply: Reply, page: Page, line: Line) -> str:
    if not line.seen.note:
        return ""
    text = reply.cell(page, line.id("deviation_note"), 500)
    return (
        f"{head(page, line)}的偏差原因及措施写的是："
        f"{text}{'' if text.endswith('。') else '。'}{cut(line.cells.deviation_note)}"
    )


def completion(reply: Reply, page: Page, line: Line) -> str:
    judged = line.judged
    if judged is None or judged.completion is None:
        return ""
    reply.cite(page, line.id("actual"), line.id("target" if line.cells.target is not None else "initial_target"))
    against = line.seen.target
    if "倍" in reply.query.words and judged.adjusted is None:
        times = judged.completion.quantize(Decimal("0.01"))
        rate = said_rate(judged.completion)
        return f"{head(page, line)}完成{line.seen.actual}，是指标值{against}的{times}倍（完成率{rate}）。"
    if judged.adjusted is not None:
        reply.cite(page, line.id("deviation_note"))
        return (
            f"{head(page, line)}的完成率是{said_rate(judged.completion)}（完成{line.seen.actual}，"
            f"年中调整后的指标值{judged.adjusted.text}；年初指标值{against}）。"
        )
    return f"{head(page, line)}的完成率是{said_rate(judged.completion)}（完成{line.seen.actual} ÷ 指标值{against}）。"


def difference(reply: Reply, page: Page, line: Line) -> str:
    fact = page.facts.get(line.id("difference"))
    if fact is None or fact.value is None:
        return _about(reply, page, line)
    judged = line.judged
    shown = reply.target_and_actual(page, line)
    if judged is not None and judged.adjusted is not None:
        reply.cite(page, line.id("deviation_note"))
        shown += f"，年中调整后的指标值{judged.adjusted.text}"
    if fact.value == 0:
        return f"{head(page, line)}与指标值持平：{shown}。"
    return f"{head(page, line)}比指标值{'多' if fact.value > 0 else '少'}{fact.text}：{shown}。"


def _about(reply: Reply, page: Page, line: Line) -> str:
    """The difference of a hedged actual: 5800余件 is about 1800件 more than 4000件; "" where none can be told."""
    done, aim = line.seen.done, line.seen.aim.quantities
    if (
        len(done) != 1
        or len(aim) != 1
        or done[0].family != aim[0].family
        or done[0].is_date
        or line.seen.aim.qualitative
    ):
        return ""
    gap = done[0].value - aim[0].value
    if not gap or not done[0].hedge:
        return ""
    told = f"{exact(abs(reply.number(gap)) / done[0].scale)}{done[0].unit}"
    return f"{head(page, line)}比指标值{'多' if gap > 0 else '少'}约{told}：{reply.target_and_actual(page, line)}。"


def adjusted(reply: Reply, page: Page, line: Line) -> str:
    judged = line.judged
    if judged is None or not judged.adjusted_by:
        return f"{head(page, line)}的指标值没有调整过的记载，{reply.target_and_actual(page, line)}。"
    if judged.adjusted_by == "column":
        return (
            f"{head(page, line)}的指标值由年初的{reply.cell(page, line.id('initial_target'))}"
            f"调整为{reply.cell(page, line.id('target'))}，"
            f"完成{reply.cell(page, line.id('actual'))}。"
        )
    changed = judged.adjusted.text if judged.adjusted else ""
    reply.cite(page, line.id("target"), line.id("actual"))
    return (
        f"{head(page, line)}由{line.seen.target}调整为{changed}，"
        f"完成{line.seen.actual}（{_note_says(reply, page, line)}）。"
    )


def head(page: Page, line: Line) -> str:
    return f"{page.name}的“{line.name}”"


def cut(text: str | None) -> str:
    return "（这一格的文字像是没有写完，请对照原表。）" if text and looks_cut_off(text) else ""


TELLERS = {
    "row": whole,
    "actual": actual,
    "target": target,
    "points": points,
    "score": score,
    "recomputed": recomputed,
    "gap": recomputed,
    "lost": lost,
    "note": note,
    "completion": completion,
    "difference": difference,
    "adjusted": adjusted,
    "narrative": whole,
    "overview": whole,
    "": actual,
    "total": score,
    "goal": target,
}
LABELS = {
    "actual": "实际完成值",
    "target": "年度指标值",
    "points": "分值",
    "score": "得分",
    "note": "偏差原因",
    "completion": "完成率",
    "difference": "差额",
    "lost": "得分",
    "recomputed": "可以复算的得分",
    "": "实际完成值",
    "total": "得分",
}
