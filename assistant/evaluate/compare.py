"""A run held against a stored one, case by case: what got better or worse, and whether that is more than noise."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from assistant.evaluate.results import CaseResult, SuiteResult

ROUNDS = 2_000  # of the bootstrap
EDGE = 0.025  # cut off at either end: a 95 % interval
EXACT = 1e-4  # stored runs show four digits
NEUTRAL = frozenset(
    {"characters", "repairs", "judge_faithful", "judge_agrees"}
)  # told, but neither more nor less is better
LESS_IS_BETTER = frozenset({"copied_from_goal", "numbers_unchecked"})


@dataclass(frozen=True)
class Change:
    """One metric of one suite beside the baseline, over the cases of both; `low`–`high` is the 95 % interval."""

    suite: str
    metric: str
    before: float
    now: float
    low: float
    high: float
    cases: int
    worse: bool
    better: bool

    @property
    def difference(self) -> float:
        return self.now - self.before


@dataclass(frozen=True)
class Comparison:
    """All changes, and the cases that passed before and fail now, or the other way round."""

    changes: tuple[Change, ...]
    lost: Mapping[str, tuple[str, ...]]
    won: Mapping[str, tuple[str, ...]]
    unmatched: Mapping[str, int]  # cases of this run that the baseline does not have, or has otherwise

    @property
    def regressions(self) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.worse)

    def change(self, suite: str, metric: str) -> Change | None:
        return next((c for c in self.changes if (c.suite, c.metric) == (suite, metric)), None)


def compare(now: Sequence[SuiteResult], before: Sequence[SuiteResult]) -> Comparison:
    """This run beside a stored one; suites and metrics that only one of them has are left out."""
    stored = {suite.name: suite for suite in before}
    changes: list[Change] = []
    lost: dict[str, tuple[str, ...]] = {}
    won: dict[str, tuple[str, ...]] = {}
    unmatched: dict[str, int] = {}
    for suite in now:
        if suite.name not in stored or suite.private:
            continue
        pairs = _pairs(suite, stored[suite.name])
        unmatched[suite.name] = len(suite.cases) - len(pairs)
        lost[suite.name] = tuple(one.id for one, other in pairs if other.passed and not one.passed)
        won[suite.name] = tuple(one.id for one, other in pairs if one.passed and not other.passed)
        chance = suite.solver != "template" or stored[suite.name].solver != "template"
        changes += [
            change for metric in suite.names if (change := _change(suite.name, metric, pairs, chance)) is not None
        ]
    return Comparison(tuple(changes), lost, won, unmatched)


def _pairs(suite: SuiteResult, stored: SuiteResult) -> list[tuple[CaseResult, CaseResult]]:
    """The cases of the same id and the same content."""
    known = {(case.id, case.digest): case for case in stored.cases}
    return [(case, known[case.id, case.digest]) for case in suite.cases if (case.id, case.digest) in known]


def _change(suite: str, metric: str, pairs: Sequence[tuple[CaseResult, CaseResult]], chance: bool) -> Change | None:
    both = [(one.values[metric], other.values[metric]) for one, other in pairs
            if one.values.get(metric) and other.values.get(metric)]  # fmt: skip
    if not both:
        return None
    now, before = (fmean(fmean(pair[side]) for pair in both) for side in (0, 1))
    low, high = interval(both) if chance else (now - before, now - before)
    sign = 0 if metric in NEUTRAL else -1 if metric in LESS_IS_BETTER else 1
    worse = sign * (high if sign > 0 else low) < -EXACT
    better = sign * (low if sign > 0 else high) > EXACT
    return Change(suite, metric, before, now, low, high, len(both), worse, better)


def interval(pairs: Sequence[tuple[Sequence[float], Sequence[float]]]) -> tuple[float, float]:
    """The 95 % interval of the mean difference: cases are drawn again, and of each case its repeats (seeded)."""
    dice = random.Random(20_000)  # noqa: S311 - no secret: the same run must give the same interval
    means: list[float] = []
    for _ in range(ROUNDS):
        drawn = dice.choices(pairs, k=len(pairs))
        means.append(fmean(_again(now, dice) - _again(before, dice) for now, before in drawn))
    means.sort()
    cut = int(EDGE * ROUNDS)
    return means[cut], means[-1 - cut]


def _again(values: Sequence[float], dice: random.Random) -> float:
    return values[0] if len(values) == 1 else fmean(dice.choices(values, k=len(values)))


def spread(suite: SuiteResult, metric: str) -> tuple[float, float]:
    """The 95 % interval of one metric of one run, over cases and repeats."""
    columns = [case.values[metric] for case in suite.cases if case.values.get(metric)]
    return interval([(values, (0.0,)) for values in columns]) if columns else (0.0, 0.0)
