"""Pastes with one cell a line, as copied out of a PDF or some web pages: the rows are put together again by meaning.

The labels say where each block begins. The cells of a funds row run from its name to the next; those of an indicator
row are found by cutting the run of cells so that each piece fits the columns of the heading at the least cost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from forms.grid import Cell, Grid, letter
from forms.numbers import is_blank, money, number, points
from forms.parse.align import align
from forms.parse.cut import Row, cut
from forms.parse.labels import bare, column_field, funds_field, head_field, labels_other, section_label, total_label
from forms.parse.segments import is_title
from forms.table import Problem

_BUDGETS = frozenset({"initial_budget", "annual_budget", "executed"})
_FIGURES = _BUDGETS | {"execution_rate"}
_SAID = frozenset({"funds_note", "review_opinion", None})  # columns of a funds row that hold words
_ONE_GOAL = re.compile(r"(?:年度)?(?:总体)?目标\s*(?:[一二三四五六七八九十]|\d)\s*[：:]")
_GOAL_LABEL = re.compile(r"(?:年度)?(?:总体)?目标\s*(?:[一二三四五六七八九十]|\d)\s*(?:[（(].{1,8}[)）])?$")
_BLOCK = re.compile(r"^[^：:]*(?:预算|资金|执行)[^：:]*$")
_SHORT_LABEL = 6
_LEAST_LINES = 20
_FEW_BLANKS, _MANY_BLANKS = 0.02, 0.45


def is_stream(grid: Grid) -> bool:
    """The grid is a paste whose rows hold one cell each."""
    if not grid.ragged or len(grid.rows) < _LEAST_LINES:
        return False
    filled = [row for row in grid.rows if any(cell.text.strip() for cell in row)]
    single = sum(1 for row in filled if len(row) == 1)
    return len(filled) >= _LEAST_LINES and single >= len(filled) * 0.95


def unfold(grid: Grid) -> Grid:
    """The same paste with its rows put together."""
    texts = [row[0].text.strip() if row else "" for row in grid.rows]
    blank = texts.count("") / len(texts)
    exact = _FEW_BLANKS < blank < _MANY_BLANKS  # blank lines are blank cells, not the spacing of a page
    if not exact:
        texts = [text for text in texts if text]
    rows = _Unfolder(texts, exact).rows
    cells = tuple(
        tuple(Cell(text, number, column, f"{letter(column)}{number + 1}") for column, text in row)
        for number, row in enumerate(rows)
    )
    told = "粘贴的内容一格一行，已按内容拼成行" + ("" if exact else "；空白格没有复制进来，请核对各行")
    problems = (*grid.problems, Problem(place="", message=told))
    return Grid(grid.file, grid.sheet, cells, False, grid.by_layout, grid.unit_hint, grid.title_hint, problems)


class _Unfolder:
    """Walks the texts once; every step takes some of them and adds rows."""

    def __init__(self, texts: Sequence[str], exact: bool) -> None:
        self.texts = texts
        self.exact = exact  # blank cells are there as blank texts
        self.at = 0
        self.rows: list[Row] = []
        while self.at < len(texts):
            if not (self._indicators() or self._funds() or self._goals()):
                self._pair()

    def _peek(self, ahead: int = 0) -> str:
        at = self.at + ahead
        return self.texts[at] if at < len(self.texts) else ""

    def _take(self) -> str:
        self.at += 1
        return self.texts[self.at - 1]

    def _run(self, ahead: int, named: object) -> int:
        """How many texts from `ahead` on a labelling function names."""
        assert callable(named)
        count = 0
        while (text := self._peek(ahead + count)) and named(text):
            count += 1
        return count

    # the head and what closes the form

    def _pair(self) -> None:
        """A title, a label with its value, or a text alone."""
        text = self._take()
        if not text:
            return
        value = self._peek()
        budget = funds_field(text) in _FIGURES and number(value) is not None
        beside = head_field(text) in {"goal", "narrative"} and len(value) > 8  # 年度绩效目标 | text
        known = head_field(text) or labels_other(text)
        if is_title(text) or not (known or budget) or (section_label(text) and not budget and not beside):
            self.rows.append([(0, text)])
            return
        another = labels_other(value) and (not head_field(text) or len(value) <= _SHORT_LABEL)
        if (self.exact and not value and self.at < len(self.texts)) or (
            value and not self._labels(value) and not another
        ):
            self.rows.append([(0, text), (1, self._take())])
        else:
            self.rows.append([(0, text), (1, "")])

    def _labels(self, text: str) -> bool:
        return bool(head_field(text) or section_label(text) or is_title(text) or funds_field(text) in _BUDGETS)

    # funds

    def _funds(self) -> bool:
        """The heading of the budget columns, then a row for each name with the figures behind it."""
        ahead = 1 if section_label(self._peek()) or funds_field(self._peek()) == "name" else 0
        if ahead and not self._peek(1):
            ahead = 2
        if (
            not ahead
            and _BLOCK.search(bare(self._peek()))
            and funds_field(self._peek(1)) in _BUDGETS
            and funds_field(self._peek(2))
        ):
            ahead = 1  # whatever stands in front of two budget columns is the label of the block
        if funds_field(self._peek(ahead)) == "name" or self._peek(ahead) == "":
            ahead += 1
        count = self._run(ahead, _funds_word)
        if (
            not ahead
            and count > 2
            and funds_field(self._peek()) in {funds_field(self._peek(i)) for i in range(1, count)}
        ):
            ahead, count = 1, count - 1  # 年度预算（万元）, the label of the block
        names = [funds_field(self._peek(ahead + i)) for i in range(count)]
        if len(_BUDGETS & set(names)) < 2 and not (_BUDGETS & set(names) and "execution_rate" in names):
            return False
        heads = [self._take() for _ in range(ahead + count)]
        fields: list[str | None] = [None, "name", *names]
        labels = [(i, head) for i, head in enumerate(heads[:ahead][:2])]
        self.rows.append(labels + [(2 + i, head) for i, head in enumerate(heads[ahead:])])
        while self._peek() and not self._funds_end():
            self._funds_row(fields)
        return True

    def _funds_end(self) -> bool:
        text = self._peek()
        if head_field(text) in {"goal", "narrative"} or (section_label(text) and "目标" in text):
            return True
        if _ONE_GOAL.match(text) or self._heading_at(0)[0]:
            return True
        follows = self._peek(1)
        return bool(head_field(text)) and money(follows) is None and not is_blank(follows)

    def _funds_row(self, fields: Sequence[str | None]) -> None:
        cells = [self._take()]
        while len(cells) < len(fields) - 1 and self.at < len(self.texts):
            said = fields[len(cells) + 1] in _SAID and not self._new_row(self._peek())
            if not said and not self._figure(self._peek()):
                break
            cells.append(self._take())
        if len(cells) == len(fields) - 1:
            self.rows.append([(1 + i, text) for i, text in enumerate(cells)])
            return
        placed = align([Cell(text, 0, 1 + i, "") for i, text in enumerate(cells)], fields)
        self.rows.append(list(zip(placed or range(1, len(cells) + 1), cells, strict=True)))

    def _new_row(self, text: str) -> bool:
        """The text begins another row or block: a name with a figure behind it, or a label."""
        return self._funds_end() or bool(text and self._figure(self._peek(1)) and number(text) is None)

    def _figure(self, text: str) -> bool:
        figure = is_blank(text) or number(text) is not None or points(text) is not None or money(text) is not None
        return figure and (self.exact or text != "")

    # goal and narrative

    def _goals(self) -> bool:
        """Two labels, then two texts."""
        ahead = 1 if section_label(self._peek()) and head_field(self._peek(1)) == "goal" else 0
        if head_field(self._peek(ahead)) != "goal" or head_field(self._peek(ahead + 1)) != "narrative":
            return False
        heads = [self._take() for _ in range(ahead + 2)]
        self.rows.append(([(0, heads[0])] if ahead else []) + [(1, heads[-2]), (2, heads[-1])])
        texts: list[str] = []
        while self.at < len(self.texts) and not self._heading_at(0)[0] and not self._labels(self._peek()):
            if self.exact and len(texts) == 2:
                break
            texts.append(self._take())
        if len(texts) > 2:
            cut = next((i for i, text in enumerate(texts[:-1], 1) if text.endswith(("。", "！"))), len(texts) // 2)
            texts = ["\n".join(texts[:cut]), "\n".join(texts[cut:])]
        self.rows.append([(1 + i, text) for i, text in enumerate(texts)])
        return True

    # indicators

    def _heading_at(self, ahead: int) -> tuple[int, int]:
        """How many texts the heading of the indicators takes from here, and how many of them are block labels."""
        text = self._peek(ahead)
        lead = 1 if not column_field(text) and (section_label(text) or _GOAL_LABEL.match(text)) else 0
        count = self._run(ahead + lead, _column_word)
        fields = {column_field(self._peek(ahead + lead + i)) for i in range(count)}
        good = (
            fields & {"level1", "level2", "level3"}
            and fields & {"target", "actual", "points", "score"}
            and len(fields) > 3
        )
        return (lead + count, lead) if good else (0, 0)

    def _indicators(self) -> bool:
        """The heading, the rows under it, and the total row."""
        count, lead = self._heading_at(0)
        if not count:
            return False
        heads = [self._take() for _ in range(count)]
        fields: list[str | None] = ["section"] * lead
        fields += [column_field(head) or "other" for head in heads[lead:]]
        self.rows.append(list(enumerate(heads)))
        body: list[str] = []
        while self.at < len(self.texts) and not self._body_end(self._peek()):
            body.append(self._take())
        while body and not body[-1] and not self._peek():
            body.pop()
        self.rows.extend(cut(body, fields, exact=self.exact))
        if self._peek() and total_label(self._peek()):
            row = [self._take()]
            while self.at < len(self.texts) and self._figure(self._peek().removesuffix("分")):
                row.append(self._take())
            self.rows.append([(column, text) for column, text in enumerate(row) if text])
        return True

    def _body_end(self, text: str) -> bool:
        if total_label(text):
            return number(self._peek(1).removesuffix("分")) is not None
        field = head_field(text)
        return (
            is_title(text)
            or field in {"conclusion", "problems_found", "improvements"}
            or text.startswith(("注：", "注:", "备注："))
        )


def _column_word(text: str) -> bool:
    word = bare(text)
    return column_field(text) is not None or (word.endswith(("率", "度", "系数", "比例")) and len(word) <= 6)


def _funds_word(text: str) -> bool:
    return funds_field(text) is not None or column_field(text) is not None
