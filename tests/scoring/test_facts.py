"""Facts: every cell and derived value of a form, with formula and cells."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.facts import Facts, Stated, compile_facts, forms
from tests.scoring.verify.support import facts_of, reading


def _value(facts: Facts, name: str) -> Decimal | None:
    return facts[name].value


def test_every_cell_is_a_fact_with_its_place() -> None:
    facts = facts_of()
    assert facts["R1.actual"].text == "27次"
    assert facts["R1.actual"].cells == ("F12",)
    assert facts["funds.executed"].value == Decimal(34638)
    assert facts["narrative"].shown.startswith("本年按照")


def test_a_bare_number_takes_the_unit_of_its_target() -> None:
    facts = facts_of(table=3)
    assert facts["R1.actual"].text == "25次"
    assert facts["R1.actual"].family == "count"


@pytest.mark.parametrize(
    ("target", "actual", "text", "difference", "completion"),
    [
        ("≥60公里", "57", "57公里", "3公里", "0.95"),
        ("≥40吨", "43.5", "43.5吨", "3.5吨", "1.0875"),
        ("≤31万元/套", "29.74", "29.74万元/套", "1.26万元/套", "0.9593548387096774193548387097"),
        ("≥12万人次", "15.3", "15.3万人次", "3.3万人次", "1.275"),
    ],
)
def test_a_bare_number_beside_a_scaled_unit_is_measured_in_it(
    target: str, actual: str, text: str, difference: str, completion: str
) -> None:
    table = reading("samples/seed.txt").tables[0]
    row = table.indicators[0].model_copy(update={"target": target, "actual": actual, "deviation_note": ""})
    facts = compile_facts([table.model_copy(update={"indicators": (row, *table.indicators[1:])})])
    assert facts["R1.actual"].text == text
    assert facts["R1.difference"].text.lstrip("-") == difference
    assert _value(facts, "R1.completion") == Decimal(completion)


@pytest.mark.parametrize(
    ("table", "name", "value"),
    [
        (1, "R1.difference", "-3"),
        (1, "R1.completion", "0.9"),
        (1, "R1.deviation", "-0.1"),
        (1, "R2.difference", "0.09"),
        (1, "funds.balance", "15362"),
        (1, "funds.rate", "0.69276"),
        (1, "funds.unspent_rate", "0.30724"),
        (1, "funds.lost", "3.10"),
        (1, "lost_points", "3.1"),
        (1, "R1.recomputed", "13.5"),
        (1, "recomputed_total", "95.4"),
        (4, "funds.change", "-722587"),
        (9, "row_total", "93.8"),
        (9, "score_gap", "3"),
        (9, "R1.initial_difference", "-3"),
        (9, "R1.difference", "0"),
        (9, "R1.adjusted_target", "10"),
        (2, "count.rows", "12"),
        (11, "count.none", "3"),
        (8, "class.产出指标.score", "50"),
    ],
)
def test_derived_values(table: int, name: str, value: str) -> None:
    assert _value(facts_of(table=table), name) == Decimal(value)


def test_a_derived_fact_names_the_cells_that_it_is_made_of() -> None:
    fact = facts_of()["funds.rate"]
    assert fact.of == ("funds.executed", "funds.annual_budget")
    assert fact.cells == ("F5", "E5")
    assert fact.formula == "全年执行数 ÷ 全年预算数"


def test_a_hedged_cell_yields_intervals() -> None:
    facts = facts_of(table=4)
    completion = facts["R5.completion"]
    assert completion.value is None
    assert completion.quantities[0].low == 10
    assert completion.quantities[0].low_open


def test_money_may_be_said_in_several_ways() -> None:
    assert forms(facts_of(table=3)["funds.executed"])[:3] == ("14292506.09元", "1429.25万元", "约1429万元")


def test_days_late_are_counted_between_two_dates() -> None:
    late = facts_of("verify/tables/education.txt")["R5.days_late"]
    assert (late.value, late.text) == (Decimal(12), "12天")


def test_the_year_is_the_tables_own_then_the_files_then_the_users() -> None:
    tables = reading("samples/seed.txt").tables
    assert compile_facts([tables[0]]).years == (None,)
    assert compile_facts([tables[0]], file=tables).years == (2021,)
    assert compile_facts([tables[0]], year=2023).years == (2023,)
    assert compile_facts([tables[7]], year=2023).years == (2021,)


def test_what_the_user_said_is_kept_with_its_source() -> None:
    facts = compile_facts(
        [reading("samples/seed.txt").tables[0]], stated=[Stated("接待来宾186人", "填报人", "2026-11-24")]
    )
    fact = facts["stated.1"]
    assert (fact.source, fact.value, fact.kind) == ("填报人 2026-11-24", Decimal(186), "stated")


def test_the_profiles_numbers_are_facts_with_a_source() -> None:
    facts = facts_of()
    assert facts["profile.grade.优"].value == Decimal(90)
    assert facts["profile.grade.优"].source


def test_ids_are_prefixed_only_with_several_tables() -> None:
    tables = reading("samples/seed.txt").tables
    several = compile_facts(tables[:2])
    assert several["T2:R2.actual"].of == ()
    assert several["T1:funds.rate"].of == ("T1:funds.executed", "T1:funds.annual_budget")
    assert several.of_row(1, table=2)[0].id.startswith("T2:R1.")
    assert several.id_of("R1.actual", 2) == "T2:R1.actual"


def test_an_unknown_id_is_refused() -> None:
    facts = facts_of()
    assert facts.get("R99.actual") is None
    assert "R99.actual" not in facts
    with pytest.raises(KeyError):
        facts["R99.actual"]
