"""What a spreadsheet shows for a stored number: 0.69 under `0%` is 69%, 44561 under `yyyy"年"m"月"` is 2021年12月.

Covers what forms use of the number formats of ECMA-376 18.8.31 (sections, conditions, literals, thousands, scaling,
percent, exponents, fractions, dates in Chinese and Western order, elapsed time). What a format asks for beyond that
(colours, fill, widths) does not change the text.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext
from functools import lru_cache

from forms.readers.dates import date_renderer

# number formats that files name by number only, as a Chinese Excel shows them
_BY_NUMBER: dict[str, tuple[int, ...]] = {
    "General": (0,),
    "0": (1,),
    "0.00": (2,),
    "#,##0": (3,),
    "#,##0.00": (4,),
    '"¥"#,##0': (5, 6),
    '"¥"#,##0.00': (7, 8),
    "0%": (9,),
    "0.00%": (10,),
    "0.00E+00": (11,),
    "# ?/?": (12,),
    "# ??/??": (13,),
    "yyyy/m/d": (14,),
    "d-mmm-yy": (15,),
    "d-mmm": (16,),
    "mmm-yy": (17,),
    "h:mm AM/PM": (18,),
    "h:mm:ss AM/PM": (19,),
    "h:mm": (20,),
    "h:mm:ss": (21,),
    "yyyy/m/d h:mm": (22,),
    'yyyy"年"m"月"': (27, 36, 50, 52, 57),
    'm"月"d"日"': (28, 29, 51, 53, 54, 58),
    "m-d-yy": (30,),
    'yyyy"年"m"月"d"日"': (31,),
    'h"时"mm"分"': (32,),
    'h"时"mm"分"ss"秒"': (33,),
    '上午/下午h"时"mm"分"': (34, 55),
    '上午/下午h"时"mm"分"ss"秒"': (35, 56),
    "#,##0;(#,##0)": (37, 38),
    "#,##0.00;(#,##0.00)": (39, 40),
    '#,##0;-#,##0;"-"': (41,),
    '"¥"#,##0;-"¥"#,##0;"-"': (42,),
    '#,##0.00;-#,##0.00;"-"': (43,),
    '"¥"#,##0.00;-"¥"#,##0.00;"-"': (44,),
    "mm:ss": (45,),
    "[h]:mm:ss": (46,),
    "mm:ss.0": (47,),
    "##0.0E+0": (48,),
    "@": (49,),
}
BUILT_IN = {number: text for text, numbers in _BY_NUMBER.items() for number in numbers}

_Render = Callable[[Decimal, bool], str]
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*](?P<space>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<ampm>AM/PM|A/P|上午/下午)|(?P<general>General|G/通用格式)|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+(?:\.0+)?|[aA]{3,4})"
    r"|(?P<exponent>E[+-]0+)|(?P<digits>[0#?][0#?,]*)|(?P<point>\.)|(?P<percent>%)|(?P<slash>/)|(?P<text>@)|(?P<other>.)",
    re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)")
_ELAPSED = re.compile(r"[hH]+|[mM]+|[sS]+")


@lru_cache(maxsize=50_000)
def displayed(stored: str, number_format: str, epoch_1904: bool = False) -> str:
    """The text shown for `stored` (a number as XML holds it); `stored` itself when it is no number."""
    if number_format == "General":
        return general(stored)
    try:
        value = Decimal(stored)
    except InvalidOperation:
        return stored
    if not value.is_finite() or abs(value.adjusted()) > 40:
        return stored
    with localcontext() as context:  # a spreadsheet knows 15 digits: 1.0049999999999999 is 1.005
        context.prec, context.rounding = 15, ROUND_HALF_UP
        value = +value
    sections = _sections(number_format)
    section, value = _choose(sections, value)
    return section(value, epoch_1904)


def general(stored: str) -> str:
    """The General format: at most 15 significant digits, long fractions as Excel shortens them."""
    if len(stored) <= 11 and stored.lstrip("-").isdecimal():
        return stored
    try:
        value = Decimal(stored)
    except InvalidOperation:
        return stored
    if not value.is_finite() or abs(value.adjusted()) > 20:
        return stored
    with localcontext() as context:
        context.prec, context.rounding = 15, ROUND_HALF_UP
        value = +value
        exponent = value.normalize().as_tuple().exponent
        if isinstance(exponent, int) and -exponent > 4:
            context.prec = 10
            value = +value
            value = value.quantize(Decimal("1e-9")) if abs(value) < 1 else value
    text = format(value.normalize(), "f")
    return "0" if text in {"-0", ""} else text


@lru_cache(maxsize=2_000)
def _sections(number_format: str) -> list[tuple[_Render, Callable[[Decimal], bool] | None, str]]:
    """The sections of a format: how each renders, its own condition, and its source."""
    parts = _split(number_format)
    return [(*_compile(part), part) for part in parts[:4]]


def _split(number_format: str) -> list[str]:
    parts, current, quoted, at = [""], 0, False, 0
    while at < len(number_format):
        c = number_format[at]
        if c == "\\" and not quoted:
            parts[current] += number_format[at : at + 2]
            at += 2
            continue
        quoted ^= c == '"'
        if c == ";" and not quoted:
            parts.append("")
            current += 1
        else:
            parts[current] += c
        at += 1
    return parts


def _choose(
    sections: list[tuple[_Render, Callable[[Decimal], bool] | None, str]], value: Decimal
) -> tuple[_Render, Decimal]:
    """The section for a value: by conditions, else positive; negative; zero. A negative one shows no sign itself."""
    for at, (render, condition, _) in enumerate(sections):
        if condition and condition(value):
            return render, abs(value) if at and value < 0 else value
    plain = [(render, at) for at, (render, condition, _) in enumerate(sections[:3]) if condition is None]
    if any(condition for _, condition, _ in sections):
        return (plain[-1][0] if plain else sections[0][0]), value
    if value < 0 and len(plain) > 1:
        return plain[1][0], -value
    if value == 0 and len(plain) > 2:
        return plain[2][0], value
    return plain[0][0], value


def _compile(part: str) -> tuple[_Render, Callable[[Decimal], bool] | None]:
    tokens = [(str(m.lastgroup), m[0], m) for m in _TOKEN.finditer(part)]
    condition: Callable[[Decimal], bool] | None = None
    kinds: list[tuple[str, str]] = []
    for kind, text, match in tokens:
        if kind == "bracket":
            inside = match["bracket"]
            found = _CONDITION.fullmatch(inside)
            if found:
                condition = _condition(found[1], Decimal(found[2]))
            elif _ELAPSED.fullmatch(inside):
                kinds.append(("elapsed", inside.lower()))
            elif inside.startswith("$"):
                kinds.append(("literal", inside[1:].partition("-")[0]))
        elif kind == "quoted":
            kinds.append(("literal", match["quoted"]))
        elif kind == "escaped":
            kinds.append(("literal", match["escaped"]))
        elif kind != "space":
            kinds.append((kind, text))
    if any(kind in {"date", "elapsed"} for kind, _ in kinds):
        return date_renderer(kinds, lambda value: general(str(value))), condition
    if any(kind == "general" for kind, _ in kinds):
        return lambda value, _: "".join(general(str(value)) if k == "general" else t for k, t in kinds), condition
    return _number_renderer(kinds), condition


_OPERATORS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}


def _condition(sign: str, bound: Decimal) -> Callable[[Decimal], bool]:
    compare = _OPERATORS[sign]
    return lambda value: compare(value, bound)


def _number_renderer(kinds: list[tuple[str, str]]) -> _Render:
    """Digits, thousands, scaling, percent, exponent; literals where they stand."""
    before, after, exponent, percents, scale = "", "", "", 0, 0
    seen_point = False
    prefix: list[str] = []
    suffix: list[str] = []
    slashed = any(kind == "slash" for kind, _ in kinds)
    for kind, text in kinds:
        target = suffix if (before or after or seen_point) else prefix
        if kind == "digits":
            if seen_point:
                after += text.rstrip(",")
            else:
                before += text
            scale += len(text) - len(text.rstrip(","))
        elif kind == "point":
            seen_point = True
        elif kind == "exponent":
            exponent = text
        else:
            percents += kind == "percent"
            target.append("" if kind == "slash" else "@" if kind == "text" else text)
    if slashed:
        return _fraction_renderer()
    before = before.rstrip(",") if scale else before
    lead, tail = "".join(prefix).replace("@", ""), "".join(suffix).replace("@", "")
    if not before and not after and not seen_point:
        text_only = lead + tail
        return lambda value, _: text_only if not any(k == "text" for k, _ in kinds) else general(str(value))
    decimals, fixed = len(after), len(after.rstrip("#?"))
    grouped = "," in before
    whole = before.replace(",", "").count("0")

    def render(value: Decimal, _: bool) -> str:
        value = value * 100**percents / Decimal(1000) ** scale
        sign = "-" if value < 0 else ""
        if exponent:
            body = _exponential(abs(value), decimals, exponent)
        else:
            body = _fixed(abs(value), decimals, fixed, whole, grouped)
        if not body.strip("0.,"):
            sign = ""
        return f"{sign}{lead}{body}{tail}".strip()

    return render


def _fixed(value: Decimal, decimals: int, fixed: int, whole: int, grouped: bool) -> str:
    with localcontext() as context:
        context.prec = 60
        rounded = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    integer, _, fraction = format(rounded, "f").partition(".")
    integer = integer.lstrip("0").rjust(whole, "0")
    if grouped:
        integer = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", integer)
    while len(fraction) > fixed and fraction.endswith("0"):
        fraction = fraction[:-1]
    return f"{integer}.{fraction}" if fraction else integer


def _exponential(value: Decimal, decimals: int, exponent: str) -> str:
    text = f"{value:.{decimals}E}"
    mantissa, _, power = text.partition("E")
    sign = "-" if power.startswith("-") else "+" if exponent[1] == "+" else ""
    return f"{mantissa}E{sign}{power.lstrip('+-').rjust(len(exponent) - 2, '0')}"


def _fraction_renderer() -> _Render:
    def render(value: Decimal, _: bool) -> str:
        from fractions import Fraction

        whole, rest = divmod(abs(value), 1)
        part = Fraction(rest).limit_denominator(99)
        sign = "-" if value < 0 else ""
        if part == 1:
            whole, part = whole + 1, Fraction(0)
        shown = f"{part.numerator}/{part.denominator}" if part else ""
        return f"{sign}{int(whole) if whole or not part else ''} {shown}".replace("- ", "-").strip()

    return render
