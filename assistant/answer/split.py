"""A question that is two (执行率是多少？扣了几分？): each part is answered, later ones about the same table."""

from __future__ import annotations

import re

from assistant.answer import cues
from assistant.answer.normalise import normalise

_BETWEEN = re.compile(
    r"(?<=[?？;；])\s*|[,，]\s*(?=(?:还有|另外|以及|并且|同时|再问|顺便|然后)[^,，]{2,})|(?<=[少几分谁次个人项所名家台套处件场期户])[,，]\s*(?=为什么[^,，]{2,}|[^,，]{0,12}(?:多少|几[^,，]{1,2}|哪些|谁[?？]?$))"
)
_COUNTED = re.compile("(?:多少|几)(?:次|个|人|名|所|家|台|套|处|件|场|期|户|辆|份)")
MOST = 3


def parts(question: str) -> tuple[str, ...]:
    """The questions in one, in order; one that cannot stand alone (扣在哪？) stays with the one before."""
    found = [one.strip() for one in _BETWEEN.split(question) if one and one.strip(" ?？;；,，。")]
    if not 2 <= len(found) <= MOST or re.search("[:：“]", question):
        return (question,)
    plain = [normalise(one) for one in found]
    if any(re.match("(?:那|又)?(?:得|拿|扣|占|完成|做)了?(?:多少|几)", one) for one in plain[1:]):
        return (question,)  # of the same row or class, which only the first part names
    if not all(_asks(one) for one in plain) or any(cues.CHANGE.search(one) for one in plain):
        return (question,)
    return tuple(found)


def _asks(plain: str) -> bool:
    """Whether a part asks for something by itself."""
    named = bool(_COUNTED.search(plain)) or any(pattern.search(plain) for _, pattern in cues.MEASURES)
    return (
        len(plain) >= 4
        and (named or any(pattern.search(plain) for _, pattern in cues.STATES))
        and not re.fullmatch(
            "(?:那|都|分别)?(?:为什么|原因(?:是什么)?|扣在哪|对(?:不对|吗|吧)?|是(?:不是|吗)|怎么回事)[?？。]*", plain
        )
    )
