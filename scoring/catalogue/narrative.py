"""Wording of the NV rules: 实际完成情况."""

from scoring.catalogue.entry import Entry

ENTRIES = {
    "NV01": Entry(
        "error", "likely",
        "实际完成情况写“{text}”，与表中不符：{reason}",
        "按表中数据改正，或核对表中数据。",
    ),
    "NV02": Entry(
        "warning", "likely",
        "实际完成情况的“{text}”在表中没有依据：{reason}",
        "补填对应的指标，或改为表中的数。",
    ),
    "NV03": Entry(
        "warning", "likely",
        "实际完成情况几乎照抄预期目标，没有写实际做了什么。",
        "写明数量、质量、时效、资金、效果的实际结果。",
    ),
    "NV04": Entry(
        "warning", "sure",
        "实际完成情况没有一个带数字的结果。",
        "写明完成的数量、比例、金额。",
    ),
    "NV05": Entry(
        "error", "likely",
        "实际完成情况写“{text}”，而{missed}没有完成。",
        "改为如实说明哪些完成、哪些没有完成。",
    ),
    "NV06": Entry(
        "warning", "likely",
        "没有完成的指标“{name}”（指标值“{target}”，完成“{actual}”）在实际完成情况里没有说明。",
        "写明没有完成的指标、差多少和原因。",
        {"unsaid": "实际完成情况提到了“{name}”，但没有说它没有完成（指标值“{target}”，完成“{actual}”）。"},
    ),
    "NV07": Entry(
        "warning", "sure",
        "实际完成情况没有写资金执行了多少，也没有写执行率。",
        "补写全年预算数、执行数和执行率。",
        {"wrong": "实际完成情况写“{text}”，与资金栏不符：{reason}"},
    ),
    "NV08": Entry(
        "warning", "likely",
        "实际完成情况写到“{task}”，预期目标和指标里都没有这项内容。",
        "属于本项目的，补设指标；不属于的，删去。",
    ),
    "NV09": Entry(
        "warning", "likely",
        "预期目标里的“{task}”，实际完成情况没有交代。",
        "补写这项任务的完成情况。",
    ),
    "NV10": Entry(
        "warning", "likely",
        "{where}出现“{text}”，与本项目的其他内容对不上，可能是从别的项目抄来的。",
        "核对后改为本项目的内容。",
        {"project": "{where}出现了另一个项目的名称“{text}”。"},
    ),
    "NV11": Entry(
        "warning", "sure",
        "{where}留有没有填写的占位内容“{text}”。",
        "补填实际内容，删去模板提示。",
    ),
}  # fmt: skip
