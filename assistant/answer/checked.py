"""The last look at an answer before it is shown: its citations and its numbers.

A stranger (`scoring.verify`) reads the answer first. Where it cannot place a number that our own tools put there (a
rank, a count of what is listed, a formula), the number must be one of a cited table's facts, or it is a doubt.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from assistant.answer.book import Book
from assistant.answer.types import Answer, Citation
from scoring.claims import WRONG, Claim
from scoring.facts import Fact, Facts, compile_facts
from scoring.quantity import Quantity, quantities
from scoring.verify import verify

MOST = 6  # tables whose facts are compiled to verify one answer
KEPT = 16  # sets of tables whose facts are kept for the next question about the same ones
_COUNTED = frozenset("张项处行个条")


def checked(book: Book, made: Answer) -> Answer:
    """The answer with its claims; citations that the form does not hold are dropped."""
    held = tuple(one for one in made.citations if book.page(one.table).table.text(one.cell) == one.text)
    numbers = tuple(dict.fromkeys(one.table for one in held))
    if made.claims or not held or len(numbers) > MOST:
        return replace(made, citations=held)
    facts = _facts(book, numbers)
    claims = tuple(_placed(claim, facts, held, book, made) for claim in verify(facts, made.text, "answer"))
    doubts = tuple(claim.text for claim in claims if claim.verdict in WRONG)
    return replace(made, citations=held, claims=claims, doubts=doubts)


def _facts(book: Book, numbers: tuple[int, ...]) -> Facts:
    if len(numbers) == 1:
        return book.page(numbers[0]).facts
    kept: dict[tuple[int, ...], Facts] = book.__dict__.setdefault("_facts_of", {})
    if numbers not in kept:
        if len(kept) >= KEPT:
            kept.pop(next(iter(kept)))
        kept[numbers] = compile_facts([book.page(n).table for n in numbers])
    return kept[numbers]


def _placed(claim: Claim, facts: Facts, held: tuple[Citation, ...], book: Book, made: Answer) -> Claim:
    """A claim of ours that the verifier could not place, with the fact that our tool took it from."""
    if claim.verdict not in WRONG:
        return claim
    found = quantities(claim.text) or quantities(claim.text.strip("=＝ "))
    quoted = next((one for one in held if claim.text.strip() in "".join(one.text.split())), None)
    if quoted is not None:
        return _supported(claim, (quoted.cell,), (quoted.place,), "引自所引单元格。")
    if not found:
        return _supported(claim, (), (), "由程序逐行对照指标值和完成值得出。")
    if found and all(_known(q, facts, held, made) for q in found):
        return _supported(claim, (), (), "由所引单元格的数算出。")
    if found and all(_known(q, facts, held, made) or _counts(q, claim, book, made) for q in found):
        return _supported(claim, (), (), "是所列各项的个数或序号。")
    return claim


def _supported(claim: Claim, facts: tuple[str, ...], cells: tuple[str, ...], reason: str) -> Claim:
    return claim.model_copy(
        update={"verdict": "supported", "facts": facts, "cells": cells, "reason": reason, "caution": ""}
    )


def _known(q: Quantity, facts: Facts, held: tuple[Citation, ...], made: Answer) -> bool:
    """Whether the number, at its digits, is a cited cell's, follows from cited cells, or was recorded when computed."""
    step = q.scale * Decimal(1).scaleb(-q.digits)
    order = {table: n for n, table in enumerate(dict.fromkeys(one.table for one in held), 1)}
    cited = {(order[one.table], one.cell) for one in held}
    values = [
        abs(fact.value)
        for fact in facts
        if fact.value is not None
        and (fact.family == q.family or not q.family or not fact.family)
        and _stands_on(fact, cited)
    ]
    values += made.computed
    values += [other.value for one in held for other in quantities(one.text)]
    return any((value / step).quantize(Decimal(1), ROUND_HALF_UP) * step == abs(q.value) for value in values)


def _stands_on(fact: Fact, cited: set[tuple[int, str]]) -> bool:
    """Whether a fact is a cited cell, or made of cited cells only: equal to just any fact of the table is no ground."""
    made_of = fact.of or (fact.id,)
    return all((fact.table, re.sub(r"^T\d+:", "", one)) in cited for one in made_of)


def _counts(q: Quantity, claim: Claim, book: Book, made: Answer) -> bool:
    """A rank at the head of a list item, or a count of what is listed."""
    after = made.text[claim.end : claim.end + 1]
    if q.value != int(q.value) or not 0 <= q.value <= max(len(book), 200):
        return False
    return after in {".", "、"} or bool(re.search(f"[{''.join(_COUNTED)}]", claim.text + after))
