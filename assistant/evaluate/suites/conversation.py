"""`conversation`: scripts of several turns: what is said in turn, what it is about, what cells hold afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.conversation import State, Turn, begin, say
from assistant.evaluate.case import EvalCase, in_folder, load_cases
from assistant.evaluate.evaluators.words import plain
from assistant.evaluate.material import WHEN, WHO, read_once
from assistant.evaluate.output import Mark, Output
from assistant.evaluate.suite import Solver, Suite
from scoring.claims import WRONG


@dataclass(frozen=True)
class Exchange:
    """One sentence of the user, what was said in turn, and the state after it."""

    wanted: Mapping[str, Any]  # what the script says of it; a table is its number in the conversation
    turns: Sequence[Turn]
    state: State

    @property
    def text(self) -> str:
        return "\n".join(turn.text for turn in self.turns)


def _load(root: Path) -> list[EvalCase]:
    return load_cases(root, "conversation", in_folder(root, "conversation"))


async def talked(case: EvalCase, _solver: Solver) -> Output:
    """The whole script, each turn after the one before."""
    tables = [table for file in case.list("files") for table in read_once(case.root / str(file))]
    number = case.given.get("table")
    if case.given.get("only"):
        tables, number = [tables[int(number or 1) - 1]], 1
    state = begin(tables, number)
    made: list[Exchange] = []
    for wanted in case.list("turns"):
        state, turns = say(state, str(wanted["say"]), who=WHO, date=WHEN)
        here = {**wanted, "table": 1} if "table" in wanted and case.given.get("only") else wanted
        made.append(Exchange(here, turns, state))
    text = "\n\n".join(f"〔{one.wanted['say']}〕\n{one.text}" for one in made)
    return Output(text, value={"exchanges": made})


def as_scripted(case: EvalCase, output: Output) -> Iterator[Mark]:
    """Each kind of expectation by itself, over all turns of the script."""
    made: list[Exchange] = output.value["exchanges"]
    number = int(case.given.get("table", 1)) if not case.given.get("only") else 1
    for name, fault in (
        ("kinds_right", _kinds),
        ("answer_right", _says),
        ("forbidden", _never),
        ("focus_right", _focus),
    ):
        faults = [told for one in made if (told := fault(one))]
        yield Mark(name, not faults, "；".join(faults))
    moved = [told for one in made if (told := _cells(one, number))]
    yield Mark("cells_right", not moved, "；".join(moved))
    drafts = [turn.draft for one in made for turn in one.turns if turn.draft is not None]
    if drafts:
        wrong = [claim for draft in drafts for claim in draft.claims if claim.verdict in WRONG]
        yield Mark("faithful", not wrong, "；".join(f"“{claim.text}”{claim.reason}" for claim in wrong[:3]))


def _kinds(one: Exchange) -> str:
    wanted = list(one.wanted.get("kinds", []))
    got = [turn.kind for turn in one.turns][: len(wanted)]
    return "" if got == wanted else f"“{one.wanted['say']}”应有{wanted}，实有{got}"


def _says(one: Exchange) -> str:
    text = plain(one.text)
    missing = [word for word in one.wanted.get("says", []) if plain(word) not in text]
    told = f"“{one.wanted['say']}”没有答：{'、'.join(missing)}" if missing else ""
    if "answered" in one.wanted and all(turn.answered for turn in one.turns) is not one.wanted["answered"]:
        told += f"“{one.wanted['say']}”{'该拒答而作答' if not one.wanted['answered'] else '该答而拒答'}"
    return told


def _never(one: Exchange) -> str:
    found = [word for word in one.wanted.get("never", []) if plain(word) in plain(one.text)]
    return f"“{one.wanted['say']}”不该答：{'、'.join(found)}" if found else ""


def _focus(one: Exchange) -> str:
    wrong = [name for name in ("table", "row") if name in one.wanted and getattr(one.state, name) != one.wanted[name]]
    return f"“{one.wanted['say']}”之后说的不是那里：{'、'.join(wrong)}" if wrong else ""


def _cells(one: Exchange, number: int) -> str:
    """Cells hold what the script says, and a change waits, or does not, as it says."""
    table = one.state.tables[number - 1]
    wrong = [
        f"{cell} 是 {table.text(cell)}"
        for cell, text in one.wanted.get("cells", {}).items()
        if table.text(cell) != text
    ]
    if "pending" in one.wanted and bool(one.state.pending) is not one.wanted["pending"]:
        wrong.append("有改动在等确认" if one.state.pending else "没有改动在等确认")
    return f"“{one.wanted['say']}”之后：{'、'.join(wrong)}" if wrong else ""


SUITE = Suite("conversation", "对话：一句接一句", _load, talked, (as_scripted,))
