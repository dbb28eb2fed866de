"""Wording of the PT rules: 分值."""

from scoring.catalogue.entry import Entry

ENTRIES = {
    "PT01": Entry(
        "error", "sure",
        "分值合计 {sum}，应为 {full}（预算执行率 {funds} + 各指标 {rows}），相差 {gap}。",
        "核对各行分值，看是否漏填或少录了一行指标。",
        {
            "lost": "分值合计 {sum}，应为 {full}，少 {gap}；{where}，得分合计也比总分少 {lost}，"
            "可能漏了一行指标，请对照原表。",
            "class": "分值合计 {sum}，应为 {full}，相差 {gap}；{where}。",
        },
    ),
    "PT02": Entry(
        "error", "sure",
        "“{name}”各行分值合计 {sum}，{basis}为 {weight}。",
        "调整本类各行分值，使合计等于规定权重。",
    ),
    "PT03": Entry(
        "error", "sure",
        "“{name}”得分 {score} 超过分值 {points}。",
        "得分最多等于分值，请改正并同步改总分。",
        {
            "negative": "“{name}”得分为负数（{score}）。",
            "text": "“{name}”的得分填的是“{score}”，不是数字。",
            "points": "“{name}”的分值填的是“{score}”，不是数字。",
            "below": "“{name}”的分值为负数（{score}）。",
        },
    ),
    "PT04": Entry(
        "warning", "sure",
        "“{name}”一行没有指标，却有 {points} 分。",
        "没有指标的行分值填 0，把分值分给实际设置的指标。",
        {"zero": "指标“{name}”填了内容，分值却是 0，不参与评分。"},
    ),
}  # fmt: skip
