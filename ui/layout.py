"""How a table is laid out over rows and columns: header, funds, goal and narrative, indicators, the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from forms.numbers import is_blank, money
from forms.numbers import points as points_of
from forms.table import FundsRow, Indicator, SelfEvaluationTable
from scoring.findings import RowScore, ScoreSheet
from scoring.wording import fixed_percent
from ui.columns import ALWAYS, FIELDS, FUNDS, NUMBERS, REST, USUAL
from ui.form import CellView, Column, FormView, RowView, band, show_money, show_score, split_place
from ui.lines import Line, lines_of


def form_view(table: SelfEvaluationTable, scores: ScoreSheet, *, ours: bool = True) -> FormView:
    """Lay `table` out as the page shows it; without the 复算 column when it is not `ours` (for printing)."""
    layout = _Layout(table, scores, ours=ours)
    rows = [*layout.header(), *layout.funds(), *layout.goals(), *layout.indicators(), *layout.rest()]
    return FormView(layout.columns, tuple(_numbered(rows)), layout.places)


def _numbered(rows: Sequence[RowView]) -> Iterable[RowView]:
    """Give a row without a number of its own (title, headings) that of the next row less one, when it is free."""
    taken = {row.label for row in rows if row.label}
    for i, row in enumerate(rows):
        after = next((r.label for r in rows[i + 1 :] if r.label), "")
        before = next((r.label for r in reversed(rows[:i]) if r.label), "")
        guess = str(int(after) - 1) if after.isdigit() else ""
        if not row.label and guess not in {"", "0", *taken} and (not before.isdigit() or int(before) < int(guess)):
            taken.add(guess)
            yield replace(row, label=guess, cells=tuple(_placed(cell, guess) for cell in row.cells))
        else:
            yield row


def _placed(cell: CellView, row: str) -> CellView:
    return cell if cell.place or not cell.column.isalpha() else replace(cell, place=f"{cell.column}{row}")


class _Layout:
    """The form's geometry: which columns there are, and how each block spreads over them."""

    def __init__(self, table: SelfEvaluationTable, scores: ScoreSheet, *, ours: bool) -> None:
        self.table, self.scores = table, scores
        there = {key for key in FIELDS if any(getattr(row, key, None) is not None for row in table.indicators)}
        self.fields = tuple(key for key in FIELDS if key in there or (key in ALWAYS and (ours or key != "ours")))
        letters = {key: self._letter(key) for key in ("level1", "level2", *self.fields)}
        self.columns = (
            Column("section", "A" if letters["level1"].isalpha() else "", "28px"),
            Column("level1", letters["level1"], "64px"),
            Column("level2", letters["level2"], "90px"),
            *(Column(key, letters[key], FIELDS[key][1]) for key in self.fields),
        )
        self.width = len(self.columns)
        self.places: dict[str, str] = {}

    def _letter(self, key: str) -> str:
        if key == "ours":
            return ""
        found = Counter(
            split_place(row.cells[key])[0] for row in self.table.indicators if split_place(row.cells.get(key, ""))[0]
        )
        if found:
            return found.most_common(1)[0][0]
        return USUAL.get(key, "") if not self.table.indicators else ""

    def index(self, key: str) -> int:
        return next(i for i, column in enumerate(self.columns) if column.key == key)

    def letter(self, key: str) -> str:
        return self.columns[self.index(key)].letter

    def cell(
        self, fact: str, text: str | None, kind: str = "text", *, shown: str | None = None, columns: int = 1
    ) -> CellView:
        """A cell of the form; one that the form does not have (None) is blank and cannot be edited."""
        place = self.table.place(fact)
        if text is not None:
            self.places[fact] = place
        display = shown if shown is not None else text or ""
        return CellView(
            text=display,
            fact=fact if text is not None else "",
            place=place,
            kind=f"{kind} big" if kind == "number" and len(display) > 12 else kind,
            raw=text or "",
            columns=columns,
            column=split_place(place)[0],
            muted=is_blank(text) or money(text or "") == 0,
        )

    @staticmethod
    def label(
        text: str, columns: int = 1, rows: int = 1, kind: str = "label", *, place: str = "", column: str = ""
    ) -> CellView:
        return CellView(text=text, kind=kind, columns=columns, rows=rows, place=place, column=column)

    def row(self, cells: Iterable[CellView], kind: str = "") -> RowView:
        """A row, numbered as most of its cells are in the user's file."""
        cells = tuple(cells)
        found = Counter(n for cell in cells if cell.rows == 1 and (n := split_place(cell.place)[1]))
        return RowView(cells, found.most_common(1)[0][0] if found else "", kind)

    # -- blocks ------------------------------------------------------------------------------------------------------

    def header(self) -> list[RowView]:
        table, left = self.table, 2
        middle = self.index("actual") - left
        tail = self.width - left - middle - 2
        title = f"{table.year}年度项目支出绩效自评表" if table.year else "项目支出绩效自评表"

        def line(*pairs: tuple[str, str, str]) -> RowView:
            cells: list[CellView] = []
            for (text, fact, kind), spans in zip(pairs, ((left, middle), (2, tail)), strict=False):
                value = table.text(fact)
                shown = show_money(value, table.unit) if kind == "number" else None
                cells += [self.label(text, spans[0]), self.cell(fact, value, kind, shown=shown, columns=spans[1])]
            return self.row(cells, "head")

        return [
            RowView((self.label(title, self.width, kind="title"),), kind="title"),
            line(("项目名称", "project_name", "text"), ("项目金额", "project_amount", "number")),
            line(("主管部门", "department", "text"), ("实施单位", "implementing_unit", "text")),
        ]

    def funds(self) -> list[RowView]:
        if not self.table.funds:
            return []
        heads = self.row(
            (
                self.label("项目资金", rows=len(self.table.funds) + 1, kind="rotated"),
                self.label(f"单位：{self.table.unit}", 2),
                *self._funds_cells(),
            ),
            "head",
        )
        return [heads, *(self._funds_row(i, row) for i, row in enumerate(self.table.funds))]

    def _funds_cells(self) -> list[CellView]:
        return [
            self.label(FUNDS[key], span, kind="label ours" if key == "ours" else "label")
            for key, span in self._funds_spans().items()
        ]

    def _funds_spans(self) -> dict[str, int]:
        """Columns of each money column: an initial target widens the first, what follows the note the last."""
        first = self.index("target") - self.index("level3")
        last = self.width - self.index("deviation_note")
        wide = {"initial_budget": first, "score": last}
        return {key: wide.get(key, 1) for key in FUNDS if key != "ours" or "ours" in self.fields}

    def _funds_row(self, i: int, row: FundsRow) -> RowView:
        head = "funds" if i == 0 else f"funds{i + 1}"
        unit = self.table.unit
        budget, executed = money(row.annual_budget, unit), money(row.executed, unit)
        ours = fixed_percent(executed / budget) if budget and executed is not None and i < 2 else ""
        shown = {"initial_budget", "annual_budget", "executed"}
        cells = [self.label(row.name, 2, kind="label start")]
        for key, span in self._funds_spans().items():
            if key == "ours":
                cells.append(CellView(text=ours, kind="ours", columns=span))
                continue
            text = getattr(row, key)
            cells.append(
                self.cell(
                    f"{head}.{key}",
                    text,
                    "number",
                    shown=show_money(text, unit) if key in shown else None,
                    columns=span,
                )
            )
        return self.row(cells, "funds")

    def goals(self) -> list[RowView]:
        table = self.table
        if table.goal is None and table.narrative is None:
            return []
        left = self.index("actual") - 1
        right = self.width - 1 - left
        head = self.row(
            (
                self.label("总体目标", rows=2, kind="rotated"),
                self.label("预期目标", left),
                self.label("实际完成情况", right),
            ),
            "head",
        )
        texts = self.row(
            (
                self.cell("goal", table.goal, "long", columns=left),
                self.cell("narrative", table.narrative, "long", columns=right),
            ),
            "texts",
        )
        return [head, texts]

    def indicators(self) -> list[RowView]:
        lines = lines_of(self.table)
        heads = self.row(
            (
                self.label("年度绩效指标", rows=len(lines) + 2, kind="rotated"),
                self.label("一级指标", place="", column=self.letter("level1")),
                self.label("二级指标", column=self.letter("level2")),
                *(
                    self.label(FIELDS[key][0], kind="label ours" if key == "ours" else "label", column=self.letter(key))
                    for key in self.fields
                ),
            ),
            "head frozen",
        )
        by_row = {score.row: score for score in self.scores.rows}
        rows = [heads]
        for i, line in enumerate(lines):
            cells = list(self._class_cells(lines, i))
            if isinstance(line.entry, Indicator):
                cells += [self._field(line.entry, key, by_row.get(line.entry.row)) for key in self.fields]
            else:
                cells += [self._empty(line, key) for key in self.fields]
            rows.append(replace(self.row(cells, "indicator"), label=line.number))
        return [*rows, self._total()]

    def _class_cells(self, lines: Sequence[Line], i: int) -> Iterable[CellView]:
        line = lines[i]
        for key, column in (("level1", 1), ("level2", 2)):
            before = lines[i - 1] if i else None
            if before and before.key(column) == line.key(column):
                continue
            span = 1
            while i + span < len(lines) and lines[i + span].key(column) == line.key(column):
                span += 1
            letter = self.letter(key)
            place = line.place(key) or (f"{letter}{line.number}" if letter.isalpha() and line.number else "")
            text = getattr(line, key)
            if key == "level1" and (stated := self._class_points(text)):
                text = f"{text}\n({stated})"
            last = lines[i + span - 1].entry
            grows = last.row if key == "level2" and isinstance(last, Indicator) else 0
            yield replace(self.label(text, rows=span, place=place, column=letter), grows=grows)

    def _class_points(self, level1: str) -> str:
        found = next((c.points for c in self.table.classes if c.level1 == level1 and not c.level2 and c.points), None)
        if not found or found in level1:
            return ""
        return found if found.endswith("分") else f"{found}分"

    def _field(self, row: Indicator, key: str, score: RowScore | None) -> CellView:
        if key == "ours":
            stated = points_of(row.score)
            differs = (
                score is not None and score.recomputed is not None and stated is not None and stated != score.recomputed
            )
            return CellView(text=band(score), kind="ours", differs=differs)
        return self.cell(f"R{row.row}.{key}", getattr(row, key), "number" if key in NUMBERS else "text")

    def _empty(self, line: Line, key: str) -> CellView:
        """A cell of a class without an indicator: typing into it makes one, where its row in the file is known."""
        letter = self.letter(key)
        if key == "ours" or not line.number or not letter.isalpha():
            return CellView(kind="ours" if key == "ours" else "blank")
        number = self.table.empty_classes.index(line.entry) + 1  # type: ignore[arg-type]
        place = f"{letter}{line.number}"
        kind = "number" if key in NUMBERS else "text"
        return CellView(fact=f"class{number}.{key}", place=place, kind=kind, column=letter)

    def _total(self) -> RowView:
        table, scores = self.table, self.scores
        before = self.index("points") - 1
        cells = [self.label("总分", before)]
        for key in self.fields[self.fields.index("points") :]:
            if key == "points":
                cells.append(self.cell("total_points", table.total_points, "number total"))
            elif key == "score":
                cells.append(self.cell("total_score", table.total_score, "number total"))
            elif key == "ours":
                differs = scores.recomputed_total is not None and scores.recomputed_total != scores.stated_total
                cells.append(CellView(text=show_score(scores.recomputed_total), kind="ours total", differs=differs))
            elif key == "review_score":
                cells.append(self.cell("total_review_score", table.total_review_score, "number total"))
            else:
                cells.append(CellView(kind="blank"))
        return self.row(cells, "total")

    def rest(self) -> list[RowView]:
        """What stands below the indicators, or beside the usual fields: long texts and labelled entries."""
        table = self.table
        rows = [
            self.row((self.label(label, 3), self.cell(fact, table.text(fact), "long", columns=self.width - 3)))
            for fact, label in REST.items()
            if table.text(fact) is not None
        ]
        for entry in table.other:
            value = CellView(text=entry.text, raw=entry.text, place=entry.place, kind="long", columns=self.width - 3)
            rows.append(self.row((self.label(entry.label, 3), value)))
        return rows
