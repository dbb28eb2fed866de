"""The patterns by which numbers are found in half-width text: what to pass over, where a number starts, its shapes."""

from __future__ import annotations

import re

from scoring.dates import DATE
from scoring.numerals import CHINESE, DIGITS, MAGNITUDE, NUMBER
from scoring.units import FALLBACK, PER, UNIT

# Words and names that begin with a numeral and count nothing.
_NAMES = (
    "十[一二三四]五|三公|三农|两会|两委|三重一大|一带一路|一站式|一体|一次性|一网|一把手|二维码|十分(?!之|钟)|十足|一起|一点(?!五)"
    "|(?<=[进同统唯逐单第另某每任这那哪之])一|一[定致直律切般旦些系方同下流线贯并边步样面度季级]|四个意识|四个自信|两个维护|两个确立|八项规定"
    "|三会一课|两学一做|两个责任|千方百计|百姓|万众|万一|百年|五位一体|一件事|(?<=[上下])半年|[二三四]季度|千家万户|二十一世纪|[二三四]级|一二三"
)
_SKIP = (
    r"《[^《》]{0,120}》"
    rf"|第\s?(?:\d+(?:[-~至]\d+)?|[{DIGITS}十百千]+)(?:季度|批次|个|次|届|期|章|条|名|位|批|轮|项|类|年|页|号|部分|阶段)?"
    r"|[\[(](?:19|20)\d\d[\])]\s?\d+\s?号|\[\d{1,4}\]|\(含\s?\d[^()]{0,10}\)"
    r"|(?:^|(?<=[。；;:，,、\s]))\d{1,2}\s?[.、](?!\s?\d)|\(\d{1,2}\)(?=[\u4e00-\u9fff])"
    r"|(?<!\d)(?:[2-9]|0\d|1\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?!\d)"
    r"|[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]是(?=\S)|(?<=指标)\d{1,2}(?=[:、]|\.(?!\d))"
    r"|\d+(?:[、和]\d+){0,9}\s?(?:号(?!召)|#)|(?<=每月)\d{1,2}\s?[日号]|(?<!\d)(?:12345|12329|12315|12388|110|119|120|114)(?=热线|平台|报警|急救|便民)"
    r"|\d+\s?[xX×]\s?24(?:\s?小时)?|(?<![A-Za-z\d.])\d+(?:\.\d+)?[GDK](?![A-Za-z\d])"
    rf"|{_NAMES}"
)
_SIZED = "[十百千万亿](?!分)"
_BARE = "(?<![一二两三四五六七八九十百千万亿几数上])[百千万](?=[余多](?![于少样元种]))"  # 百余次
_ZERO = "零(?=事故|投诉|差错|失误|上访|违规|违纪|发生|泄密|感染|死亡|伤亡|缺陷|误差|故障|隐患|举报|逾期|延误|事件)"
_START = (
    r"(?:(?<![A-Za-z\d%)\-])[-+±]\s?)?(?<![A-Za-z\d])(?<!\d\.)(?<![A-Za-z]-)(?:\d|百分之|千分之|万分之"
    rf"|(?<=[近超逾达]){_SIZED}|{_BARE}|(?<![以线网之])上{_SIZED}|(?<!超)过{_SIZED}|(?<![人次个件户总])数{_SIZED}|几{_SIZED}"
    "|[一二两三四五六七八九十零]|过半|半(?=数|年|天|个|小时)|(?<=近)半|翻)"
)
# One cheap look for a character that may begin something, before the patterns are tried there.
CANDIDATE = re.compile(r"[《第\[(\d+±\-一二两三四五六七八九十零百千万亿上过数几半翻]")
TOKEN = re.compile(rf"(?P<skip>{_SKIP})|(?P<date>(?<![A-Za-z\d.])(?:{DATE}))|(?P<num>{_START})")

# Apart from the shapes: the long list of units is compiled once.
UNIT_AT = re.compile(rf"\s?(?P<unit>(?:{UNIT}){PER}|(?P<strange>{FALLBACK}))")
ONE = re.compile(
    rf"(?P<sign>[-+±])?\s?(?:(?P<n>{NUMBER})|(?P<zero>{_ZERO})|(?P<cn>{CHINESE})|(?P<vague>(?<=[近超逾达]){_SIZED}|{_BARE}))"
    rf"(?P<more>[余多几](?![于少样媒])|来(?=[次个人家件项名份篇条万天年]))?\s?(?P<mag>{MAGNITUDE})?(?P<more2>[余多几](?![于少样媒额]))?"
)
RANGE = re.compile(r"\s?(?:-{1,2}|~|至|到)\s?(?=[\d一二两三四五六七八九十])")
FRACTION = re.compile(rf"(?P<b>{NUMBER}|{CHINESE}|[百千万])分之(?P<a>{NUMBER}|{CHINESE}|百)(?P<more>[余多几])?")
RATIO = re.compile(rf"(?P<a>{NUMBER})\s?(?P<s>[:比])\s?(?P<b>{NUMBER})(?P<more>[余多])?")
SLASH = re.compile(r"(?P<a>\d+(?:\.\d+)?)\s?/\s?(?P<b>\d+(?:\.\d+)?)(?![\d/])")
HALF = re.compile("(?:(?P<over>过)|(?<=近))半数?|(?P<half>一半|半数)|(?P<dur>半)(?=个?[年天月小])")
DOUBLE = re.compile("翻了?(?P<n>[一两二三四])?番(?P<more>多)?|翻倍")
TENTHS = re.compile(
    "(?P<a>[一二两三四五六七八九])成(?P<b>[一二三四五六七八九半])(?![一二三四五六七八九十百千万亿个次项家成])"
)
SEVERAL = re.compile("(?P<how>[上过数几])(?P<m>十万?|百(?!分)万?|千万?|万|亿)(?P<n>余|多)?")
PAIR = re.compile("(?P<a>[一二三四五六七八])(?P<b>[二三四五六七八九])(?P<m>[十百千万])?")
DURATION = re.compile("个?月|年|天|个?小时|个?季度")
