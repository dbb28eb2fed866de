"""Answers: right words, the cells that they stand on, and no answer where the form holds none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.evaluate.case import EvalCase
from assistant.evaluate.evaluators.words import plain
from assistant.evaluate.output import Judge, Mark, Output
from scoring.claims import WRONG

LONGEST = 1_500
_NUMBER = re.compile(r"\d[\d.]*")
_QUOTED = re.compile(r"“[^”]*”")


def right(case: EvalCase, output: Output) -> Iterator[Mark]:
    """`answered` as labelled; every `says` (one of its spellings) and none of `never` in the answer."""
    wanted = case.given.get("answered")
    if wanted is not None:
        got = output.value["answered"]
        yield Mark("answered", got is wanted, "该拒答而作答" if got else "该答而拒答")
    text = plain(output.text)
    missing = [one for one in case.list("says") if not any(plain(word) in text for word in _spellings(one))]
    if case.list("says"):
        yield Mark("answer_right", not missing, f"没有答：{'、'.join(map(str, missing))}" if missing else "")
    found = [word for word in map(str, case.list("never")) if plain(word) in text]
    if case.list("never"):
        yield Mark("forbidden", not found, f"不该答：{'、'.join(found)}" if found else "")


def _spellings(one: object) -> list[str]:
    return [str(word) for word in one] if isinstance(one, list) else [str(one)]  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]


def citations(case: EvalCase, output: Output) -> Iterator[Mark]:
    """Recall: the labelled cells are among the cited ones. Precision: what is cited is a cell, verbatim."""
    cited = {cell for cell, _ in output.value["cited"]}
    wanted = set(map(str, case.list("cites")))
    if wanted:
        yield Mark("citation_recall", len(wanted & cited) / len(wanted))
        yield Mark("cites", wanted <= cited, f"没有引用：{'、'.join(sorted(wanted - cited))}")
    verbatim = output.value["verbatim"]
    if verbatim:
        yield Mark("citation_precision", sum(verbatim) / len(verbatim))
        yield Mark("cites_verbatim", all(verbatim), "引用的不是单元格原文")


def no_number(case: EvalCase, output: Output) -> Iterator[Mark]:
    """Where the form does not hold what was asked, no number may be told but those of a cell that is cited."""
    if case.given.get("no_number"):
        known = plain("".join(text for _, text in output.value["cited"]) + case.text("question"))
        strange = [n for n in _NUMBER.findall(plain(_QUOTED.sub("", output.text))) if n not in known]
        yield Mark("no_number", not strange, f"报了数：{'、'.join(strange)}" if strange else "")


def brief(case: EvalCase, output: Output) -> Iterator[Mark]:
    """Not longer than the question deserves."""
    most = int(case.given.get("most", LONGEST))
    yield Mark("brief", 0 < len(output.text) <= most, f"{len(output.text)} 字，最多 {most} 字")


def untouched(case: EvalCase, output: Output) -> Iterator[Mark]:
    """An answer proposes no change of a cell unless the case says that it may."""
    if not case.given.get("may_change"):
        yield Mark("untouched", not output.value["changed"], "提出了修改")


def true(_case: EvalCase, output: Output) -> Iterator[Mark]:
    """No claim of the answer's own is wrong; what it quotes, and the text that it was asked about, is not."""
    quoted = [found.span() for found in _QUOTED.finditer(output.text)]
    wrong = [
        claim
        for claim in output.claims
        if claim.verdict in WRONG
        and output.text[claim.start : claim.end] == claim.text
        and not any(start <= claim.start < end for start, end in quoted)
    ]
    yield Mark("faithful", not wrong, "；".join(f"“{claim.text}”{claim.reason}" for claim in wrong[:3]))


JUDGES: tuple[Judge, ...] = (right, citations, no_number, brief, true)
