"""The table while it is being read: fields are set once, a second candidate is told, places are kept beside values."""

from __future__ import annotations

import re

from forms.grid import Grid
from forms.parse.cutoff import looks_cut_off
from forms.parse.labels import bare, money_unit, other_period, plain
from forms.parse.layout import Layout
from forms.parse.lines import Line
from forms.table import FundsRow, Indicator, IndicatorClass, MoneyUnit, OtherEntry, Problem, SelfEvaluationTable, Source

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)\s*年?")
_FUNDS_POINTS = re.compile(r"(?:预算|资金|执行|得分|分值).*\((?:[^()]*[,，、;])?(?:满分)?(\d{1,2}(?:\.\d+)?)(?:分|%)\)")
_ADJUSTMENT = re.compile(r"(?<!后)(?:调整|追加|增减)(?:数|额|金额)?$")
_LABELS = {
    "project_name": "项目名称",
    "project_amount": "项目金额",
    "department": "主管部门",
    "implementing_unit": "实施单位",
    "goal": "预期目标",
    "narrative": "实际完成情况",
    "conclusion": "结论",
    "problems_found": "存在问题",
    "improvements": "改进措施",
    "funds_note": "资金说明",
    "total_points": "总分的分值",
    "total_score": "总分",
    "total_review_score": "复核总分",
    "stated_grade": "等级",
}


class Builder:
    """Collects one table; `finish` gives the value."""

    def __init__(self, grid: Grid, layout: Layout) -> None:
        self.grid = grid
        self.layout = layout
        self.fields: dict[str, str] = {}
        self.cells: dict[str, str] = {}
        self.unit: MoneyUnit | None = None
        self.amount_unit: MoneyUnit | None = None  # of 项目金额（万元）, which may be another than that of the funds
        self.year: int | None = None
        self.funds: list[FundsRow] = []
        self.beside: dict[str, tuple[str, str]] = {}  # budget figures beside labels: field -> text, place
        self.beside_labels: dict[str, str] = {}
        self.funds_points: str | None = None
        self.indicators: list[Indicator] = []
        self.classes: list[IndicatorClass] = []
        self.empty_classes: list[IndicatorClass] = []
        self.other: list[OtherEntry] = []
        self.problems: list[Problem] = []
        self.weak: list[tuple[str, str, str, str]] = []

    def set(self, field: str, text: str, place: str) -> None:
        """Set a field of the table. A second, different text for it is a problem entry that names both places."""
        text = text.strip()
        if field == "year":
            self.cells.setdefault("year", place)
            self.see_year(text, place)
            return
        old = self.fields.get(field)
        if not old:
            self.fields[field] = text
            self.cells[field] = place
        elif text and text != old:
            label = _LABELS.get(field, field)
            self.problem(place, f"“{label}”有两处：{self.cells[field]} 和 {place}，取前一处")
            self.add_other(label, place, text)

    def set_weak(self, label: str, field: str, text: str, place: str) -> None:
        """A field under a label that other labels win over, wherever they stand."""
        self.weak.append((label, field, text, place))

    def append(self, field: str, text: str, place: str) -> None:
        """Add a line to a text that runs over several rows."""
        text = text.strip()
        old = self.fields.get(field)
        if old and text:
            self.fields[field] = f"{old}\n{text}"
            self.cells[field] = f"{self.cells[field]}+{place}"
        elif text or old is None:
            self.fields[field] = text
            self.cells[field] = place

    def add_other(self, label: str, place: str, text: str) -> None:
        """A text without a field of its own, under its label."""
        self.other.append(OtherEntry(label=label.strip(), place=place, text=text.strip()))

    def problem(self, place: str, message: str) -> None:
        self.problems.append(Problem(place=place, message=message))

    def see_unit(self, text: str, place: str = "") -> bool:
        """Take the money unit that a label or a title states; another one later on is told."""
        found = money_unit(text)
        if found is None:
            return False
        if self.unit is None:
            self.unit = found  # pyright: ignore[reportAttributeAccessIssue]
        elif self.unit != found:
            self.problem(place, f"金额单位有两种：{self.unit} 和 {found}，取 {self.unit}")
        return True

    def see_year(self, text: str, place: str) -> None:
        """Take the year that a title or the head states."""
        found = _YEAR.search(text.translate({0xFF10 + i: 0x30 + i for i in range(10)}))
        if not found:
            return
        year = int(found[1])
        if self.year is None:
            self.year = year
            self.cells.setdefault("year", place)
        elif self.year != year:
            self.problem(
                place, f"年度有两处：{self.cells.get('year', '标题')} 写 {self.year}，{place} 写 {year}，取前一处"
            )

    def set_budget(self, field: str, text: str, place: str, label: str = "") -> None:
        """A budget figure that stands beside its label goes to 年度资金总额. 上年预算数 and 预算调整数 are none of its
        columns; where two are, 调整后预算数 is the annual budget, and the one before it the initial one."""
        old, before = self.beside.get(field), self.beside_labels.get(field, "")
        if other_period(label) or (old and _ADJUSTMENT.search(bare(label))):
            self.add_other(bare(label), place, text)
            return
        if old and field == "annual_budget" and label:
            if "调整后" not in label and not _ADJUSTMENT.search(bare(before)):
                self.add_other(bare(label), place, text)
                return
            del self.beside[field]
            if "initial_budget" in self.beside or _ADJUSTMENT.search(bare(before)):
                self.add_other(bare(before), old[1], old[0])
            else:
                self.set_budget("initial_budget", *old, before)
        self.beside_labels[field] = label
        if not self.funds:
            self.funds.append(FundsRow(name="年度资金总额"))
        if len(self.funds) == 1:
            self.beside[field] = (text.strip(), place)
        self.funds[0] = self.funds[0].model_copy(update={field: text.strip()})
        self.cells[f"funds.{field}"] = place

    def see_funds_heading(self, line: Line) -> None:
        """The unit and the points that the heading of the funds states."""
        for cell in line.filled:
            self.see_unit(cell.text, self.layout.cell(line, cell))
            self.see_funds_points(cell.text)

    def see_funds_points(self, text: str) -> None:
        """执行率（10分）, 预算执行情况（10分）: the points of the funds, where no column holds them.

        They have no place, since a label is no cell to write into."""
        found = _FUNDS_POINTS.search(plain(text))
        if found and self.funds_points is None:
            self.funds_points = found[1]

    def take_funds_beside(self) -> dict[str, tuple[str, str]]:
        """The figures that stood beside labels, and their row taken away: a block of funds has begun."""
        taken, self.beside = self.beside, {}
        if taken:
            self.funds.clear()
            for field in taken:
                self.cells.pop(f"funds.{field}", None)
        return taken

    def give_funds_beside(self, taken: dict[str, tuple[str, str]]) -> None:
        """Put them where the first row of the block has none; the others are kept beside it."""
        for field, (text, place) in taken.items():
            if getattr(self.funds[0], field):
                self.add_other("项目资金", place, text)
            else:
                self.set_budget(field, text, place)
        self.beside = {}

    def finish(self, index: int) -> SelfEvaluationTable:
        """The table, its texts that look cut off told as problems."""
        for label, field, text, place in self.weak:
            if field in self.fields:
                if text.strip():
                    self.add_other(label, place, text)
            else:
                self.set(field, text, place)
        if self.amount_unit and not self.unit:
            self.see_unit(f"单位：{self.amount_unit}")
        elif self.amount_unit and self.amount_unit != self.unit:
            place = self.cells.get("project_amount", "")
            self.problem(place, f"“项目金额”的单位是{self.amount_unit}，资金的单位是{self.unit}")
        self._total_row_first()
        if self.funds and self.funds[0].points is None and self.funds_points:
            self.funds[0] = self.funds[0].model_copy(update={"points": self.funds_points})
        for row in self.indicators:
            for field in ("level3", "target", "actual", "deviation_note"):
                text = getattr(row, field)
                if text and looks_cut_off(text):
                    self.problem(row.cells.get(field, ""), f"文字像是没有写完（“{text[-12:]}”），按原样保留")
        for field in ("goal", "narrative", "conclusion", "problems_found", "improvements"):
            if looks_cut_off(self.fields.get(field, "")):
                self.problem(self.cells[field], f"文字像是没有写完（“{self.fields[field][-12:]}”），按原样保留")
        return SelfEvaluationTable(
            source=Source(file=self.grid.file, sheet=self.grid.sheet, index=index),
            year=self.year,
            unit=self.unit or "元",
            amount_unit=self.amount_unit if self.amount_unit != self.unit else None,
            funds=tuple(self.funds),
            classes=tuple(self.classes),
            empty_classes=tuple(self.empty_classes),
            cells=self.cells,
            indicators=tuple(self.indicators),
            other=tuple(self.other),
            **self.fields,  # pyright: ignore[reportArgumentType]
        )

    def _total_row_first(self) -> None:
        """`funds[0]` is the total: a form that puts it last has it moved, with its places."""
        for at, row in enumerate(self.funds):
            name = row.name
            if (
                at
                and ("总额" in name or "合计" in name or "总计" in name)
                and not any(w in self.funds[0].name for w in ("总额", "合计", "总计"))
            ):
                break
        else:
            return
        order = [at, *range(at), *range(at + 1, len(self.funds))]
        places = [
            {k: v for k, v in self.cells.items() if k.partition(".")[0] == funds_head(i)}
            for i in range(len(self.funds))
        ]
        for old in places:
            for key in old:
                del self.cells[key]
        for new, source in enumerate(order):
            for key, place in places[source].items():
                self.cells[f"{funds_head(new)}.{key.partition('.')[2]}"] = place
        self.funds = [self.funds[i] for i in order]


def funds_head(index: int) -> str:
    """Of the n-th row, from 0, the fact id."""
    return "funds" if index == 0 else f"funds{index + 1}"
