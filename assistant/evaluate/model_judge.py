"""A model as a judge of texts: optional, off by default, and itself judged by how often it agrees with the labels."""

from __future__ import annotations

from typing import Any, cast

from assistant.dialect import Shape
from assistant.errors import ModelError, UnusableError
from assistant.evaluate.material import Material
from assistant.evaluate.output import Mark
from assistant.model import Endpoint
from assistant.prompts import fenced, load
from assistant.streaming import strict_json
from scoring.claims import TextVerdict

SHAPE = Shape(
    "judge",
    {
        "type": "object",
        "properties": {"verdict": {"type": "string", "enum": ["faithful", "unfaithful"]}},
        "required": ["verdict"],
        "additionalProperties": False,
    },
    '{"verdict": "faithful"}',
)


class ModelJudge:
    """Asks one endpoint what it thinks of a text."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint

    async def verdict(self, about: Material, text: str) -> TextVerdict | None:
        """Faithful or unfaithful; None when the endpoint gave no usable answer."""
        facts = [fact for fact in about.facts if fact.kind in {"cell", "stated"}]
        cells = fenced(f"{fact.label}：{fact.shown or fact.text}" for fact in facts)
        prompt = load("judge").fill(cells=cells, text=fenced([text]))
        try:
            return await self._endpoint.ask([("human", prompt)], SHAPE, _read, self._endpoint.budget())
        except ModelError:
            return None


def _read(answer: str) -> TextVerdict:
    """The verdict of an answer: JSON as asked for, or one of the two words. Raises UnusableError."""
    try:
        value: object = strict_json(answer)
    except ValueError:
        value = answer
    said = cast("dict[str, Any]", value).get("verdict") if isinstance(value, dict) else value
    word = str(said).strip().strip("。.\"'").lower()
    if word == "faithful":
        return "faithful"
    if word == "unfaithful":
        return "unfaithful"
    raise UnusableError


def agreement(verdict: TextVerdict | None, label: str) -> Mark:
    """Whether the judge says what a person said; no answer is no agreement."""
    return Mark("judge_agrees", float(verdict == label))
