"""What a table says about its scores: stated and recomputed side by side, with the rows that differ."""

from __future__ import annotations

from decimal import Decimal

from assistant.answer.book import Line, Page, exact
from assistant.answer.money import Teller
from assistant.answer.reply import Reply, blank, said_points, said_rate

ZERO = Decimal(0)


def total(reply: Reply, page: Page) -> str:
    if blank(page, "total_score"):
        return ""
    told = f"{page.name}的自评总分是{reply.score(page, 'total_score')}"
    return told + (_beside(reply, page) or "。")


def _beside(reply: Reply, page: Page) -> str:
    """The recomputed total where it differs from the stated one, with why."""
    sheet = page.sheet
    if sheet.recomputed_total is None or sheet.recomputed_total == page.total:
        return ""
    return f"；按公式重新计算是{said_points(sheet.recomputed_total)}。{why_differs(reply, page)}"


def why_differs(reply: Reply, page: Page) -> str:
    """The rows whose score is another by the formula, and a total that is not the sum of its rows."""
    told = [one for line in page.lines if (one := _row_differs(reply, page, line))]
    sheet = page.sheet
    if sheet.row_total is not None and page.total is not None and sheet.row_total != page.total:
        reply.cite(page, "total_score")
        gap = page.total - sheet.row_total
        told.append(
            f"各行得分加预算执行得分合计只有{said_points(sheet.row_total)}，与所填总分相差{said_points(abs(gap))}"
        )
    if sheet.funds_score is not None and page.table.funds:
        from forms.numbers import points

        stated = points(page.table.funds[0].score)
        if stated is not None and stated != sheet.funds_score:
            told.append(f"预算执行得分填{reply.score(page, 'funds.score')}，按公式是{said_points(sheet.funds_score)}")
    return "；".join(told) + "。" if told else ""


def _row_differs(reply: Reply, page: Page, line: Line) -> str:
    scored = line.scored
    if scored is None or scored.recomputed is None or scored.stated is None or scored.recomputed == scored.stated:
        return ""
    reply.cite(page, line.id("target"), line.id("actual"), line.id("points"))
    reply.number(scored.recomputed)
    return (
        f"{line.name}（指标值{line.seen.target}，完成{line.seen.actual}）按公式{scored.how}，"
        f"自评给了{reply.score(page, line.id('score'))}"
    )


def composition(reply: Reply, page: Page) -> str:
    """What the total is made of: the funds score and the scores of the rows."""
    rows = [line for line in page.lines if line.real and line.seen.score is not None and not line.seen.sub]
    if blank(page, "total_score") or not rows:
        return ""
    for line in rows:
        reply.cite(page, line.id("score"))
    whole = sum((line.seen.score or ZERO for line in rows), ZERO)
    funds = f"预算执行得分{reply.score(page, 'funds.score')}＋" if not blank(page, "funds.score") else ""
    told = f"{page.name}的自评总分{reply.score(page, 'total_score')}由{funds}各指标得分合计{said_points(whole)}加成"
    sheet = page.sheet
    if sheet.row_total is not None and sheet.row_total != page.total:
        told += f"，但加起来只有{said_points(sheet.row_total)}，对不上"
    lost_rows = [line for line in rows if line.lost]
    names = "、".join(f"{line.name}（分值{line.cells.points}，得{line.cells.score}分）" for line in lost_rows)
    return told + (f"。没得满分的是{names}" if names else "") + "。" + why_differs(reply, page)


def recomputed(reply: Reply, page: Page) -> str:
    sheet = page.sheet
    if sheet.recomputed_total is None:
        return ""
    told = f"{page.name}按公式重新计算的总分是{said_points(sheet.recomputed_total)}"
    if page.total is not None:
        stated = reply.score(page, "total_score")
        gap = page.total - sheet.recomputed_total
        told += (
            f"，与自评总分{stated}一致。"
            if gap == 0
            else f"，自评总分是{stated}，{'多' if gap > 0 else '少'}{said_points(abs(gap))}。"
        )
        if gap != 0:
            told += why_differs(reply, page)
    else:
        told += "（表内没有填自评总分）。"
    return told


def right(reply: Reply, page: Page) -> str:
    """Whether the stated total holds."""
    sheet = page.sheet
    if page.total is None:
        return ""
    stated = reply.score(page, "total_score")
    own = sheet.row_total is None or sheet.row_total == page.total
    again = sheet.recomputed_total is None or sheet.recomputed_total == page.total
    if own and again:
        return f"{page.name}的总分{stated}是对的：各行得分加起来就是这个数，按公式重新计算也一致。"
    if own:
        return (
            f"不完全对：{page.name}的总分{stated}与各行得分加总一致，"
            f"但按公式重新计算应为{said_points(sheet.recomputed_total or ZERO)}。"
        ) + why_differs(reply, page)
    return (
        f"不对：{page.name}的总分填{stated}。"
        + why_differs(reply, page)
        + (f"按公式重新计算是{said_points(sheet.recomputed_total)}。" if sheet.recomputed_total is not None else "")
    )


def lost(reply: Reply, page: Page) -> str:
    """How many points are lost and where."""
    gone = page.lost
    if gone is None:
        return ""
    stated = reply.score(page, "total_score")
    reply.number(gone)
    if gone == 0:
        return f"{page.name}没有扣分，自评总分是{stated}。"
    where = lost_where(reply, page)
    return f"{page.name}扣了{said_points(gone)}（自评总分{stated}）：{where}"


def lost_where(reply: Reply, page: Page) -> str:
    """The places where points are lost, with the reason that the form gives; then what the formula would take off."""
    told: list[str] = []
    gone = ZERO
    if page.funds_lost:
        gone += page.funds_lost
        rate = page.rate
        why = f"，因为预算执行率只有{said_rate(rate)}" if rate is not None else ""
        reply.cite(page, "funds.points", "funds.score")
        told.append(f"预算执行扣{said_points(page.funds_lost)}（得{page.table.text('funds.score')}分{why}）")
    for line in page.lines:
        if line.lost:
            gone += line.lost
            told.append(_row_lost(reply, page, line))
    text = "；".join(told) + "。" if told else "表内各行都没有扣分。"
    if page.lost is not None and gone != page.lost:
        text += f"各行扣分合计{said_points(gone)}，与总分的扣分对不上。"
    sheet = page.sheet
    if sheet.row_total is not None and page.total is not None and sheet.row_total != page.total:
        text += (
            f"注意：各行得分加预算执行得分合计只有{said_points(sheet.row_total)}，"
            f"与所填总分相差{said_points(abs(page.total - sheet.row_total))}。"
        )
    differs = [one for line in page.lines if (one := _row_differs(reply, page, line))]
    if differs:
        text += "另外，" + "；".join(differs) + "。"
    return text


def _row_lost(reply: Reply, page: Page, line: Line) -> str:
    reply.cite(page, line.id("points"), line.id("score"), line.id("target"), line.id("actual"))
    told = (
        f"{line.name}扣{said_points(line.lost or ZERO)}（分值{line.cells.points}，"
        f"得{line.cells.score}；指标值{line.seen.target}，完成{line.seen.actual}"
    )
    if line.seen.note:
        told += f"，表内说明：{reply.cell(page, line.id('deviation_note'), 80).rstrip('。')}"
    return told + "）"


def funds_score(reply: Reply, page: Page) -> str:
    if blank(page, "funds.score"):
        return ""
    told = f"{page.name}的预算执行得分是{reply.score(page, 'funds.score')}（满分{reply.score(page, 'funds.points')}"
    if page.funds_lost:
        told += f"，扣{said_points(page.funds_lost)}"
    if page.rate is not None:
        reply.cite(page, "funds.execution_rate")
        told += f"，执行率{said_rate(page.rate)}"
    sheet = page.sheet
    if sheet.funds_how:
        told += f"；{sheet.funds_how}"
    return told + "）。"


def funds_points(reply: Reply, page: Page) -> str:
    return "" if blank(page, "funds.points") else f"{page.name}的预算执行率占{reply.score(page, 'funds.points')}。"


def grade(reply: Reply, page: Page) -> str:
    stated = page.table.stated_grade
    value = page.total
    profile = page.profile
    if stated and stated.strip():
        return f"{page.name}的自评等级是{reply.cell(page, 'stated_grade')}。"
    if value is None:
        return ""
    bounds = "，".join(f"{name}不低于{exact(reply.number(least))}分" for name, least in profile.grades if least > 0)
    told = (
        f"{page.name}按自评总分{reply.score(page, 'total_score')}属于“{profile.grade(value)}”（表内没有填等级，"
        f"按{profile.title}：{bounds}）。"
    )
    again = page.sheet.recomputed_total
    if again is not None and again != value:
        told += f"按公式重新计算的{said_points(again)}属于“{profile.grade(again)}”。"
    return told


def points(reply: Reply, page: Page) -> str:
    return "" if blank(page, "total_points") else f"{page.name}的总分分值是{reply.score(page, 'total_points')}。"


TELLERS: dict[str, Teller] = {
    "total": total,
    "score": total,
    "recomputed": recomputed,
    "gap": recomputed,
    "lost": lost,
    "funds_score": funds_score,
    "funds_points": funds_points,
    "grade": grade,
    "points": points,
}
