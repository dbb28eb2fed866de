"""What a run yields: per case and metric the value of each repeat, and what is made of it. Values and their JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from statistics import fmean
from typing import Any

from assistant.evaluate.usage import Usage
from scoring.claims import Claim

PASSED = "passed"  # the metric that every suite has: the share of its cases in which everything held


@dataclass(frozen=True)
class CaseResult:
    """One case. `values` holds a value a repeat for every metric; `reasons` what failed, in the last failing repeat."""

    id: str
    digest: str
    values: Mapping[str, tuple[float, ...]]
    reasons: Mapping[str, str] = field(default_factory=dict[str, str])
    text: str = ""
    claims: tuple[Claim, ...] = ()
    asked: str = ""  # what was asked for, in one line

    @property
    def passed(self) -> bool:
        """Everything held, in every repeat."""
        return all(self.values.get(PASSED, (0.0,)))

    def mean(self, metric: str) -> float | None:
        """The mean over the repeats; None when the metric does not apply to this case."""
        values = self.values.get(metric)
        return fmean(values) if values else None


@dataclass(frozen=True)
class SuiteResult:
    """One suite's run. `private` ones name no case."""

    name: str
    cases: tuple[CaseResult, ...]
    solver: str = "template"
    seconds: float = 0
    usage: Usage = field(default_factory=Usage)
    private: bool = False

    @property
    def metrics(self) -> dict[str, float]:
        """Each metric's mean over the cases that it applies to; `passed` first."""
        return {name: fmean(self.column(name).values()) for name in self.names}

    @property
    def names(self) -> list[str]:
        """Metric names, `passed` first, else in the order in which they were met."""
        found = dict.fromkeys(name for case in self.cases for name in case.values)
        return [PASSED, *(name for name in found if name != PASSED)] if found else []

    def column(self, metric: str) -> dict[str, float]:
        """Case id -> mean value, of the cases that the metric applies to."""
        return {case.id: mean for case in self.cases if (mean := case.mean(metric)) is not None}

    @property
    def failed(self) -> list[str]:
        """The ids of the cases in which something did not hold."""
        return [case.id for case in self.cases if not case.passed]


def shown(value: float) -> str:
    """A metric as it is written down: four digits, half up."""
    return str(Decimal(repr(value)).quantize(Decimal("0.0001"), ROUND_HALF_UP))


def as_document(suites: Sequence[SuiteResult]) -> dict[str, Any]:
    """The JSON of a run: DESIGN's fields, and for the comparison of runs each case's values."""
    return {"suites": [_suite(suite) for suite in suites]}


def _suite(suite: SuiteResult) -> dict[str, Any]:
    document: dict[str, Any] = {
        "name": suite.name,
        "cases": len(suite.cases),
        "passed": sum(case.passed for case in suite.cases),
        "metrics": {name: shown(value) for name, value in suite.metrics.items()},
        "failed": [] if suite.private else suite.failed,
        "solver": suite.solver,
        "repeat": max((len(case.values.get(PASSED, ())) for case in suite.cases), default=0),
        "usage": suite.usage.as_value(),
    }
    if not suite.private:
        document["results"] = {case.id: _case(case) for case in suite.cases}
    return document


def _case(case: CaseResult) -> dict[str, Any]:
    """A case in brief: its digest, and the values that are not 1 in every repeat (a metric alone stands for 1)."""
    whole = [name for name, values in case.values.items() if all(value == 1 for value in values)]
    rest = {name: [shown(value) for value in values] for name, values in case.values.items() if name not in whole}
    return {"digest": case.digest, "whole": whole, **({"values": rest} if rest else {})}


def as_text(document: Mapping[str, Any]) -> str:
    """The document as JSON with a line a case, so that two stored runs can be held side by side."""
    lines: list[str] = []
    for suite in document["suites"]:
        head = {key: value for key, value in suite.items() if key != "results"}
        shown_head = json.dumps(head, ensure_ascii=False)
        if "results" in suite:
            cases = [
                f"{json.dumps(name)}: {json.dumps(one, ensure_ascii=False)}" for name, one in suite["results"].items()
            ]
            shown_head = shown_head[:-1] + ', "results": {\n' + ",\n".join(cases) + "\n}}"
        lines.append(shown_head)
    return '{"suites": [\n' + ",\n".join(lines) + "\n]}\n"


def from_document(document: Mapping[str, Any]) -> list[SuiteResult]:
    """The suites of a stored run, as far as the comparison needs them. Raises KeyError, TypeError or ValueError."""
    return [_suite_from(one) for one in _items(document["suites"])]


def _suite_from(one: Mapping[str, Any]) -> SuiteResult:
    repeat = max(1, int(one.get("repeat", 1)))
    cases: list[CaseResult] = []
    for case_id, stored in dict(one.get("results", {})).items():
        values = {str(name): (1.0,) * repeat for name in stored["whole"]}
        values |= {str(name): tuple(float(v) for v in given) for name, given in stored.get("values", {}).items()}
        cases.append(CaseResult(str(case_id), str(stored["digest"]), values))
    return SuiteResult(str(one["name"]), tuple(cases), str(one.get("solver", "")))


def _items(value: Any) -> Iterable[Mapping[str, Any]]:
    if not isinstance(value, list):
        raise TypeError("suites")
    return value  # pyright: ignore[reportUnknownVariableType]
