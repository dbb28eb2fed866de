"""One entry of the catalogue: how bad, how sure, what is said and what is to be done."""

from __future__ import annotations

from dataclasses import dataclass, field

from scoring.findings import Confidence, Severity


@dataclass(frozen=True, slots=True)
class Entry:
    """Severity, confidence and wording of one rule. `message` and `variants` are `str.format` templates."""

    severity: Severity
    confidence: Confidence
    message: str
    todo: str
    variants: dict[str, str] = field(default_factory=dict[str, str])

    def wording(self, variant: str) -> str:
        """The template of a variant; KeyError when the rule has none of that name."""
        return self.variants[variant] if variant else self.message
