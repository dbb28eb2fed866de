"""What can be shown of an answer while it is still coming: plain text, with a placeholder once it has closed.

Only a preview: the finished answer is parsed strictly elsewhere. Thinking (`<think>…</think>`) is never shown.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

_THINK = re.compile(r"<think>.*?(?:</think>|\Z)", re.S | re.I)
_LONE_END = re.compile(r"\A.*?</think>", re.S | re.I)  # some servers swallow the opening tag
_OPENINGS = ("<think>", "[[")
_JSON_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "/": "/", "\\": "\\", '"': '"'}


def without_thinking(text: str) -> str:
    """`text` without `<think>` blocks, closed or not."""
    if "</think>" in text.lower() and "<think>" not in text.lower():
        text = _LONE_END.sub("", text)
    return _THINK.sub("", text)


@dataclass
class TextPreview:
    """Plain text as it comes: holds back thinking, and a `[[` until its `]]` has come."""

    _held: str = ""
    _thinking: bool = False

    def feed(self, piece: str) -> str:
        """The characters that may be shown now."""
        self._held += piece
        shown: list[str] = []
        while self._held:
            if self._thinking:
                end = self._held.find("</think>")
                if end < 0:
                    self._held = self._held[-8:]
                    return "".join(shown)
                self._held, self._thinking = self._held[end + 8 :], False
                continue
            cut = min((at for mark in _OPENINGS if (at := self._held.find(mark)) >= 0), default=-1)
            if cut < 0:
                keep = _partial(self._held)
                shown.append(self._held[: len(self._held) - keep])
                self._held = self._held[len(self._held) - keep :]
                return "".join(shown)
            shown.append(self._held[:cut])
            self._held = self._held[cut:]
            if self._held.startswith("<think>"):
                self._held, self._thinking = self._held[7:], True
            elif (end := self._held.find("]]")) >= 0:
                shown.append(self._held[: end + 2])
                self._held = self._held[end + 2 :]
            else:
                return "".join(shown)
        return "".join(shown)


def _partial(text: str) -> int:
    """Length of the tail of `text` that may be the beginning of a mark."""
    return max((n for mark in _OPENINGS for n in range(1, len(mark)) if text.endswith(mark[:n])), default=0)


@dataclass
class PartsPreview:
    """The `text` values of a JSON answer as they come, each `fact` as `[[id]]` once its string has closed."""

    _in_string: bool = False
    _escape: str = ""  # an escape sequence that is not complete
    _string: list[str] = field(default_factory=list[str])
    _key: str = ""
    _is_value: bool = False

    def feed(self, piece: str) -> str:
        """The characters that may be shown now."""
        return "".join(self._inside(c) if self._in_string else self._outside(c) for c in piece)

    def _outside(self, char: str) -> str:
        if char == '"':
            self._in_string, self._string = True, []
        elif char in ":,{[":
            self._is_value = char == ":"
        return ""

    def _inside(self, char: str) -> str:
        if self._escape or char == "\\":
            return self._escaped(char)
        if char == '"':
            return self._closed()
        return self._add(char)

    def _escaped(self, char: str) -> str:
        self._escape += char
        if len(self._escape) == 1:
            return ""
        if self._escape[1] != "u":
            plain, self._escape = _JSON_ESCAPES.get(self._escape[1], ""), ""
            return self._add(plain)
        if len(self._escape) < 6:
            return ""
        code, self._escape = self._escape[2:], ""
        plain = chr(int(code, 16)) if re.fullmatch(r"[0-9a-fA-F]{4}", code) else ""
        return self._add("" if "\ud800" <= plain <= "\udfff" else plain)

    def _add(self, text: str) -> str:
        self._string.append(text)
        return text if self._is_value and self._key == "text" else ""

    def _closed(self) -> str:
        self._in_string = False
        whole = "".join(self._string)
        if not self._is_value:
            self._key = whole
            return ""
        self._is_value = False
        return f"[[{whole}]]" if self._key == "fact" else ""


@dataclass
class Preview:
    """Chooses by the first character that counts: a JSON answer by its parts, anything else as text."""

    _chosen: TextPreview | PartsPreview | None = None
    _start: str = ""

    def feed(self, piece: str) -> str:
        """The characters that may be shown now."""
        if self._chosen is not None:
            return self._chosen.feed(piece)
        self._start += piece
        if "</think>" in self._start:
            self._start = without_thinking(self._start)
        plain = self._start.lstrip()
        if plain.startswith("<think>") or any(mark.startswith(plain) for mark in ("<think>", "```json", "[[")):
            return ""
        plain = plain.removeprefix("```json").lstrip()
        if not plain:
            return ""
        self._chosen = PartsPreview() if plain[0] in "{[" and not plain.startswith("[[") else TextPreview()
        return self._chosen.feed(plain)


def strict_json(text: str) -> object:
    """The one JSON value that `text` is, inside a code fence or not; ValueError for anything else. No repair.

    A raw line break within a string is let pass: servers that enforce a schema by grammar produce it.
    """
    plain = text.strip()
    fenced = re.fullmatch(r"```(?:json)?\s*(.*?)\s*```", plain, re.S)
    try:
        return json.loads(fenced[1] if fenced else plain, strict=False)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
