"""Findings and claims as the page shows them: a mark on a cell, a line of the checklist, what holds back 可提交."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from forms.numbers import is_blank
from forms.table import SelfEvaluationTable
from scoring.catalogue import rules, title
from scoring.claims import WRONG, Claim
from scoring.findings import CheckResult, Finding
from store.desk import Desk
from ui.form import FormView

Texts = Mapping[str, tuple[Claim, ...]]  # field -> claims of the text that was written into it here
RANK = {"error": 0, "warning": 1, "info": 2}
PLACEHOLDER = re.compile(r"〔(待补充[:：][^〔〕]*)〕")


@dataclass(frozen=True)
class Line:
    """One line of the checklist."""

    severity: str
    place: str
    fact: str
    text: str
    link: str  # 去改, 去写, 去看
    group: str
    card: str = ""  # id of the hover card that explains it
    blocks: bool = False


@dataclass(frozen=True)
class Marks:
    """What stands on the cells, and the checklist. Keys are places."""

    worst: dict[str, str] = field(default_factory=dict)
    at: dict[str, tuple[int, ...]] = field(default_factory=dict)  # place -> indexes into `findings`
    findings: tuple[Finding, ...] = ()
    lines: tuple[Line, ...] = ()

    def count(self, severity: str) -> int:
        return sum(1 for f in self.findings if f.severity == severity)

    @property
    def blocking(self) -> int:
        return sum(1 for line in self.lines if line.blocks)

    def group(self, name: str) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.group == name)


def marked(finding: Finding, form: FormView) -> tuple[str, str]:
    """Fact and place of the cell that carries the mark.

    A score that has a right value, else the first cell that the finding names and the form has.
    """
    mendable = [fact for fact in finding.facts if finding.expected and fact.endswith("score")]
    for fact in (*mendable, *finding.facts):
        if place := form.facts.get(fact, ""):
            return fact, place.split("+")[0]
    place = finding.cells[0].split("+")[0] if finding.cells else ""
    return form.facts_at.get(place, finding.facts[0] if finding.facts else ""), place


def marks_of(desk: Desk, check: CheckResult, form: FormView, texts: Texts) -> Marks:
    """Everything that is to be shown of `check`, of the open drafts, and of the texts that were written here."""
    findings = tuple(
        sorted((f for f in check.findings if f.ignored is None), key=lambda f: (RANK[f.severity], _order(f)))
    )
    at: dict[str, list[int]] = {}
    for i, finding in enumerate(findings):
        if place := marked(finding, form)[1]:
            at.setdefault(place, []).append(i)
    worst = {
        place: findings[min(indexes, key=lambda i: RANK[findings[i].severity])].severity
        for place, indexes in at.items()
    }
    lines = [_line(i, finding, form) for i, finding in enumerate(findings)]
    lines += blank_lines(desk.table, form)
    for fact, claims in texts.items():
        lines += text_lines(f"text-{fact}", fact, desk.changed[fact], claims, form, "文中")
    for card in desk.open_cards:
        lines += text_lines(card.id, card.fact, card.version.text, card.version.claims, form, "草稿")
    lines.sort(key=lambda line: (RANK[line.severity], _GROUPS.index(line.group)))
    return Marks(worst, {p: tuple(v) for p, v in at.items()}, findings, tuple(lines))


def passed(check: CheckResult) -> list[str]:
    """The names of the rules that were run to the end and found nothing, in the order of the catalogue."""
    touched = {one.rule for one in (*check.findings, *check.skipped, *check.turned_off)}
    return [title(rule.code) for rule in rules() if rule.code not in touched and not rule.code.startswith("XT")]


_GROUPS = ("分数不符", "文字不符", "前后矛盾", "待补充", "须改", "须说明", "提示")


def _order(finding: Finding) -> tuple[int, str]:
    return (finding.row or 0, finding.rule)


def _line(i: int, finding: Finding, form: FormView) -> Line:
    fact, place = marked(finding, form)
    return Line(
        severity=finding.severity,
        place=place,
        fact=fact,
        text=finding.message,
        link=_link(finding, fact),
        group=_group(finding),
        card=f"finding-{i}",
        blocks=finding.severity == "error",
    )


def _link(finding: Finding, fact: str) -> str:
    if fact.endswith(("deviation_note", "narrative", "goal")):
        return "去写"
    return "去改" if finding.expected else "去看"


def _group(finding: Finding) -> str:
    if finding.severity != "error":
        return "须说明" if finding.severity == "warning" else "提示"
    family = finding.rule[:2]
    if family in {"SC", "PT", "FD"}:
        return "分数不符"
    if family == "NV":
        return "文字不符"
    return "前后矛盾" if family in {"IN", "XC"} else "须改"


def to_fill(table: SelfEvaluationTable) -> list[str]:
    """Blank cells that a finished form has filled: texts, and the numbers of every row that names an indicator."""
    texts = ((fact, table.text(fact)) for fact in _WHOLE if fact != "total_score")
    blank = [fact for fact, text in texts if text is not None and not text.strip()]
    for row in table.indicators:
        if is_blank(row.level3):
            continue
        blank += [
            f"R{row.row}.{key}"
            for key in _ROW_FIELDS
            if getattr(row, key) is not None and not getattr(row, key).strip()
        ]
    return [*blank, *(["total_score"] if table.total_score is not None and not table.total_score.strip() else [])]


_ROW_FIELDS = ("target", "actual", "points", "score")
_BLANK = {"target": "指标值", "actual": "完成值", "points": "分值", "score": "得分"}
_WHOLE = {
    "project_name": "项目名称",
    "funds.annual_budget": "全年预算数",
    "funds.executed": "全年执行数",
    "goal": "预期目标",
    "narrative": "实际完成情况",
    "total_score": "总分",
}


def blank_lines(table: SelfEvaluationTable, form: FormView) -> Iterable[Line]:
    """What is still to be filled in: a line each for the texts, one for all cells of a column."""
    blank = to_fill(table)
    for fact in blank:
        if fact in _WHOLE:
            link = "去写" if fact in {"goal", "narrative"} else "去填"
            yield Line("error", form.facts.get(fact, ""), fact, f"{_WHOLE[fact]}还没有填", link, "待补充", blocks=True)
    for key, name in _BLANK.items():
        cells = [fact for fact in blank if fact.endswith(f".{key}")]
        if cells:
            text = f"{len(cells)} 个指标没有填{name}"
            yield Line("error", form.facts.get(cells[0], ""), cells[0], text, "去填", "待补充", blocks=True)


def text_lines(
    prefix: str, fact: str, text: str, claims: Sequence[Claim], form: FormView, where: str
) -> Iterable[Line]:
    """What a text still has against it: claims that do not hold, places to fill."""
    place = form.facts.get(fact, "")
    told: set[tuple[int, int]] = set()  # two claims of the same words are one line
    for i, claim in enumerate(claims):
        if claim.verdict in WRONG and (claim.start, claim.end) not in told:
            told.add((claim.start, claim.end))
            said = "与表内不符" if claim.verdict == "contradicted" else "表内没有依据"
            card = f"{prefix}-claim-{i}"
            yield Line("error", place, fact, f"{where}“{claim.text}”{said}", "去看", "文字不符", card=card, blocks=True)
    for found in PLACEHOLDER.finditer(text):
        yield Line("error", place, fact, found[1], "去写", "待补充", blocks=True)
