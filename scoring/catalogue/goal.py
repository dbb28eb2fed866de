"""Wording of the GL rules: 预期目标."""

from scoring.catalogue.entry import Entry

ENTRIES = {
    "GL01": Entry(
        "warning", "likely",
        "预期目标“{text}”没有数量、标准或时限，无法衡量是否完成。",
        "写明做什么、做多少、达到什么标准、什么时候完成，并与各项指标对应。",
    ),
    "GL02": Entry(
        "warning", "likely",
        "预期目标提到“{task}”，绩效指标里没有一项反映它。",
        "补设对应的指标，或调整预期目标，使目标和指标一一对应。",
        {
            "row": "指标“{name}”所说的“{task}”，在预期目标、实际完成情况和其他指标里都没有出现。",
            "money": "绩效指标只说经费，没有一项反映预期目标里的工作（“{task}”）。",
        },
    ),
    "GL03": Entry(
        "warning", "likely",
        "预期目标似乎没有写完：结尾是“…{tail}”。",
        "对照原表补全；可能是粘贴时被截断。",
        {
            "list": "预期目标的列举没有写完：{what}。",
            "bracket": "预期目标里的“{mark}”没有成对，可能有缺漏。",
        },
    ),
}  # fmt: skip
