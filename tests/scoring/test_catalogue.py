"""The catalogue is whole: every rule has its page, its wording, its cases, its source, and the docs are up to date."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from string import Formatter

import pytest

import scoring.rules
from scoring.catalogue import ENTRIES, SECTIONS, across_rules, page, rules, section, title
from scoring.catalogue.pages import rules_page
from scoring.rule import rule
from tests.scoring.tables import CASES

ROOT = Path(__file__).parents[2]
CODES = [found.code for found in (*rules(), *across_rules())]
LISTED = {"BI": 4, "FD": 11, "GL": 3, "IN": 22, "PT": 4, "SC": 9, "NT": 7, "NV": 11, "XT": 6}


def test_all_rules_of_the_list_are_there() -> None:
    assert sorted(CODES) == sorted(f"{group}{n:02}" for group, count in LISTED.items() for n in range(1, count + 1))
    assert sorted(ENTRIES) == sorted(CODES)


@pytest.mark.parametrize("code", CODES)
def test_a_page_has_a_title_and_its_five_sections_once_each(code: str) -> None:
    text = page(code) or ""
    assert text.startswith(f"{code} ")
    assert title(code)
    for heading in SECTIONS:
        assert len(re.findall(rf"(?m)^{heading}  ", text)) == 1, heading
        assert section(code, heading)


@pytest.mark.parametrize("code", CODES)
def test_a_rule_stands_in_a_file_of_its_own_named_by_its_code_and_has_cases(code: str) -> None:
    files = list(Path(scoring.rules.__path__[0]).glob(f"{code.lower()}_*.py"))
    assert len(files) == 1
    assert (CASES / f"{code.lower()}.yml").is_file()


@pytest.mark.parametrize("code", CODES)
def test_wording_is_chinese_with_plain_placeholders_and_says_what_to_do(code: str) -> None:
    entry = ENTRIES[code]
    for template in (entry.message, *entry.variants.values()):
        assert re.search("[\u4e00-\u9fff]", template)
        for _, name, spec, _ in Formatter().parse(template):
            assert name is None or name.isidentifier()
            assert not spec
    assert entry.todo.endswith("。")


def test_the_docs_page_is_what_the_rules_say() -> None:
    written = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert written == rules_page(), "run: python -m scoring.catalogue.pages"


def test_a_code_that_is_taken_is_refused() -> None:
    with pytest.raises(ValueError, match="SC01"):
        rule("SC01")(lambda ctx: ())


def test_an_unknown_code_has_no_page() -> None:
    assert page("ZZ99") is None
    assert page("sc01") == page("SC01")


def test_checking_pulls_in_no_heavy_library() -> None:
    heavy = [
        "pandas",
        "openpyxl",
        "rich",
        "typer",
        "gradio",
        "langchain",
        "sqlalchemy",
        "xlsxwriter",
        "docx",
        "pdfplumber",
        "httpx",
        "yaml",
        "jinja2",
    ]
    code = f"import sys, scoring.check as c; c.rules(); print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
