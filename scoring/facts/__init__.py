"""Facts of tables: every cell and derived value that a text may tell, each with id, formula and cells."""

from scoring.facts.compile import compile_facts
from scoring.facts.model import Fact, FactKind, Facts, Stated
from scoring.facts.render import forms

__all__ = ["Fact", "FactKind", "Facts", "Stated", "compile_facts", "forms"]
