"""The last look at an answer before it is shown: its length, its citations, its numbers."""

from __future__ import annotations

from dataclasses import replace

from assistant.answer.book import Book
from assistant.answer.types import Answer
from scoring.facts import Facts, compile_facts
from scoring.verify import verify

MOST = 6  # tables whose facts are compiled to verify one answer


def checked(book: Book, made: Answer) -> Answer:
    """The answer with the claims that a stranger reads in it; citations that the form does not hold are dropped."""
    held = tuple(one for one in made.citations if book.page(one.table).table.text(one.cell) == one.text)
    if made.claims or not held:
        return replace(made, citations=held)
    numbers = tuple(dict.fromkeys(one.table for one in held))
    if len(numbers) > MOST:
        return replace(made, citations=held)
    facts = _facts(book, numbers)
    return replace(made, citations=held, claims=tuple(verify(facts, made.text, "answer")))


def _facts(book: Book, numbers: tuple[int, ...]) -> Facts:
    if len(numbers) == 1:
        return book.page(numbers[0]).facts
    return compile_facts([book.page(n).table for n in numbers])
