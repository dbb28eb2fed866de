"""What is not in the form, not ours to do, or not a question at all. No number but those of a cell that is cited."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answer import finding
from assistant.answer.account import unaccounted
from assistant.answer.book import Line, Page
from assistant.answer.cues import FOREIGN, TIME, R
from assistant.answer.mentions import stretch
from assistant.answer.reply import Reply
from assistant.answer.scope import pages_of
from assistant.answer.types import Answer, Focus, Query
from assistant.answer.units import measured_in
from forms.numbers import is_blank

_NEEDS = (
    (re.compile("其他年度|去年|上年|前年|往年|历年|近几年|同比|环比|增长"), "其他年度的情况", "以前年度的自评表或决算"),
    (re.compile("明年|下年|下一年|次年|后年|未来|预测"), "以后年度的情况", "以后年度的预算或计划文件"),
    (re.compile("季度|上半年|下半年|月份|每个?月|逐月|按月|各月"), "分月、分季度的数据", "分月的执行或完成台账"),
    (re.compile("全市|全省|全国|全区|别的|别"
                "家|兄弟|其他|隔壁|外单位|外地"), "其他单位或地区的数据", "那些单位的自评表"),
    (re.compile("电话|手机|联系|邮箱|负责人|经办|填报人|填表"
                "人|领导|处长|局长|主任|科长|姓名|名单|分管|谁"), "人员信息", "单位提供的人员资料"),
    (re.compile("身份证|工资|薪|待遇|年龄|性别|住址|微信|奖金"), "个人信息", "单位的内部资料，也不宜在这里查询"),
    (re.compile("供应商|供货|厂家|厂商|中标|承包|施工|服务商|运维|物业|外"
                "包|公司|企业|乙方|合同|采购方式|招标|投标|单价|型号|品牌"), "采购和合同信息", "采购合同或中标通知书"),
    (re.compile("发票|凭证|账号|银行|开户|明细|用途|结构|买了|花在|用在|支在"), "支出明细", "支出明细账或凭证"),
    (re.compile("样本|问卷|调查|受访|抽样"), "满意度调查的方式和样本", "满意度调查问卷和统计"),
    (re.compile("哪(?:个|些|一个)(?:村|乡|镇|街道|省|县)|"
     "地点|地址|地方|在哪|嘉宾|讲师|主讲|参加者"), "活动的地点和参加人员", "活动方案、签到表"),
    (re.compile("审计|巡视|纪委|验收"), "审计、验收资料", "审计报告或验收报告"),
    (re.compile("附件|佐证|证明|照片|截图"), "佐证材料", "单位提供的附件"),
    (re.compile("编制"), "人员编制", "单位的机构编制资料"),
    (re.compile("日期|时候|时间|何时|哪天|几月|多久|几号|几点"), "具体的时间", "项目的进度记录"),
)  # fmt: skip
UNIT_WORDS = {
    "人": "人数",
    "名": "人数",
    "位": "人数",
    "人次": "人次",
    "元": "金额",
    "钱": "金额",
    "万元": "金额",
    "块": "金额",
    "块钱": "金额",
    "天": "天数",
    "家": "家数",
    "户": "户数",
    "台": "台数",
    "套": "套数",
    "亩": "面积",
    "平方米": "面积",
    "公里": "里程",
    "次": "次数",
    "场": "场次",
    "期": "期数",
}


def not_held(reply: Reply, query: Query, focus: Focus, *, search: bool = True) -> Answer:
    """Not in the form: said so, with what would be needed and a nearby cell; unless a text of it holds it."""
    pages = pages_of(reply.book, query, focus)
    page = pages[0]
    if search:
        told = from_text(reply, query, pages)
        if told:
            return told
    what, needs = _what(query)
    near, line = _near(reply, query, page)
    where = page.name if len(pages) == 1 else "这些项目"
    return reply.done(
        f"{where}的表内没有{what}，回答不了。{near}要回答需要{needs}。",
        answered=False,
        table=page.number if len(pages) == 1 else None,
        row=line.row if line else None,
    )


def from_text(reply: Reply, query: Query, pages: tuple[Page, ...]) -> Answer | None:
    """A sentence of the form's own texts that answers."""
    best: tuple[finding.Found, Page] | None = None
    for page in pages[:60]:
        found = finding.search(page, query.masked, query.topic, query.reading_of, why=query.act == "why")
        if found and (best is None or found.score > best[0].score):
            best = found, page
    if best:
        found, page = best
        if found:
            reply.cite(page, found.cell)
            return reply.done(f"{page.name}的{found.label}里写的是：{found.text}。", table=page.number)
    return None


def _what(query: Query) -> tuple[str, str]:
    """What is lacking, in the question's own words as far as they are plain, and what would be needed."""
    hit = FOREIGN.search(query.words)
    if hit:
        for pattern, what, needs in _NEEDS:
            if pattern.search(hit[0]):
                return what, needs
    unit = UNIT_WORDS.get(query.reading_of, "")
    topic = re.sub(r"\d+", "", query.topic.replace(" ", ""))[:16]
    if topic:
        return f"“{topic}”的{unit or '内容'}", "单位补充这方面的资料"
    if unit:
        return f"所问的{unit}", "单位的统计或台账"
    return "所问的内容", "单位补充这方面的资料"


def _near(reply: Reply, query: Query, page: Page) -> tuple[str, Line | None]:
    """A nearby fact: the row that was named, told with its cell."""
    if not query.rows:
        for word in query.topic.split():
            found = finding.search(page, word, word)
            if found:
                reply.cite(page, found.cell)
                return f"{found.label}里只写了“{found.text}”。", None
        return "", None
    line = reply.book.line(*query.rows[0])
    if line.table != page.number or is_blank(line.cells.actual):
        return "", None
    return f"表内有的是“{line.name}”，实际完成值{reply.cell(page, line.id('actual'), 80)}。", line


def blank_field(reply: Reply, page: Page, what: str, row: Line | None = None) -> Answer:
    """A cell that the form has, and that is empty."""
    name = f"“{row.name}”的" if row else ""
    return reply.done(
        f"{page.name}的表内没有填{name}{what}，回答不了。要回答需要单位补填这一格。",
        answered=False,
        table=page.number,
        row=row.row if row else None,
    )


def unit_differs(reply: Reply, query: Query, focus: Focus) -> Answer | None:
    """接待了多少人 where the row counts 次: not held, with the row as the nearby fact."""
    if (
        query.rows
        and re.search(f"(?:多少|几(?:个|名|家|位)?){R}", query.masked)
        and not query.reading_of
        and not _any_count(reply, query)
    ):
        query = replace(query, reading_of="个体")  # 有多少党员 where only their satisfaction is told
    if (
        not query.rows
        or not query.reading_of
        or query.measure in {"points", "score", "lost", "rate", "difference", "adjusted", "target"}
    ):
        return None
    lines = [reply.book.line(table, row) for table, row in query.rows]
    if any(measured_in(line, query.reading_of) or query.reading_of in line.name for line in lines):
        return None
    if query.reading_of in {"个", "项", "条", "年", "倍", "%"}:
        return None
    pages = pages_of(reply.book, query, focus)
    line = lines[0]
    page = reply.book.page(line.table)
    topic = line.name
    for one in pages:
        found = finding.search(one, query.words, query.topic or _core(query, line), query.reading_of)
        if found:
            reply.cite(one, found.cell)
            return reply.done(f"{one.name}的{found.label}里写的是：{found.text}。", table=one.number)
    what = UNIT_WORDS.get(query.reading_of, "数量" if query.reading_of in {"个体", "起"} else f"{query.reading_of}数")
    near = (
        f"只有“{topic}”{reply.cell(page, line.id('actual'), 60)}"
        if not is_blank(line.cells.actual)
        else f"只有“{topic}”这一项"
    )
    return reply.done(
        f"{page.name}的表内没有这方面的{what}，{near}。要回答需要单位补充{what}的统计资料。",
        answered=False,
        table=page.number,
        row=line.row,
    )


def _any_count(reply: Reply, query: Query) -> bool:
    """Whether one of the rows named tells a count."""
    lines = [reply.book.line(table, row) for table, row in query.rows]
    return any(q.family not in {"rate", "multiple"} for line in lines for q in line.seen.done)


def _core(query: Query, line: Line) -> str:
    """The part of the row's name that the question used."""
    start, end = stretch(query.words, line.name)
    return query.words[start:end]


def _dated_sentence(reply: Reply, query: Query, words: list[str]) -> Answer | None:
    """A sentence with a date that speaks of one of the words."""
    from scoring.quantity import quantities

    for page in (reply.book.page(n) for n in query.tables) if query.tables else reply.book.pages:
        for cell, text in finding.cells(page):
            for sentence in re.split("[。；;]", text):
                dated = any(q.is_date and q.family != "year" for q in quantities(sentence))
                if dated and any(word in sentence for word in words):
                    reply.cite(page, cell)
                    label = finding.Found(cell, sentence, 1).label
                    return reply.done(f"{page.name}的{label}里写的是：{sentence}。", table=page.number)
    return None


def _row_time(reply: Reply, query: Query) -> Answer | None:
    """The date of a row named: its actual, or its note."""
    from scoring.quantity import quantities

    for table, row in query.rows:
        line, page = reply.book.line(table, row), reply.book.page(table)
        if (
            any(q.is_date or q.family in {"seconds", "days", "months"} for q in quantities(line.seen.actual))
            or "时间" in line.name
        ):
            from assistant.answer import rowsaid

            told = rowsaid.actual(reply, page, line)
            if told:
                return reply.done(told, table=table, row=row)
        for cell in (line.id("actual"), line.id("deviation_note")):
            if any(q.is_date for q in quantities(page.table.text(cell) or "")):
                return reply.done(
                    f"{page.name}的“{line.name}”写的是：{reply.cell(page, cell, 300)}", table=table, row=row
                )
    return None


def no_time(reply: Reply, query: Query, focus: Focus) -> Answer | None:
    """什么时候: a date in the form's cells or texts, else not held."""
    if not TIME.search(query.words):
        return None
    from scoring.quantity import quantities

    pages = pages_of(reply.book, query, focus)
    left = unaccounted(
        query.words, [reply.book.line(*row) for row in query.rows], [reply.book.page(t) for t, _ in query.rows]
    )
    if left and query.rows:  # the rows do not account for the question: a sentence may
        told = _dated_sentence(reply, query, left)
        if told:
            return told
    told = _row_time(reply, query)
    if told:
        return told
    words = query.topic
    for page in pages:
        for cell, text in finding.cells(page):
            for clause in finding.clauses(text):
                if (
                    words
                    and any(q.is_date and q.family != "year" for q in quantities(clause))
                    and any(word in clause for word in words.split())
                ):
                    reply.cite(page, cell)
                    return reply.done(
                        f"{page.name}的{finding.Found(cell, clause, 1).label}里写的是：{clause}。", table=page.number
                    )
    return not_held(reply, query, focus, search=False)
