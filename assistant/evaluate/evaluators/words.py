"""What a text must say and must not: facts to cover, forbidden words, questions that have to be asked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from assistant.evaluate.case import EvalCase
from assistant.evaluate.output import Mark, Output


def plain(text: str) -> str:
    """A text for comparison: full-width forms folded, blanks and thousands separators gone."""
    folded = unicodedata.normalize("NFKC", text)
    return re.sub(r"(?<=\d),(?=\d{3})", "", re.sub(r"\s", "", folded))


def said(text: str, wanted: str) -> bool:
    """Whether a text says one of the alternatives `a|b|c`. A number must stand alone: 27次 is not said by 127次."""
    return any(_stands(plain(text), plain(one)) for one in wanted.split("|") if one)


def _stands(text: str, word: str) -> bool:
    before = r"(?<![\d.])" if word[:1].isdigit() else ""
    after = r"(?![\d])" if word[-1:].isdigit() else ""
    return re.search(f"{before}{re.escape(word)}{after}", text) is not None


def covers(case: EvalCase, output: Output) -> Iterator[Mark]:
    """`covers`: what has to be told, each as alternatives; 〔待补充：…〕 counts as told of what it names."""
    wanted = case.list("covers")
    if wanted:
        missing = [one for one in wanted if not said(output.text, str(one))]
        yield Mark("fact_coverage", 1 - len(missing) / len(wanted))
        yield Mark("covers", not missing, f"没有写到：{'、'.join(map(str, missing))}" if missing else "")


def never(case: EvalCase, output: Output) -> Iterator[Mark]:
    """`never`: what must not be told: words as alternatives, or a pattern between slashes."""
    wanted = case.list("never")
    if wanted:
        found = [one for one in map(str, wanted) if _found(output.text, one)]
        yield Mark("forbidden", not found, f"不该写：{'、'.join(found)}" if found else "")


def _found(text: str, one: str) -> bool:
    if len(one) > 2 and one.startswith("/") and one.endswith("/"):
        return re.search(one[1:-1], plain(text)) is not None
    return said(text, one)


def asks(case: EvalCase, output: Output) -> Iterator[Mark]:
    """`asks`: what has to be asked: rows by number, 0 for the money, or words of the gap; [] for nothing."""
    if "asks" not in case.given:
        return
    missing = output.value.get("missing", [])
    rows = {0 if gap["row"] is None else gap["row"] for gap in missing}
    words = " ".join(f"{gap['what']} {gap['question']}" for gap in missing)
    wanted = case.list("asks")
    unasked = [one for one in wanted if (one not in rows if isinstance(one, int) else not said(words, str(one)))]
    needless = [gap["what"] for gap in missing] if not wanted else []
    told = [f"没有问：{'、'.join(map(str, unasked))}"] if unasked else []
    told += [f"不该问：{'、'.join(needless)}"] if needless else []
    yield Mark("asks", not told, "；".join(told))
