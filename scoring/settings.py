"""What users decide about rules: turned off, given another severity, or one finding ignored; always with a reason.

A settings file is TOML:

    [[rule]]
    code = "IN20"
    off = true                      # or: severity = "info"
    reason = "本市不要求附满意度问卷"
    files = ["*接待费*"]             # file names or project names; left out: every table

    [[ignored]]
    rule = "FD05"
    project = "接待费"              # or file = "…"
    row = 3                         # left out: every finding of the rule in that table
    reason = "已在年中报告中说明"
    user = "张三"
    date = "2026-11-24"
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, cast

from forms.errors import FormError
from forms.table import SelfEvaluationTable
from scoring.findings import Finding, Ignored, Severity, TurnedOff

_SEVERITIES: dict[str, Severity] = {"error": "error", "warning": "warning", "info": "info"}


@dataclass(frozen=True, slots=True)
class RuleSetting:
    """One rule turned off (`severity` None) or re-weighted, for tables that match `files` (none: all)."""

    code: str
    severity: Severity | None
    reason: str
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IgnoredFinding:
    """Findings of one rule, in one table (by project name or file), that a user has decided to leave."""

    rule: str
    why: Ignored
    project: str = ""
    file: str = ""
    row: int | None = None

    def is_of(self, finding: Finding, table: SelfEvaluationTable) -> bool:
        if finding.rule != self.rule or (self.row is not None and finding.row != self.row):
            return False
        if self.project and (table.project_name or "").strip() != self.project:
            return False
        return not self.file or fnmatchcase(Path(table.source.file).name, self.file)


@dataclass(frozen=True, slots=True)
class Settings:
    """All that was decided. The empty one changes nothing."""

    rules: tuple[RuleSetting, ...] = ()
    ignored: tuple[IgnoredFinding, ...] = ()

    def turned_off(self, table: SelfEvaluationTable) -> tuple[TurnedOff, ...]:
        """What holds for one table, the last entry of a rule winning."""
        names = (Path(table.source.file).name, (table.project_name or "").strip())
        found: dict[str, TurnedOff] = {}
        for entry in self.rules:
            if not entry.files or any(fnmatchcase(name, pattern) for name in names for pattern in entry.files):
                found[entry.code] = TurnedOff(rule=entry.code, severity=entry.severity, reason=entry.reason)
        return tuple(found.values())

    def mark(self, findings: Iterable[Finding], table: SelfEvaluationTable) -> tuple[Finding, ...]:
        """The findings, those that a user decided to leave marked as ignored."""
        if not self.ignored:
            return tuple(findings)
        return tuple(self._marked(finding, table) for finding in findings)

    def _marked(self, finding: Finding, table: SelfEvaluationTable) -> Finding:
        entry = next((entry for entry in self.ignored if entry.is_of(finding, table)), None)
        return finding.model_copy(update={"ignored": entry.why}) if entry else finding


NO_SETTINGS = Settings()


def load_settings(path: Path, codes: Iterable[str] = ()) -> Settings:
    """The settings of a TOML file; FormError names file, entry and key that is wrong. `codes`: the rules there are."""
    import tomllib

    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise FormError(f"{path.name}：读不出规则设置（{error}）。请检查文件是否存在、是否为 TOML 格式") from error
    known = frozenset(codes)
    return Settings(
        tuple(_rule(entry, known, f"{path.name} 第{n}个 [[rule]]") for n, entry in _entries(data, "rule", path)),
        tuple(
            _ignored(entry, known, f"{path.name} 第{n}个 [[ignored]]") for n, entry in _entries(data, "ignored", path)
        ),
    )


def _entries(data: dict[str, Any], key: str, path: Path) -> list[tuple[int, Mapping[str, object]]]:
    found = data.get(key, [])
    entries = cast("list[object]", found) if isinstance(found, list) else None
    if entries is None or not all(isinstance(entry, dict) for entry in entries):
        raise FormError(f"{path.name}：“{key}”应写成若干个 [[{key}]]")
    return list(enumerate(cast("list[Mapping[str, object]]", entries), 1))


def _text(entry: Mapping[str, object], key: str, where: str, *, needed: bool = True) -> str:
    value = entry.get(key, "")
    text = str(value).strip()
    if needed and not text:
        raise FormError(f"{where}：缺少“{key}”")
    return text


def _code(entry: Mapping[str, object], key: str, known: frozenset[str], where: str) -> str:
    code = _text(entry, key, where).upper()
    if known and code not in known:
        raise FormError(f"{where}：没有“{code}”这条规则，可用 ziping rules 查看")
    return code


def _rule(entry: Mapping[str, object], known: frozenset[str], where: str) -> RuleSetting:
    code = _code(entry, "code", known, where)
    severity = _text(entry, "severity", where, needed=False)
    off = entry.get("off", False)
    if not isinstance(off, bool) or off == bool(severity):
        raise FormError(f"{where}：“off = true”与“severity”须写且只写一个")
    if severity and severity not in _SEVERITIES:
        raise FormError(f"{where}：“severity”只能是 error、warning 或 info")
    files = entry.get("files", [])
    if not isinstance(files, list):
        raise FormError(f"{where}：“files”应为名称列表")
    patterns = tuple(str(name) for name in cast("list[object]", files))
    reason = _text(entry, "reason", where)
    return RuleSetting(code, _SEVERITIES.get(severity), reason, patterns)


def _ignored(entry: Mapping[str, object], known: frozenset[str], where: str) -> IgnoredFinding:
    code = _code(entry, "rule", known, where)
    project, file = (_text(entry, key, where, needed=False) for key in ("project", "file"))
    row = entry.get("row")
    if not project and not file:
        raise FormError(f"{where}：须写明“project”或“file”，说明是哪张表")
    if row is not None and (isinstance(row, bool) or not isinstance(row, int)):
        raise FormError(f"{where}：“row”应为行号")
    why = Ignored(**{key: _text(entry, key, where) for key in ("reason", "user", "date")})
    return IgnoredFinding(code, why, project, file, row)
