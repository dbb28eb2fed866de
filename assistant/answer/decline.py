"""What is not ours to do, help, and one short question back where nothing was understood."""

from __future__ import annotations

import re

from assistant.answer.reply import Reply, blank
from assistant.answer.scope import pages_of
from assistant.answer.types import Answer, Change, Focus, Query
from forms.numbers import is_blank


def change(reply: Reply, query: Query, focus: Focus) -> Answer:
    """A number is changed only on the unit's word that it is wrong, as a proposal that the user confirms."""
    pages = pages_of(reply.book, query, focus)
    page = pages[0]
    proposal: Change | None = None
    told = ""
    if query.rows and query.said:
        line = reply.book.line(*query.rows[0])
        page = reply.book.page(line.table)
        told = (
            f"表内“{line.name}”的实际完成值是{reply.cell(page, line.id('actual'), 60)}。"
            if not is_blank(line.cells.actual)
            else ""
        )
    elif not blank(page, "total_score") and len(pages) == 1 and re.search("分", query.words):
        told = f"表内自评总分是{reply.score(page, 'total_score')}。"
    return reply.done(
        f"不能为了好看改数字：表内的数要与实际和佐证材料一致。{told}如果原来填错了，"
        f"请说明实际数和依据，在表上改过之后会重新计算得分；确有偏差的，应当如实填写原因。",
        answered=False, table=page.number if len(pages) == 1 else None, change=proposal,
    )  # fmt: skip


def help_text(reply: Reply) -> Answer:
    """What can be asked."""
    book = reply.book
    many = len(book) > 1
    example = book.pages[0].name
    return reply.done(
        (
            f"可以问表里有的内容，比如：{example}的执行率多少、结余多少、为什么扣分、哪些指标没完成、"
            f"满分但没完成的有哪些、总分对不对、第三行是什么、该不该退回、这段文字和表格一致吗。"
        )
        + ("多张表还可以问：哪个项目执行率最低、结余最多的三个、平均执行率、某项目和某项目比。" if many else "")
        + "表里没有的会直接说没有。"
    )


def chat(reply: Reply) -> Answer:
    return reply.done("您好。可以问这些自评表里的内容，比如执行率多少、为什么扣分、哪些指标没完成。")


def outside(reply: Reply) -> Answer:
    return reply.done("这不是自评表里的内容，回答不了。可以问表内的预算、执行、指标、得分和偏差原因。", answered=False)


def drafting(reply: Reply) -> Answer:
    return reply.done("起草文字请用对话里的起草功能，或命令 ziping draft；这里只回答表内有什么。", answered=False)


def no_such(reply: Reply, query: Query) -> Answer:
    """A table or row that there is not."""
    if query.missing_table == "哪张表":
        return reply.done("请说明是哪张表的：可以说项目名称，或“第几张表第几行”。", answered=False)
    row = "行" in query.missing_table or "指标" in query.missing_table
    where = "这张表" if row else "这些文件"
    return reply.done(
        f"{where}没有{query.missing_table.strip()}，请看看是不是说错了。"
        f"要回答需要先打开那一{'行所在的' if row else '张'}表。",
        answered=False,
    )


def which(reply: Reply) -> Answer:
    """One short question back."""
    names = "、".join(page.name for page in reply.book.pages[:6])
    return reply.done(
        f"没有看懂问的是什么。请说明要问哪个项目（如{names}）的哪一项内容，比如执行率、结余、得分、某个指标。",
        answered=False,
    )
