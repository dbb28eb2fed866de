"""Every number of a text, in order: counts of rows, ordered lists, facts, and what the text computes from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from scoring.claims import WRONG, Claim, TextKind
from scoring.facts.model import Fact
from scoring.verify.align import Alignment, Walk
from scoring.verify.averaging import averaged
from scoring.verify.constructions import Context
from scoring.verify.constructions.words import PLAN_HEAD
from scoring.verify.counting import count_of_rows, judge_count
from scoring.verify.explain import Explained, comparable, explain, places_of
from scoring.verify.index import Index
from scoring.verify.leeway import CAUTION
from scoring.verify.lexer import Lexed, Mention
from scoring.verify.lists import ordered
from scoring.verify.pairs import beside_its_actual, fraction
from scoring.verify.reasons import describe
from scoring.verify.sums import Told, computed

CALENDAR = frozenset({"year", "month", "date"})


def number_claims(
    index: Index, lexed: Lexed, kind: TextKind, row: int | None
) -> Iterator[tuple[Mention, Claim, Explained | None]]:
    """The claim of each number that is no date, with what explains it."""
    walk, listed = Walk(index, lexed, row), ordered(lexed)
    told: list[Told] = []
    judged: list[tuple[Context, Alignment, Claim, Explained | None]] = []
    for mention in (_in_yuan(index, mention) for mention in lexed.mentions):
        ctx = Context(lexed, mention, kind, listed.get(mention.index))
        alignment = walk.of(mention, ctx.listed.name if ctx.listed else None)
        if mention.q.family in CALENDAR:
            continue
        if count_of_rows(index, ctx):
            claim = _counted(index, ctx)
            cell = _in_cell(index, ctx, alignment) if claim.verdict == "contradicted" else None
            judged.append((ctx, alignment, _told_by(claim, cell) if cell is not None else claim, None))
            continue
        found = _judged(index, ctx, alignment, told)
        is_actual = bool(found.facts) and found.facts[0].field == "actual"
        walk.bind(found.topics, actual=mention.q.unit if is_actual else None)
        if found.claim.verdict == "supported" and found.facts:
            sentence = lexed.sentence_at(mention.at)[0]
            told.append(Told(mention.q, found.facts[0], mention.at, sentence))
        judged.append((ctx, alignment, found.claim, found))
    for ctx, alignment, claim, found in judged:
        beside = None
        if found is not None and claim.verdict in WRONG:
            beside = beside_its_actual(ctx, alignment, comparable(index, ctx.q), told)
        if beside is None:
            yield ctx.mention, claim, found
        else:
            right = _told_by(claim, beside.fact).model_copy(update={"caution": CAUTION})
            yield ctx.mention, right, Explained(right, (), (beside.fact,))


def _in_yuan(index: Index, mention: Mention) -> Mention:
    """465块 is an amount where the form counts nothing in 块."""
    if mention.q.unit != "块" or "块" in index.by_family:
        return mention
    return replace(mention, q=replace(mention.q, unit="元", family="money"))


def _told_by(claim: Claim, cell: Fact) -> Claim:
    reason = f"与{describe(cell)}一致。"
    return claim.model_copy(update={"verdict": "supported", "facts": (cell.id,), "cells": cell.cells, "reason": reason})


def _in_cell(index: Index, ctx: Context, alignment: Alignment) -> Fact | None:
    """25项里过了24项: what looks like a count of indicators stands in the cells of its row, in that very unit."""
    rows = [t for t, s in alignment.scores.items() if s >= alignment.best and index.topics.all[t].row is not None]
    cells = (v for v in index.by_family.get(ctx.q.family, ()) if v.topic in rows and v.role in {"actual", "target"})
    same = (v for v in cells if v.value == ctx.q.value and v.unit == ctx.q.unit and v.shown.endswith(v.unit))
    return next((v.fact for v in same), None)


def _judged(index: Index, ctx: Context, alignment: Alignment, told: list[Told]) -> Explained:
    found = explain(index, ctx, alignment)
    pair = fraction(index, ctx.lexed, ctx.mention) if found.claim.verdict != "supported" else None
    if pair is not None:
        return Explained(_told_by(found.claim, pair[0]), (), pair)
    if found.claim.verdict != "supported" and ctx.listed is not None and ctx.listed.own != ctx.listed.q:
        as_it_stands = replace(ctx, listed=replace(ctx.listed, q=ctx.listed.own))
        found = max(found, explain(index, as_it_stands, alignment), key=lambda e: e.claim.verdict == "supported")
    if found.claim.verdict == "supported":
        return found
    if ctx.kind != "goal" and PLAN_HEAD.search(ctx.before):
        claim = found.claim.model_copy(
            update={
                "kind": "plan",
                "verdict": "unchecked",
                "caution": "计划中的数没有来源",
                "reason": "是以后的计划，表内无从核对。",
                "facts": (),
                "cells": (),
            }
        )
        return Explained(claim)
    made_of = computed(index, ctx, told) or averaged(index, ctx, told)
    if not made_of:
        return found
    names = "、".join(dict.fromkeys(fact.label for fact in made_of))
    claim = found.claim.model_copy(
        update={
            "verdict": "supported", "reason": f"由{names}计算得出。",
            "facts": tuple(dict.fromkeys(fact.id for fact in made_of)), "cells": places_of(made_of),
        }
    )  # fmt: skip
    return Explained(claim, (), made_of)


def _counted(index: Index, ctx: Context) -> Claim:
    verdict, ids, reason = judge_count(index, ctx)
    facts = [fact for fact_id in ids if (fact := index.facts.get(fact_id))]
    start, end = ctx.mention.start, ctx.mention.end
    return Claim(
        start=start, end=end, text=ctx.lexed.text[start:end], kind="count", verdict=verdict, facts=ids,
        cells=places_of(facts), reason=reason,
    )  # fmt: skip
