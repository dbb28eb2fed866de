"""`ModelDrafter`: a model arranges slots into prose. It is shown what the slots mean, never what they hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.deadlines import Budget
from assistant.dialect import Shape
from assistant.draft.guard import Wrong, tidy
from assistant.draft.offer import Offer, offer, skeleton
from assistant.draft.reading import MOST_PARTS, read_parts
from assistant.draft.task import DrafterName, Task
from assistant.draft.template import TemplateDrafter
from assistant.draft.view import TableView, view
from assistant.model import Endpoint, Message
from assistant.prompts import fenced, fenced_slots, load
from assistant.render import Parts
from scoring.facts import Facts
from scoring.profile import Profile

LONGEST_PART = 600  # small models put a whole draft into one text: a shorter limit cuts it in the middle
_ORDER_LINE = "请按要求起草。"
EXAMPLE = '{"parts": [{"text": "文字"}, {"fact": "编号"}, {"text": "文字。"}]}'


class ModelDrafter:
    """Drafts through one endpoint. `begin` opens a session for one draft."""

    name: DrafterName = "model"

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint

    def begin(self, task: Task, facts: Facts, profile: Profile) -> Session:
        """A session with its prompt made and nothing sent yet."""
        seen = view(task, facts, profile)
        template = TemplateDrafter().compose(task, facts, profile)
        offered = offer(seen, template)
        opening = _opening(seen, offered, template)
        return Session(self.endpoint, seen, offered, template, self.endpoint.budget(), opening)


@dataclass
class Session:
    """One draft's talk with the model: what was asked, what it answered, what is left of the budget."""

    endpoint: Endpoint
    view: TableView
    offered: Offer
    template: Parts
    budget: Budget
    messages: list[Message]
    answered: str = ""  # the last answer as it came
    said_before: tuple[str, str] = field(init=False)  # the instructions, and the words of the template's draft

    def __post_init__(self) -> None:
        words = "".join(part for part in self.template if isinstance(part, str))
        self.said_before = (_instructions(self.messages[0][1]), words)

    @property
    def prompt_size(self) -> int:
        """Characters sent with the next request; about one token each in Chinese."""
        return sum(len(text) for _, text in self.messages)

    async def write(self, on_piece: Callable[[str], None], on_retry: Callable[[str], None]) -> Parts:
        """The parts of the next draft. Raises `ModelError`."""
        self.answered = ""

        def read(answer: str) -> Parts:
            self.answered = answer
            return read_parts(answer, self.offered)

        made = await self.endpoint.ask(
            self.messages, shape(self.offered), read, self.budget, on_piece=on_piece, on_retry=on_retry
        )
        return tidy(made)

    def point_out(self, wrong: Sequence[Wrong]) -> None:
        """Ask for the next draft by naming what was wrong with the last. Only the last draft stays in the talk."""
        lines = fenced(f"“{one.text}”：{one.reason}" for one in wrong[:12])
        last = ("ai", self.answered)
        asked = load("repair").fill(wrong=lines, skeleton=fenced_skeleton(self.template, self.offered))
        self.messages = [*self.messages[:2], last, ("human", asked)]


def shape(offered: Offer) -> Shape:
    """An array of texts of bounded length and facts out of the offered ones."""
    text: dict[str, Any] = {"type": "string", "maxLength": LONGEST_PART}
    fact: dict[str, Any] = {"type": "string", "enum": list(offered.slots)}
    items = {"anyOf": [_only("text", text), _only("fact", fact)]} if offered.slots else _only("text", text)
    listed: dict[str, Any] = {"type": "array", "minItems": 1, "maxItems": MOST_PARTS, "items": items}
    return Shape("submit_draft", _only("parts", listed), EXAMPLE)


def _only(name: str, value: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": {name: value}, "required": [name], "additionalProperties": False}


def _opening(seen: TableView, offered: Offer, template: Parts) -> list[Message]:
    prompt = load(seen.task.kind)
    values = {
        "slots": fenced_slots(offered.listed()),
        "names": fenced(offered.names),
        "skeleton": fenced_skeleton(template, offered),
    }
    if "length" in prompt.variables:
        values["length"] = str(seen.task.length)
    return [("system", prompt.fill(**values)), ("human", _ORDER_LINE)]


def fenced_skeleton(template: Parts, offered: Offer) -> str:
    """The template's draft as data: its own references stay, brackets out of cells do not."""
    return "".join(skeleton((part,), offered) if not isinstance(part, str) else fenced([part]) for part in template)


def _instructions(prompt: str) -> str:
    """The prompt without its data, to tell when a model hands it back."""
    pieces = prompt.split("<data>")
    return pieces[0] + "".join(piece.partition("</data>")[2] for piece in pieces[1:])
