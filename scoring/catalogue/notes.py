"""Wording of the NT rules: 偏差原因分析及改进措施."""

from scoring.catalogue.entry import Entry

ENTRIES = {
    "NT01": Entry(
        "error", "sure",
        "“{name}”{what}，偏差原因分析及改进措施却是空的。",
        "写明没有完成的原因、影响和改进措施。",
    ),
    "NT02": Entry(
        "warning", "likely",
        "“{name}”的说明“{note}”只有原因，没有改进措施。",
        "补写改进措施：谁来做、做什么、什么时候完成。",
        {
            "cause": "“{name}”的说明“{note}”只有措施，没有写明原因。",
            "neither": "“{name}”的说明“{note}”既没有写明原因，也没有改进措施。",
        },
    ),
    "NT03": Entry(
        "warning", "likely",
        "“{name}”的说明称年中改过指标值（“{note}”），没有写明依据（批准文件、日期）。",
        "补写批准调整的文件名称、文号和日期。",
    ),
    "NT04": Entry(
        "error", "likely",
        "“{name}”的说明“{note}”与完成值“{actual}”矛盾：{why}。",
        "核对实际情况，统一完成值和说明。",
    ),
    "NT05": Entry(
        "warning", "likely",
        "“{name}”的原因“{phrase}”放在哪里都能用，没有具体的事、数或时间。",
        "写明具体是什么事、什么时候、影响了多少。",
    ),
    "NT06": Entry(
        "warning", "likely",
        "“{name}”按指标值完成且得满分，没有偏差，却写了偏差说明“{note}”。",
        "没有偏差的行填“无”；说明属于其他行的，移到相应的行。",
    ),
    "NT07": Entry(
        "error", "likely",
        "{where}的时间前后矛盾：{what}。",
        "核对各个时间。",
    ),
}  # fmt: skip
