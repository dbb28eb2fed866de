"""Every case of exempt.yml, both sides: what holds no claim, and what stays one."""

from __future__ import annotations

from importlib import resources

import pytest
import yaml

from scoring.numerals import plain
from scoring.quantity import quantities
from scoring.verify.exempt import masked

ENTRIES = yaml.safe_load(resources.files("scoring.verify").joinpath("exempt.yml").read_text("utf-8"))


def _numbers(text: str) -> list[str]:
    return [q.text for q in quantities(masked(plain(text)))]


@pytest.mark.parametrize(("name", "text"), [(e["name"], text) for e in ENTRIES for text in e["exempt"]])
def test_it_holds_no_claim(name: str, text: str) -> None:
    assert _numbers(text) == []


@pytest.mark.parametrize(("name", "text"), [(e["name"], text) for e in ENTRIES for text in e["checked"]])
def test_its_number_stays_a_claim(name: str, text: str) -> None:
    assert _numbers(text)


def test_there_are_at_least_forty_cases_of_either_side() -> None:
    assert sum(len(entry["exempt"]) for entry in ENTRIES) >= 40
    assert sum(len(entry["checked"]) for entry in ENTRIES) >= 40


def test_masking_keeps_every_offset() -> None:
    for entry in ENTRIES:
        for text in entry["exempt"] + entry["checked"]:
            assert len(masked(plain(text))) == len(text)
