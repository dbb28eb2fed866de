"""Stored numbers as spreadsheets show them."""

from __future__ import annotations

import pytest

from forms.readers.displayed import displayed

ACCOUNTING = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("stored", "number_format", "shown"),
    [
        ("0.69", "0%", "69%"),
        ("0.9775", "0.00%", "97.75%"),
        ("0.6899999999999999", "General", "0.69"),
        ("14292506.09", "General", "14292506.09"),
        ("0.991839099789916", "General", "0.9918391"),
        ("831200", "General", "831200"),
        ("14292506.09", "#,##0.00", "14,292,506.09"),
        ("1.0049999999999999", "0.00", "1.01"),
        ("-5", "0.00;(0.00)", "(5.00)"),
        ("0", ACCOUNTING, "-"),
        ("1234.5", ACCOUNTING, "1,234.50"),
        ("30", '"≥"0"次"', "≥30次"),
        ("1234567", '0.00,,"百万"', "1.23百万"),
        ("44561", 'yyyy"年"m"月"', "2021年12月"),
        ("44561", '[$-804]yyyy"年"m"月"d"日";@', "2021年12月31日"),
        ("44561.5", "yyyy/m/d h:mm", "2021/12/31 12:00"),
        ("44561", "yyyy\\-mm\\-dd", "2021-12-31"),
        ("0.75", "[h]:mm", "18:00"),
        ("0.5", "# ?/?", "1/2"),
        ("12345.678", "0.00E+00", "1.23E+04"),
        ("3", '[>2]"多";[<=2]"少"', "多"),
        ("95", '0.0"%"', "95.0%"),
        ("12", "@", "12"),
        ("五", "0.00", "五"),
    ],
)
def test_a_number_is_shown_as_its_format_says(stored: str, number_format: str, shown: str) -> None:
    assert displayed(stored, number_format) == shown
