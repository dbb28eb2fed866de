"""What is shown of an answer while it comes."""

from __future__ import annotations

import pytest

from assistant.streaming import Preview, strict_json, without_thinking


def shown(text: str, step: int = 1) -> str:
    preview = Preview()
    return "".join(preview.feed(text[at : at + step]) for at in range(0, len(text), step))


@pytest.mark.parametrize("step", [1, 2, 3, 7, 1000])
@pytest.mark.parametrize(
    ("answer", "seen"),
    [
        ('{"parts": [{"text": "接待"}, {"fact": "R1.actual"}, {"text": "。"}]}', "接待[[R1.actual]]。"),
        ('{"parts": [{"text": "说“好\\"了\\\\\\n\\u597d"}]}', '说“好"了\\\n好'),
        ('```json\n{"parts": [{"text": "好"}]}\n```', "好"),
        ('<think>想\n想</think>{"parts": [{"text": "好"}]}', "好"),
        ("<think>想</think>接待[[R1.actual]]。", "接待[[R1.actual]]。"),
        ("接待[[R1.actual]]，<think>再想</think>完", "接待[[R1.actual]]，完"),
        ("[[R1.actual]]是", "[[R1.actual]]是"),
        ("a < b [好]", "a < b [好]"),
    ],
)
def test_text_is_shown_as_it_comes_and_a_placeholder_once_it_has_closed(answer: str, seen: str, step: int) -> None:
    assert shown(answer, step) == seen


def test_an_open_placeholder_is_held_back() -> None:
    preview = Preview()
    assert preview.feed("接待[[R1.a") == "接待"
    assert preview.feed("ctual]]次") == "[[R1.actual]]次"


def test_open_thinking_is_never_shown() -> None:
    assert shown("<think>密谋") == ""
    assert without_thinking("<think>密谋") == ""
    assert without_thinking("想过了</think>好") == "好"


@pytest.mark.parametrize("text", ["", "{", '{"a": 1} 然后', "好", '{"a": 1}{"b": 2}', "[" * 100_000])
def test_only_one_whole_json_value_is_read(text: str) -> None:
    with pytest.raises(ValueError):
        strict_json(text)
