"""How a fact may be said: the spellings of a number that prose may use, the plainest first."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

from scoring.facts.model import Fact

WIDE = Context(prec=400)  # quantize refuses more digits than its context holds, and a cell may show forty
WAN, YI = Decimal(10_000), Decimal(100_000_000)


def rounded(value: Decimal, digits: int) -> Decimal:
    """`value` rounded half up to `digits` decimals."""
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP, WIDE)


def say_number(value: Decimal) -> str:
    """A number without needless zeros and without an exponent: 15.00 -> 15, 6.90 -> 6.9, 1E+2 -> 100."""
    plain = format(value, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def say_money(value: Decimal) -> str:
    """An amount in 元 to the cent, cents only where there are any: 50000元, 14292506.09元."""
    return f"{say_number(rounded(value, 2))}元"


def say_percent(value: Decimal, digits: int = 2) -> str:
    """A fraction as a percentage: 0.69276 -> 69.28%."""
    return f"{say_number(rounded(value * 100, digits))}%"


def forms(fact: Fact) -> tuple[str, ...]:
    """Every spelling that a text of ours uses for the fact; the first is `fact.text`."""
    if fact.value is None:
        return (fact.text,)
    if fact.family == "money":
        spelled = [fact.text, *_money_forms(fact.value)]
    elif fact.family == "rate":
        spelled = [fact.text, *(say_percent(fact.value, digits) for digits in (2, 1, 0))]
    else:
        spelled = [fact.text]
    return tuple(dict.fromkeys(spelled))


def _money_forms(value: Decimal) -> list[str]:
    spelled = [say_money(value)]
    if abs(value) >= WAN:
        wan = value / WAN
        spelled.append(f"{say_number(rounded(wan, 2))}万元")
        whole = rounded(wan, 0)
        spelled.append(f"{say_number(whole)}万元" if whole == wan else f"约{say_number(whole)}万元")
    if abs(value) >= YI / 10:
        spelled.append(f"{say_number(rounded(value / YI, 2))}亿元")
    return spelled
