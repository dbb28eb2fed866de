"""Questions about tables, answered from their cells without a model: `answer(tables, question) -> Answer`.

normalise → resolve tables and rows → understand what is asked → one small tool (value, list, rank, sum, compare, why,
whether, rule, verify, review) → Chinese sentences, each cell cited → checked. What the form does not hold is said so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer.book import Book, open_book
from assistant.answer.checked import checked
from assistant.answer.follow import followed
from assistant.answer.mentions import Index
from assistant.answer.reply import Reply
from assistant.answer.route import route
from assistant.answer.split import parts
from assistant.answer.types import Answer, Change, Citation, Focus, Query
from assistant.answer.understand import understand
from forms.table import SelfEvaluationTable

__all__ = ["Answer", "Book", "Change", "Citation", "Focus", "Query", "answer", "index_of", "open_book"]

_NOTHING = Focus()


def answer(tables: Sequence[SelfEvaluationTable], question: str, focus: Focus | None = None) -> Answer:
    """The answer to one question. `focus`: what the talk is about (`Answer.focus` of the turn before). Never raises."""
    book = open_book(tables)
    focus = focus or _NOTHING
    asked = parts(question)
    if len(asked) == 1:
        return checked(book, _one(book, question, focus))
    made: list[Answer] = []
    for part in asked:
        made.append(_one(book, part, focus))
        focus = made[-1].focus if made[-1].focus.table else focus
    return checked(book, _joined(made))


def _one(book: Book, question: str, focus: Focus) -> Answer:
    query = followed(book, understand(book, index_of(book), question, focus), focus)
    return route(Reply(book, query), query, focus)


def _joined(made: list[Answer]) -> Answer:
    """The answers to the parts of one question as one."""
    cited = dict.fromkeys(citation for one in made for citation in one.citations)
    computed = tuple(number for one in made for number in one.computed)
    text = "".join(one.text for one in made)
    return replace(
        made[0], text=text, citations=tuple(cited), answered=all(one.answered for one in made), computed=computed
    )


def index_of(book: Book) -> Index:
    """The names of a book, indexed once."""
    found = book.__dict__.get("_index")
    if not isinstance(found, Index):
        found = book.__dict__["_index"] = Index(book)
    return found
