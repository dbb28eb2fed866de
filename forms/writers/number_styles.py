"""The number formats of a workbook's cell styles: whether a number can stand in a cell so that it shows as the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy

from forms.numbers import number
from forms.safexml import Element, tag_like

_DATE_CODE = re.compile(r"[ymdhs]", re.IGNORECASE)
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')
_DECIMALS = re.compile(r"\.([0#?]+)")
_BUILT_IN_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 49: "@",
}  # fmt: skip
_LONGEST = 18
_GENERAL, _TWO_PLACES, _PERCENT = "0", "2", "10"


class Styles:
    """The cell styles of a workbook. `has_grown` tells that one had to be added, and styles.xml must be written."""

    def __init__(self, root: Element | None) -> None:
        self.root, self.has_grown = root, False
        self._formats = list(_formats(root)) if root is not None else []

    def for_number(self, text: str, style: int) -> tuple[str | None, int]:
        """The stored number that shows `text` in a cell of this style, and the style to use; (None, style) for a text.

        A format with too few decimals would show 13.5 as 14: then a style of the same look that shows them is taken,
        or added.
        """
        value, code = number(text), self._format(style)
        if value is None or code in ("@", "date") or len(text) > _LONGEST:
            return None, style
        percent_typed, percent_shown = text.rstrip().endswith(("%", "％", "﹪")), "%" in code
        if percent_typed and not percent_shown:
            return None, style
        if percent_shown and not percent_typed and abs(value) > 1:
            return None, style  # 98 in a percent cell would show as 9800%
        shown = f"{value * 100 if percent_shown else value:f}".partition(".")[2]
        room = _decimals(code)
        if room is not None and len(shown.rstrip("0")) > room:
            style = self._twin(style, percent_shown, len(shown))
        return format(value, "f"), style

    def _format(self, style: int) -> str:
        """The number format of a style: its code without literals, "" for General, "date" for any date."""
        return self._formats[style] if 0 <= style < len(self._formats) else ""

    def _twin(self, style: int, percent: bool, places: int) -> int:
        """A style of the same look that shows so many decimals: exactly them, else as many as the number has."""
        styles = None if self.root is None else self.root.find(tag_like(self.root, "cellXfs"))
        if styles is None or not 0 <= style < len(styles):
            return style
        look = _look(styles[style])
        twins = [i for i, s in enumerate(styles) if _look(s) == look and ("%" in self._format(i)) == percent]
        exact = [index for index in twins if _decimals(self._format(index)) == places]
        general = [index for index in twins if not self._format(index)]
        if exact or general:
            return (exact or general)[0]
        made = deepcopy(styles[style])
        made.set("numFmtId", _PERCENT if percent else _TWO_PLACES if places == 2 else _GENERAL)
        made.set("applyNumberFormat", "1")
        styles.append(made)
        styles.set("count", str(len(styles)))
        self.has_grown = True
        self._formats.append(_BUILT_IN.get(int(made.get("numFmtId", "0")), ""))
        return len(styles) - 1


def _decimals(code: str) -> int | None:
    """How many decimals a format shows; None for General, which shows what there is."""
    if not code:
        return None
    found = _DECIMALS.search(code.partition(";")[0])
    return len(found[1]) if found else 0


def _look(style: Element) -> list[tuple[str, dict[str, str]]]:
    """All of a style but its number format."""
    own = {str(k): str(v) for k, v in style.attrib.items() if str(k) not in ("numFmtId", "applyNumberFormat")}
    inner = [(str(child.tag), {str(k): str(v) for k, v in child.attrib.items()}) for child in style]
    return [("", own), *inner]


def _formats(root: Element) -> Iterator[str]:
    codes = {int(f.get("numFmtId", "0")): str(f.get("formatCode", "")) for f in root.iter(tag_like(root, "numFmt"))}
    for styles in root.iter(tag_like(root, "cellXfs")):
        for style in styles:
            kind = int(style.get("numFmtId", "0"))
            code = _LITERAL.sub("", codes.get(kind, _BUILT_IN.get(kind, "")))
            if code.lower() == "general":
                yield ""
            else:
                yield "date" if kind in _BUILT_IN_DATES or _DATE_CODE.search(code) else code
