"""Wording of the FD rules: the funds block."""

from scoring.catalogue.entry import Entry

ENTRIES = {
    "FD01": Entry(
        "error", "sure",
        "{column}各项资金合计 {sum} 元，年度资金总额填的是 {total} 元，相差 {gap} 元。",
        "逐项核对当年财政拨款、上年结转资金、其他资金，使合计等于年度资金总额。",
    ),
    "FD02": Entry(
        "error", "sure",
        "“{name}”的执行率应为 {executed} ÷ {budget} = {rate}，表中填 {stated}。",
        "按全年执行数 ÷ 全年预算数重算执行率。",
    ),
    "FD03": Entry(
        "error", "sure",
        "预算执行率得分应为 {how}，表中填 {stated}。",
        "按分值 × 执行率重算得分，并同步改总分。",
    ),
    "FD04": Entry(
        "error", "sure",
        "“{name}”全年执行数 {executed} 元大于全年预算数 {budget} 元，多出 {gap} 元。",
        "核对预算调整和决算数；预算确有追加的，全年预算数应填调整后的数。",
    ),
    "FD05": Entry(
        "warning", "likely",
        "预算执行率只有 {rate}，结余 {left} 元，表中没有说明钱为什么没有花完。",
        "写明结余的原因（节约、未验收付款、任务减少等）和金额。",
    ),
    "FD06": Entry(
        "warning", "sure",
        "资金来源前后不一：{first}列在“{before}”，{second}列在“{after}”。",
        "按批复的资金来源统一各列口径；来源确有变化的，说明依据。",
    ),
    "FD07": Entry(
        "warning", "sure",
        "全年预算数 {annual} 元比年初预算数 {initial} 元{direction} {gap} 元（{share}），表中没有说明原因。",
        "写明预算调整的原因、文号和日期。",
        {"added": "年初预算数为 0，全年预算数 {annual} 元全部是年中安排，表中没有说明原因。"},
    ),
    "FD08": Entry(
        "warning", "sure",
        "{names}全年预算数为 0，执行率却填 {rate}，没有预算就没有执行率可言。",
        "预算为 0 的行，执行率填“—”或按本地区填报口径处理。",
        {"convention": "{names}全年预算数为 0，执行率显示 {rate}；本地区填报口径如此，仅作提示。"},
    ),
    "FD09": Entry(
        "warning", "sure",
        "执行数 {executed} 元未达到预算数 {budget} 元（结余 {left} 元），取整后（执行率 {rate}）得了满分。",
        "说明结余原因；本地区要求按实际执行率计分的，改按未取整的执行率计算。",
    ),
    "FD10": Entry(
        "error", "sure",
        "“{name}”的{column}填的是“{text}”，不是金额。",
        "改填以表头单位计的数字；没有资金的填 0。",
        {
            "negative": "“{name}”的{column}是负数（{text}）。",
            "slip": "“{name}”的{first} {a} 元与{second} {b} 元相差约一万倍，可能一处按元、一处按万元填写。",
        },
    ),
    "FD11": Entry(
        "warning", "likely",
        "指标“{name}”的实际完成值为“{actual}”，"
        "资金栏的执行率是 {rate}（执行 {executed} 元 ÷ 预算 {budget} 元），两处不一致。",
        "核对资金类指标的含义和完成值，与资金栏保持一致。",
        {"amount": "指标“{name}”的实际完成值为“{actual}”，资金栏全年只执行 {executed} 元，两处不一致。"},
    ),
}  # fmt: skip
