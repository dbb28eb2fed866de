"""Wording of the SC rules: 得分."""

from scoring.catalogue.entry import Entry

ENTRIES = {
    "SC01": Entry(
        "error", "sure",
        "“{name}”指标值“{target}”，完成“{actual}”，没有完成却得满分 {score}。{how}",
        "按完成比例重算得分，同步改总分，并填写偏差原因和改进措施。",
    ),
    "SC02": Entry(
        "error", "sure",
        "“{name}”指标值“{target}”，完成“{actual}”，得分 {score} 不是按比例计算的结果。{how}",
        "按完成比例重算得分；另有评分标准的，写明标准。",
        {"band": "“{name}”的完成值“{actual}”对应 {low}～{high} 分，得分填 {score}，不在这一档。"},
    ),
    "SC03": Entry(
        "error", "sure",
        "总分填 {total}，各行得分加预算执行率得分合计 {sum}，相差 {gap}。",
        "重新加总，使总分等于各行得分之和。",
        {"cap": "总分填 {total}，按预算执行率 {rate} 总分最高 {cap}。"},
    ),
    "SC04": Entry(
        "warning", "sure",
        "“{name}”指标值“{target}”，完成“{actual}”，是指标值的 {times} 倍，得满分而没有说明，指标值可能定得太低。",
        "说明超额的原因；指标值偏低的，按规定扣减得分并在下年调整。",
    ),
    "SC05": Entry(
        "warning", "likely",
        "“{name}”越少越好，由“{target}”增加到“{actual}”，仍得满分。",
        "说明增加的原因，按规定扣减得分。",
    ),
    "SC06": Entry(
        "warning", "sure",
        "“{name}”年初指标值“{target}”，完成“{actual}”，按年中调整后的“{adjusted}”才算完成。",
        "附上调整指标值的批准文件和日期；没有批准的，按原指标值计分。",
    ),
    "SC07": Entry(
        "warning", "likely",
        "各项指标全部满分，但{why}。",
        "核对各项得分，把没有完成的部分如实扣分。",
    ),
    "SC08": Entry(
        "warning", "likely",
        "“{name}”的指标值是“{target}”，完成值“{actual}”没有提到“{part}”，却得满分。",
        "补写这部分的完成情况；没有做到的，相应扣分。",
    ),
    "SC09": Entry(
        "error", "sure",
        "总分 {total}，等级应为“{grade}”，{where}写的是“{stated}”。",
        "按总分改正等级。",
    ),
}  # fmt: skip
