"""What the metrics are called, for people."""

from __future__ import annotations

_NAMES = {
    "passed": "通过",
    "faithful": "与表相符",
    "numbers_known": "数字有出处（另一套读法）",
    "numbers_known_share": "有出处的数字占比",
    "numbers_unchecked": "未核对的数字占比",
    "fits_scores": "与得分一致",
    "forbidden": "没有不该写的",
    "covers": "该写的都写了",
    "fact_coverage": "该写的写到几成",
    "asks": "该问的问了",
    "copied_from_goal": "照抄预期目标的占比",
    "not_copied": "没有照抄预期目标",
    "characters": "字数",
    "length": "长度合适",
    "official_form": "公文格式",
    "by_model": "用了模型稿",
    "repairs": "修改次数",
    "quality": "质量（不实为零）",
    "held": "各项成立的比例",
    "right_not_flagged": "对的没有误报",
    "wrong_found": "错的在错处发现",
    "cells_shown": "指对了单元格",
    "second_reader_found": "另一套读法发现的错",
    "second_reader_right": "另一套读法没有误报",
    "state": "完成状态",
    "score": "得分",
    "totals": "合计",
    "band": "档次",
    "grade": "等级",
    "adjusted": "调整后的指标值",
    "says_why": "说明了缘由",
    "citation_precision": "引用准确",
    "citation_recall": "引用齐全",
    "answered": "能答则答，不能则拒",
    "answer_right": "答案正确",
    "cites": "该引的单元格都引了",
    "cites_verbatim": "引用是单元格原文",
    "brief": "长短合适",
    "no_number": "没有自己报数",
    "untouched": "没有改动",
    "judged_right": "判得对",
    "findings_recall": "该查出的占比",
    "all_found": "该查出的都查出了",
    "no_false_alarm": "没有误报",
    "read_right": "每栏都读对",
    "fields_right": "读对的栏目占比",
    "kinds_right": "回应的种类对",
    "focus_right": "说的是那张表那一行",
    "cells_right": "单元格如脚本所说",
    "judge_agrees": "模型评判与标注一致",
    "judge_faithful": "模型评判为相符",
}


def metric_name(metric: str) -> str:
    """The Chinese name of a metric; categories keep theirs."""
    head, _, category = metric.partition(":")
    if category:
        return f"{'发现' if head == 'found' else head}：{category}"
    return _NAMES.get(metric, metric)
