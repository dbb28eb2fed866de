"""等级为良: the grade of the whole, against the stated one, and those of the stated and the recomputed total."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scoring.claims import Claim
from scoring.verify.words.scene import Scene

_NAMES = "优秀|良好|中等|较差|合格|不合格|优|良|中|差"
_GRADE = re.compile(
    f'(?:等级|等次|档次|评级|评价结果|自评结果|评价结论|自评结论|绩效级别)(?:应?为|是|评定为|评为|达到|仍为|仍是|属于?|[:“"]|定为|应)*(?P<a>{_NAMES})(?![\u4e00-\u9fff]{{0,1}}(?:心|间|期|央|异|距|额))'
    f'|(?:评|评定|评价|自评|认定|判定|确定|被评|定)为[“"]?(?P<b>{_NAMES})(?=[”"，,。；;、等级次\\s)）]|$)'
    f'|(?:属于?|仍为|仍属|达到|列为|划为|得)[“"]?(?P<c>优秀|良好|优|良|中等)(?=[”"，,。；;\\s)）等级档]|$)'
    f'|[“"]?(?P<d>优秀|良好|优|良|中|差)[”"]?(?:等级|等次|级别|档次|档(?!案))'
)
_BOUND = re.compile("以上|以下|之间|至|区间|满分|标准是|划分|分为|评分标准|含")
_SUPPOSED = re.compile("若|如果|假如|则应|应为|本应")


def detect(scene: Scene) -> Iterator[Claim]:
    """Claims of the grade. Rules (90分以上为优) are no claim about this table."""
    facts = [fact for name in ("stated_grade", "grade", "recomputed_grade") if (fact := scene.fact(name)) and fact.text]
    if not facts or scene.kind == "goal":
        return
    for found in _GRADE.finditer(scene.skeleton):
        said = next(group for group in found.groups() if group)
        near = scene.before(found.start(), 6)
        if _BOUND.search(near) and "，" not in near[-2:]:
            continue
        recomputed = re.search("重[新]?算|复算|按比例|应", scene.before(found.start(), 24))
        right = (
            [f for f in facts if f.id.endswith("recomputed_grade")] if recomputed and _SUPPOSED.search(near) else facts
        )
        agrees = [fact for fact in right or facts if _same(fact.text, said)]
        if agrees:
            yield scene.claim(
                found.start(), found.end(), "grade", "supported", f"与{agrees[0].label}一致。", agrees[:1]
            )
        else:
            reason = "，".join(f"{fact.label}为{fact.text}" for fact in facts)
            yield scene.claim(found.start(), found.end(), "grade", "contradicted", f"{reason}，不是{said}。", facts)


def _same(one: str, other: str) -> bool:
    """优 and 优秀 are one grade, 不合格 and 合格 are not."""
    return one.strip()[:1] == other[:1]
