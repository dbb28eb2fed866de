"""Constructions: what the words around a number say that it is. One subject a file; `readings` asks them all."""

# ruff: noqa: E501 - Chinese words in patterns count double
from __future__ import annotations

from dataclasses import replace

from scoring.verify.constructions import differences, money, ratios, scores, targets
from scoring.verify.constructions.model import (
    ACTUAL,
    COMPLETIONS,
    FIRST_TARGETS,
    NOTHING,
    TARGETS,
    TEXTS,
    Context,
    Reading,
)
from scoring.verify.constructions.words import DOES, compiled
from scoring.verify.topics import content

__all__ = ["Context", "Reading", "readings"]

NOT_IN_GOAL = frozenset({"actual", "adjusted_target", "executed"})
_TARGETISH = compiled("指标|目标|计划|要求|标准|上限|下限|应|对|期限|时限")
ANSWER_ROLES = frozenset({"completion", "count", "points", "score", "total_score", "total_points"})


def readings(ctx: Context) -> list[Reading]:
    """The readings that may explain a number: the closed ones where there are any, else the open ones and the plain one."""
    found: list[Reading] = []
    if ctx.q.family == "points":
        found.extend(scores.readings(ctx))
    else:
        found.extend(targets.readings(ctx))
        found.extend(differences.readings(ctx))
        found.extend(money.readings(ctx))
        found.extend(ratios.readings(ctx))
    if ctx.q.family == "points":
        return [reading for reading in found if reading.closed] or found
    if ctx.kind == "goal":
        found = [replace(reading, roles=reading.roles - NOT_IN_GOAL) for reading in found]
    closed = [reading for reading in found if reading.closed]
    return closed or [*found, _plain(ctx)]


def _speaks_of_targets(ctx: Context) -> bool:
    """An answer may quote a target: where its sentence speaks of targets, or where it is nothing but the number."""
    words = ctx.before + ctx.right
    return bool(_TARGETISH.search(words)) or not content(ctx.lexed.skeleton).strip("，、,:(。 \n")


def _plain(ctx: Context) -> Reading:
    """An unmarked number: an actual, or what the form's texts and the user say; in a goal a target."""
    if ctx.kind == "goal":
        return Reading(FIRST_TARGETS | TEXTS, bare=True, name="plain")
    if ctx.q.family in {"rate", "multiple"} and not content(ctx.near).strip("，,、:( "):
        return Reading(
            ACTUAL | TEXTS | COMPLETIONS | ratios.RATES | (TARGETS if ctx.kind == "answer" else NOTHING),
            tight=True,
            loose=True,
            name="plain",
        )
    if ctx.q.hedge:
        return Reading(ACTUAL | TEXTS, name="plain")
    if ctx.kind == "answer" and not DOES.search(ctx.named) and _speaks_of_targets(ctx):
        return Reading(ACTUAL | TEXTS | TARGETS | ANSWER_ROLES, name="plain")
    return Reading(ACTUAL | TEXTS | (ANSWER_ROLES if ctx.kind == "answer" else NOTHING), name="plain")
