"""Labels of the form: how they are normalised, and which words mean which field.

Everything here is a function of one cell's text, cached, because the same few hundred labels come back in every table.
"""

from __future__ import annotations

import re
from functools import lru_cache

_WIDE = {0xFF01 + i: 0x21 + i for i in range(94)} | {
    0x3000: 0x20,
    0x3010: 0x28,
    0x3011: 0x29,
    0x3014: 0x28,
    0x3015: 0x29,
}
_DROPPED = re.compile(r"[\s*※★\u200b\ufeff]+")
_BRACKETS = re.compile(r"\([^()]*\)")
_LONGEST_LABEL = 60


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """A label with half-width signs, no spaces, no stars, no colon at its end; "" when it is too long to be one."""
    if len(text) > _LONGEST_LABEL:
        return ""
    return _DROPPED.sub("", text.translate(_WIDE)).rstrip(":")


@lru_cache(maxsize=20_000)
def bare(text: str) -> str:
    """A label without what its brackets say: 全年执行数（B） -> 全年执行数."""
    return _BRACKETS.sub("", plain(text)).strip(":,、/")


def _table(**fields: str) -> dict[str, str]:
    return {word: field for field, words in fields.items() for word in words.split()}


_COLUMNS = _table(
    sequence="序号 编号 行次 指标序号",
    goal_number="目标序号 对应目标 所属目标 目标编号 目标",
    level1="一级指标 一级 一级指标名称 指标类型 指标类别 一级绩效指标",
    level2="二级指标 二级 二级指标名称 二级绩效指标",
    level3="三级指标 三级 三级指标名称 指标名称 绩效指标名称 具体指标 指标内容 三级绩效指标 评价指标 考核指标 指标",
    initial_target="年初指标值 年初目标值 年初设定指标值 年初设定目标值 调整前指标值 原指标值 年初绩效指标值 年初值 "
    "原目标值 调整前目标值 年初预期指标值 年初预期值 年初计划值",
    target="年度指标值 指标值 目标值 年度目标值 预期指标值 计划指标值 全年指标值 调整后指标值 预期值 绩效目标值 年度目标 "
    "计划完成值 预期目标值 计划值 年度绩效指标值 全年目标值 调整后目标值 绩效指标值 预期完成值 年度预期指标值 指标目标值 "
    "年度计划值 调整指标值 预期目标 目标 标准值 计划目标值 年度指标 设定目标值 设定值",
    actual="实际完成值 全年完成值 完成值 实际完成情况 全年实际完成值 实际值 实际完成指标值 完成情况 指标完成情况 年度完成值 "
    "实际完成 全年实际值 全年实际完成情况 完成指标值 实际完成数 年度实际完成值 指标实际完成值 实际指标值 全年完成情况 "
    "实际达成值 实际完成目标值 完成结果 年度实际值 实际情况 全年实际完成指标值 目标完成情况 目标实际完成值",
    points="分值 权重 指标分值 标准分 权重分值 分数 满分 指标权重 分值权重 标准分值 设定分值 权重分 分值设定 满分值 总分值",
    score="得分 自评得分 自评分 实际得分 单位自评得分 自评分值 单位自评分 评分 自评分数 自评 指标得分 部门自评得分 单位评分 "
    "自评结果得分 部门自评分 预算单位自评得分",
    deviation_note="偏差原因分析及改进措施 未完成原因分析 偏差原因分析 原因分析 未完成原因 偏差原因 未完成原因分析及改进措施 "
    "偏差原因及改进措施 未完成原因及改进措施 偏差分析 偏差说明 未完成原因和改进措施 偏差情况说明 未完成原因分析与改进措施 "
    "偏差原因分析与改进措施 原因说明 偏差原因分析和改进措施 偏差及原因分析 偏差原因说明 未达标原因分析 改进措施",
    scoring_method="评分标准 计分方法 得分计算方法 评分规则 评分办法 评价标准 评分方法 计算方法 计分标准 评扣分标准 扣分标准 "
    "计分规则 评价方法 打分标准 计算公式 计分办法 赋分标准",
    review_score="复核得分 核查分数 复核分 审核得分 财政复核得分 复评得分 核定得分 评审得分 抽查得分 复核分数 核查得分 "
    "审核分数 复核评分 复审得分 财政评分 再评价得分 重点评价得分 第三方评分 第三方得分 评价得分 财政部门得分 财政审核得分 核定分",
    review_opinion="审核意见 复核意见 核查意见 复核说明 评审意见 审核说明 核查说明 复核情况说明 复审意见 财政审核意见 财政复核意见 "
    "复核情况 扣分原因 扣分理由 核查情况 审核结论 复核结论",
    sign="计算符号 指标性质 比较符号 运算符号 符号 指标符号 指标方向 比较符 运算符 关系符号 性质",
    unit="计量单位 度量单位 单位 指标单位 指标值单位",
)

_FUNDS = _table(
    initial_budget="年初预算数 年初预算 年初批复预算 年初预算金额 年初数 预算批复数 年初批复数 年初批复预算数 年初安排数 年初下达数 "
    "批复预算数 年初预算安排 年初部门预算数 年初预算批复数",
    annual_budget="全年预算数 全年预算 预算数 调整后预算数 调整预算数 年度预算数 全年预算金额 调整后预算 实际预算数 预算安排数 "
    "预算金额 年度预算 调整数 预算调整数 调整后全年预算数 本年预算数 预算安排 调整后预算金额 调整后数 预算总额 预算资金 调整后年度预算数 "
    "全年预算安排 最终预算数 资金下达数 下达数 计划数",
    executed="全年执行数 执行数 预算执行数 实际执行数 实际支出数 支出数 执行金额 实际支出 全年支出数 决算数 全年执行 预算执行 "
    "年度执行数 全年执行金额 实际使用数 全年实际支出数 实际支出金额 全年实际执行数 本年执行数 全年支出 累计执行数 支出金额 实际完成数 执行额",
    points="分值 权重 标准分 满分 指标分值 标准分值",
    execution_rate="执行率 预算执行率 资金执行率 支出率 执行进度 全年执行率 支出执行率 预算完成率 资金使用率",
    score="得分 自评得分 自评分 实际得分 单位自评得分 自评",
    funds_note="备注 偏差原因分析 未执行原因 原因分析 未完成原因 偏差原因 未完成原因分析 说明 偏差原因分析及改进措施 执行率偏低原因 "
    "结余原因 未完成原因分析及改进措施 偏差原因及改进措施 资金使用说明 情况说明 执行偏差原因",
    review_score="复核得分 核查分数 复核分 审核得分 财政复核得分 核定得分 核查得分",
    review_opinion="审核意见 复核意见 核查意见 复核说明",
    name="资金来源 项目 资金性质 资金类型 来源 资金构成 资金类别",
)

_HEADER = _table(
    project_name="项目名称 项目支出名称 专项名称 二级项目名称 预算项目名称 政策和项目名称 项目政策名称 专项资金名称 项目",
    project_amount="项目金额 项目总金额 项目总投资 项目总额 项目预算金额 项目资金总额 项目总预算",
    department="主管部门 主管单位 主管部门名称 部门名称 预算部门 预算主管部门 一级预算部门 主管处室 主管部门及代码 主管单位名称 一级预算单位 "
    "项目主管部门 部门 归口部门 资金主管部门",
    implementing_unit="实施单位 项目实施单位 项目单位 预算单位 单位名称 实施部门 承担单位 资金使用单位 项目承担单位 基层预算单位 "
    "执行单位 使用单位 实施单位名称 项目执行单位 预算单位名称 填报单位 二级预算单位 具体实施单位 项目具体实施单位 责任单位",
    year="年度 预算年度 评价年度 自评年度 所属年度 会计年度 项目年度 绩效年度 财政年度 填报年度 年份",
    stated_grade="评价等级 自评等级 等级 绩效等级 自评等次 评价等次 绩效评价等级 自评结果等级 绩效等次 等次 评定等级 自评级别 自评结果",
    conclusion="评价结论 自评结论 绩效自评结论 总体评价 结论 综合评价 总体结论 自评总体结论 综合评价结论 自评综述 绩效评价结论 总体自评结论 "
    "自评评价结论 项目自评结论 总体绩效评价",
    problems_found="存在问题 存在的问题 主要问题 存在的主要问题 存在问题及原因 存在问题及原因分析 存在主要问题 问题 发现的问题 "
    "存在的问题及原因 存在的问题及原因分析 主要问题及原因 发现的主要问题 项目存在问题 绩效问题 问题及原因分析",
    improvements="改进措施 下一步改进措施 整改措施 改进建议 下一步工作措施 下一步措施 改进措施及建议 有关建议 下步改进措施 下一步打算 "
    "改进意见 意见建议 改进措施和建议 建议 下一步改进计划 整改意见 下一步改进工作的意见及建议 下一步工作计划 建议和改进措施 改进的措施",
    funds_note="资金使用情况说明 执行率偏低原因 资金说明 资金执行情况说明 预算执行情况说明 结余原因 未执行完毕原因 资金结余原因 执行偏差原因 "
    "预算执行偏差原因 预算执行率偏低原因 预算调整原因 资金偏差原因 预算执行说明 资金执行说明 资金情况说明 资金结余说明",
    total_score="自评总分 自评得分 总得分 自评总得分 综合得分 自评总分数 评价得分 合计得分 自评分数",
    total_review_score="复核总分 复核得分 审核总分 核查总分 复核总得分 核定总分",
    goal="预期目标 年初设定目标 年度目标 绩效目标 年度预期目标 年度绩效目标 年初目标 年初预期目标 设定目标 总体目标 年度总体绩效目标 年初绩效目标 "
    "预期绩效目标 项目绩效目标 年度目标设定 预期总体目标 计划目标 目标设定 年初设定绩效目标 年初设定的目标 年初设定年度目标 年度工作目标 预期总目标 "
    "年初设定的绩效目标 年初设定总体目标 项目目标 全年预期目标 年度预期绩效目标",
    narrative="实际完成情况 目标完成情况 全年实际完成情况 年度总体目标完成情况 完成情况 全年完成情况 目标实际完成情况 年度目标完成情况 "
    "实际完成目标 年度完成情况 绩效目标完成情况 总体目标完成情况 年度目标实际完成情况 总体完成情况 实际完成 实际完成情况说明 年度总体目标实际完成情况 "
    "目标实现情况 年度实际完成情况 绩效目标实际完成情况 全年目标完成情况 全年目标实际完成情况 总体目标实际完成情况 年度绩效目标完成情况 实际完成目标情况",
)

SECTION_LABELS = frozenset(
    "年度总体目标 年度目标 总体目标 年度绩效指标 绩效指标 项目资金 项目资金情况 预算执行情况 年度绩效目标 绩效目标 年度总体目标完成情况 "
    "年度预算执行情况 资金情况 项目资金使用情况 项目预算执行情况 绩效目标完成情况 基本情况 项目基本情况 预算执行 资金 资金执行情况 项目资金执行情况 "
    "绩效自评指标 指标完成情况 绩效指标完成情况 年度绩效指标完成情况 项目绩效指标 年度指标 绩效指标情况 年度绩效 绩效自评情况 项目概况 自评情况 "
    "项目支出 资金来源 年度预算数 绩效情况 绩效完成情况 总体目标完成情况 项目资金来源 预算情况 预算资金 年度预算 年度资金 资金投入 项目预算 "
    "项目总体目标 年度总体绩效目标 目标 指标 绩效 项目年度资金 年度资金情况 项目绩效目标 项目资金情况表 自评指标 预算资金情况 预算执行率".split()
)

TOTAL_LABELS = frozenset(
    "总分 合计 总计 总得分 自评总分 得分合计 分值合计 总分值 总分合计 自评得分合计 综合得分 合计得分 合计分 小计总分 自评总得分 合计分值 总评分 "
    "得分总计 最终得分 总分数 绩效自评总分 项目总分 自评得分 评价总分 得分".split()
)

_UNIT = re.compile(r"\(?(?:金额)?(?:计量)?(?:单位)?[:为]?(?:人民币)?(万元|亿元|元)\)?$")
_BRACKET_UNIT = re.compile(
    r"\((?:单位|金额单位|金额)?[:,]?(?:人民币)?(万元|亿元|元)[^()]*\)|单位:?(?:人民币)?(万元|亿元|元)"
)


@lru_cache(maxsize=20_000)
def column_field(text: str) -> str | None:
    """The field of a column of the indicator block that a heading names, or None."""
    word = bare(text)
    return _COLUMNS.get(word) or _COLUMNS.get(word.removeprefix("指标")) or _by_words(word)


def _by_words(word: str) -> str | None:
    """Headings that no list holds: by the words that they are made of."""
    if not 3 <= len(word) <= 24:
        return None
    if "原因" in word or ("偏差" in word and "措施" in word):
        return "deviation_note"
    if ("复核" in word or "审核" in word or "核查" in word or "财政" in word) and word.endswith("分"):
        return "review_score"
    if ("复核" in word or "审核" in word or "核查" in word) and ("意见" in word or "说明" in word):
        return "review_opinion"
    if word.endswith("完成值") or (word.startswith("实际") and word.endswith("值")):
        return "actual"
    if word.endswith("得分") and "计算" not in word:
        return "score"
    return None


@lru_cache(maxsize=20_000)
def funds_field(text: str) -> str | None:
    """The field of a column of the funds block that a heading names, or None."""
    word = bare(text)
    found = _FUNDS.get(word)
    if found or not 3 <= len(word) <= 20:
        return found
    if "原因" in word or word.endswith("说明"):
        return "funds_note"
    if word.endswith("执行率"):
        return "execution_rate"
    if "执行" in word and word.endswith(("数", "金额", "额")):
        return "executed"
    if word.startswith("年初") and "预算" in word:
        return "initial_budget"
    if word.endswith("预算数"):
        return "annual_budget"
    return None


@lru_cache(maxsize=20_000)
def header_field(text: str) -> str | None:
    """The field of the head, the goal block or the closing blocks that a label names, or None."""
    word = bare(text)
    return _HEADER.get(word) or _HEADER.get(_NUMBERED.sub("", word))


_NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]+|\d+)[、.]")


@lru_cache(maxsize=20_000)
def section_label(text: str) -> bool:
    """A label of a whole block that stands at its left (年度绩效指标), with no value of its own."""
    return bare(text) in SECTION_LABELS


@lru_cache(maxsize=20_000)
def total_label(text: str) -> bool:
    """The label of the total row."""
    return bare(text) in TOTAL_LABELS


@lru_cache(maxsize=20_000)
def money_unit(text: str) -> str | None:
    """The money unit that a label, a title or a caption states: 项目资金（万元） -> 万元."""
    word = plain(text)
    found = _BRACKET_UNIT.search(word)
    if found:
        return found[1] or found[2]
    whole = _UNIT.fullmatch(word)
    return whole[1] if whole and len(word) > 1 else None
