"""Wording of the IN rules: 绩效指标."""

from scoring.catalogue.entry import Entry

_LOOK = "可能是粘贴或录入时造成的，请先对照原表。"

ENTRIES = {
    "IN01": Entry(
        "warning", "sure",
        "数量指标“{name}”的指标值“{target}”不是数字，无法衡量完成多少。",
        "改为可计数的指标值，如“≥10次”。",
    ),
    "IN02": Entry(
        "error", "likely",
        "第{row}行各栏错位：分值栏是“{points}”，得分栏是“{score}”，偏差原因栏是数字“{note}”。" + _LOOK,
        "对照原表，把各栏内容移回原位。",
        {
            "note": "“{name}”的偏差原因栏填的是数字“{note}”，可能是得分填错了栏。" + _LOOK,
            "heading": "第{row}行的三级指标栏是指标类别“{name}”，各栏可能右移了一格。" + _LOOK,
            "place": "第{row}行各栏比其他行右移了一格（如“{name}”）。" + _LOOK,
        },
    ),
    "IN03": Entry(
        "warning", "likely",
        "“{name}”一行的文字没有写完：{what}。" + _LOOK,
        "对照原表补全被截断的文字。",
    ),
    "IN04": Entry(
        "error", "likely",
        "“{name}”的完成值“{actual}”没有回答指标值“{target}”：{why}。",
        "按指标值的口径填写实际完成的数值或结果。",
    ),
    "IN05": Entry(
        "warning", "sure",
        "“{name}”的指标值“{target}”与完成值“{actual}”单位不一致。",
        "统一两栏的单位。",
        {
            "missing": "“{name}”的指标值“{target}”与完成值“{actual}”有一个没有写单位。",
            "sign": "“{name}”的指标值是“{target}”，完成值“{actual}”应写成百分数 {percent}。",
        },
    ),
    "IN06": Entry(
        "warning", "sure",
        "“{name}”一项就占 {points} 分，超过 {most} 分，一项好坏决定整个评分。",
        "拆分指标或调低分值。",
    ),
    "IN07": Entry(
        "warning", "likely",
        "{kind}没有设置指标，而项目应当有这方面的内容。",
        "补设指标；确实不适用的，在备注里说明。",
        {"effect": "效益指标一项也没有设置（社会效益为空或“无”），看不出项目的效果。"},
    ),
    "IN08": Entry(
        "warning", "likely",
        "“{name}”的指标值是“{target}”，名称却没有说是什么的比率，无法计算。",
        "把名称改为可计算的指标，如“……完成率”“……合格率”。",
        {"money": "质量指标“{name}”说的是经费，不反映产出的质量。"},
    ),
    "IN09": Entry(
        "warning", "sure",
        "“{name}”的指标值“{target}”含糊（“{word}”），无法判断是否完成。",
        "改为确定的数值或标准。",
    ),
    "IN10": Entry(
        "warning", "likely",
        "“{name}”与“{other}”（第{other_row}行）内容重复：{what}。",
        "合并或改为反映不同内容的指标。",
    ),
    "IN11": Entry(
        "warning", "likely",
        "“{name}”放在{kind}下不合适：{why}。",
        "移到合适的类别，或更换指标；也可能是粘贴时类别错位，请先对照原表。",
    ),
    "IN12": Entry(
        "warning", "sure",
        "满意度指标“{name}”的{which}没有数值（{texts}）。",
        "满意度的指标值和完成值都用百分数填写，并附调查依据。",
    ),
    "IN13": Entry(
        "error", "sure",
        "“{name}”一行没有填全：{what}。",
        "补填空着的栏。",
    ),
    "IN14": Entry(
        "warning", "sure",
        "“{name}”的完成值照抄了指标值“{actual}”，没有说明实际做了什么、做到什么程度。",
        "写明实际完成的时间、数量或结果。",
    ),
    "IN15": Entry(
        "warning", "sure",
        "“{name}”的完成值“{actual}”是约数（“{word}”），实际完成多少应当填准数。",
        "按台账填写准确的完成值。",
    ),
    "IN16": Entry(
        "warning", "likely",
        "“{name}”应是{better}越好，指标值却写成“{target}”，方向相反。",
        "核对指标值的符号。",
    ),
    "IN17": Entry(
        "error", "likely",
        "“{name}”（{actual}）与“{other}”（第{other_row}行，{other_actual}）说法矛盾。",
        "核对实际完成情况，统一两行的填写。",
    ),
    "IN18": Entry(
        "warning", "likely",
        "“{name}”的指标值“{target}”说的不是名称所指的内容。",
        "让指标值直接衡量名称所说的内容。",
        {"unit": "“{name}”应以“{wanted}”计，指标值“{target}”的单位却是“{unit}”。"},
    ),
    "IN19": Entry(
        "warning", "likely",
        "“{name}”一项里有几个要衡量的内容（{measures}），完成值“{actual}”没有逐一回答。",
        "拆成几项指标，或逐一填写完成值。",
    ),
    "IN20": Entry(
        "info", "likely",
        "满意度指标（{names}）填了数值，全表没有说明是怎样调查得来的。",
        "写明调查方式、样本量，并保留问卷备查。",
        {"complaint": "“{name}”以没有投诉代替满意度调查（“{text}”）。"},
    ),
    "IN21": Entry(
        "warning", "likely",
        "效益指标“{name}”的指标值是“{target}”，但它本身没有比率可算，数值无从得出。",
        "改为可以统计的指标，或用定性描述。",
    ),
    "IN22": Entry(
        "warning", "sure",
        "全表只填了 {count} 项指标（至少 {least} 项），不足以说明资金用得怎样。",
        "补设反映数量、质量、效益的指标。",
        {"output": "全表没有一项数量指标和质量指标，看不出钱做成了什么。"},
    ),
}  # fmt: skip
