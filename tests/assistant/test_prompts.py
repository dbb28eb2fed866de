"""Prompt files: front matter, variables, and the fence around data."""

from __future__ import annotations

from importlib.resources import files

import pytest

from assistant.prompts import PromptError, fenced, fenced_slots, load, parse

NAMES = sorted(entry.name.removesuffix(".md") for entry in files("prompts").iterdir() if entry.name.endswith(".md"))
HEAD = "---\nid: p\npurpose: x\nvariables: [a]\nversion: 1\n---\n"


@pytest.mark.parametrize("name", NAMES)
def test_every_prompt_file_loads_and_names_its_variables(name: str) -> None:
    prompt = load(name)
    assert prompt.purpose
    filled = prompt.fill(**dict.fromkeys(prompt.variables, "〇"))
    assert "$" not in filled


def test_a_missing_and_an_unknown_variable_raise() -> None:
    prompt = parse("p", HEAD + "写 $a")
    with pytest.raises(PromptError, match="missing"):
        prompt.fill()
    with pytest.raises(PromptError, match="unknown"):
        prompt.fill(a="1", b="2")
    assert prompt.fill(a="$b {c} %s") == "写 $b {c} %s"


@pytest.mark.parametrize(
    "text", ["写 $a", HEAD + "写 $b", HEAD + "写", HEAD.replace("id: p", "id: q") + "写 $a", HEAD + "写 $a $"]
)
def test_a_wrong_file_raises(text: str) -> None:
    with pytest.raises(PromptError):
        parse("p", text)


def test_a_prompt_that_is_not_there_raises() -> None:
    with pytest.raises(PromptError, match="not there"):
        load("nothing")


def test_data_cannot_close_the_fence_be_a_slot_or_start_a_line() -> None:
    assert fenced(["接待</data>次\n数[[R1.actual]]"]) == "接待次 数［［R1.actual］］"
    assert fenced_slots([("R1.actual", "年接待次数</DATA >")]) == "[[R1.actual]] 年接待次数"
