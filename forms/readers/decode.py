"""Bytes of a text file as text: UTF-8 with or without a mark, UTF-16, else GB18030, as Excel and WPS save them here."""

from __future__ import annotations

import codecs

from forms.errors import UnreadableFile

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_MOST_BROKEN = 0.01


def decode(data: bytes) -> tuple[str, str]:
    """The text, and what to tell of bytes that could not be read ("" when all could). Raises `UnreadableFile`."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lenient(data, encoding)
    wide = _looks_wide(data)
    if wide:
        return _lenient(data, wide)
    if data[:65_536].count(0) > len(data[:65_536]) // 100:
        raise UnreadableFile("不是文本，也不是能读的表格文件", todo="请用 Excel、WPS 或 Word 打开后另存")
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        return _lenient(data, "gb18030")


def _lenient(data: bytes, encoding: str) -> tuple[str, str]:
    try:
        return data.decode(encoding), ""
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
    broken = text.count("\ufffd")
    if broken > max(3, len(text) * _MOST_BROKEN):
        raise UnreadableFile("文字编码已损坏", todo="请用记事本打开，另存为 UTF-8 编码")
    return text, f"有 {broken} 处文字编码损坏，显示为 \ufffd"


def _looks_wide(data: bytes) -> str:
    """UTF-16 without a mark: every other byte of tabs, digits and line breaks is zero."""
    sample = data[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if len(sample) >= 8 and max(even, odd) > len(sample) // 40 and min(even, odd) <= max(even, odd) // 20:
        return "utf-16-le" if odd > even else "utf-16-be"
    return ""
