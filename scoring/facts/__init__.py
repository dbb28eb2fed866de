"""Facts of tables: every cell and derived value that a text may tell, each with id, formula and cells."""

from scoring.facts.model import Fact, FactKind, Facts, Stated

__all__ = ["Fact", "FactKind", "Facts", "Stated"]
