"""Wording of the XT rules: across the tables of a file or folder."""

from scoring.catalogue.entry import Entry

ENTRIES = {
    "XT01": Entry(
        "warning", "sure",
        "{tables}的{what}相同：“{text}”。",
        "按各项目的实际分别填写。",
    ),
    "XT02": Entry(
        "warning", "likely",
        "{tables}像是同一个项目（{why}）。",
        "核对是否重复报送。",
    ),
    "XT03": Entry(
        "warning", "likely",
        "{unit}共 {count} 张表，{high} 张自评在 {line} 分以上，"
        "其中 {flawed} 张存在没有完成却满分、结余未说明等问题，打分偏高。",
        "对照问题清单复核各项得分。",
    ),
    "XT04": Entry(
        "warning", "likely",
        "{tables}是同一项目的两个年度，{what}完全相同。",
        "按本年度的实际重新填写。",
        {"stale": "{tables}是同一项目的两个年度，后一年的文字里仍写着 {year} 年（“{text}”）。"},
    ),
    "XT05": Entry(
        "warning", "likely",
        "{count} 个项目的满意度指标全部得满分。",
        "核对满意度的调查依据。",
        {"same": "{count} 个项目中有 {same} 个满意度都是 {figure}。"},
    ),
    "XT06": Entry(
        "warning", "sure",
        "{tables}有相同的指标：“{name}”，指标值“{target}”，完成值“{actual}”。",
        "核对是否同一件事在两个项目里重复计算。",
    ),
}  # fmt: skip
