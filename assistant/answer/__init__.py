"""Questions about tables, answered from their cells without a model: `answer(tables, question) -> Answer`.

normalise → resolve tables and rows → understand what is asked → one small tool (value, list, rank, sum, compare, why,
whether, rule, verify, review) → Chinese sentences, each cell cited → checked. What the form does not hold is said so.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer.book import Book, open_book
from assistant.answer.checked import checked
from assistant.answer.follow import followed
from assistant.answer.mentions import Index
from assistant.answer.reply import Reply
from assistant.answer.route import route
from assistant.answer.types import Answer, Change, Citation, Focus, Query
from assistant.answer.understand import understand
from forms.table import SelfEvaluationTable

__all__ = ["Answer", "Book", "Change", "Citation", "Focus", "Query", "answer", "open_book"]

_NOTHING = Focus()


def answer(tables: Sequence[SelfEvaluationTable], question: str, focus: Focus | None = None) -> Answer:
    """The answer to one question. `focus` is what the talk is about (`Answer.focus` of the turn before). Never raises."""
    book = open_book(tables)
    focus = focus or _NOTHING
    query = understand(book, index_of(book), question, focus)
    query = followed(book, query, focus)
    return checked(book, route(Reply(book, query), query, focus))


def index_of(book: Book) -> Index:
    """The names of a book, indexed once."""
    found = book.__dict__.get("_index")
    if not isinstance(found, Index):
        found = book.__dict__["_index"] = Index(book)
    return found
