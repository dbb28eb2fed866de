"""Make the sample files of `eval_sets/samples` from the eleven tables of `seed.txt`: run it again after a change there.

    python scripts/make_samples.py [FOLDER]

xlsx/NN.xlsx, docx/NN.docx   each table as a unit has it: merged cells, column widths, borders
blanked/NN.xlsx, paste.txt   the same as a clerk finds it: no narrative, no notes, no scores

What stands in which field is taken from the hand-checked `expected/NN.yml`, not from the program's own reading, so that
the files can test it. The same tables give the same bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from eval_sets.expected import SAMPLES, expected_table
from forms.table import SelfEvaluationTable
from forms.writers.layout import Layout, lay_out
from forms.writers.standard_docx import document_of
from forms.writers.standard_xlsx import workbook_of

# The units' form words and breaks these labels otherwise than the standard one.
AS_PRINTED = {
    "项目资金（元）": "项目资金\n(元)",
    "年度总体目标": "年度总体\n目标",
    "年度绩效指标": "年度绩效\n指标",
    "实际完成情况": "*实际完成情况",
    "实际完成值": "*实际完成值",
    "产出指标（50分）": "产出指标\n(50分)",
    "效益指标（40分）": "效益指标\n(40分)",
}


def main(folder: Path = SAMPLES) -> None:
    """Write every sample file under `folder`."""
    for kind in ("xlsx", "docx", "blanked"):
        (folder / kind).mkdir(parents=True, exist_ok=True)
    for index in range(1, 12):
        table = expected_table(index)
        layout, empty = as_printed(table), as_printed(blanked(table))
        (folder / "xlsx" / f"{index:02}.xlsx").write_bytes(workbook_of([("自评表", layout)]))
        (folder / "docx" / f"{index:02}.docx").write_bytes(document_of([layout]))
        (folder / "blanked" / f"{index:02}.xlsx").write_bytes(workbook_of([("自评表", empty)]))
    seed = (SAMPLES / "seed.txt").read_text(encoding="utf-8")
    (folder / "blanked" / "paste.txt").write_text("\n".join(blanked_paste(seed)), encoding="utf-8")


def as_printed(table: SelfEvaluationTable) -> Layout:
    """The layout of the form as the units print it: the score columns starred, a dash in the total's last cell."""
    layout = lay_out(table)
    blocks = []
    for block in layout.blocks:
        text = AS_PRINTED.get(block.text, block.text) if block.role == "label" else block.text
        if block.role == "label" and block.row > 8 and text in ("分值", "得分"):
            text = f"*{text}"
        if block.row == layout.rows - 1 and block.column == 8:
            text = "—"
        blocks.append(replace(block, text=text))
    return replace(layout, blocks=tuple(blocks))


def blanked(table: SelfEvaluationTable) -> SelfEvaluationTable:
    """The form as a clerk finds it: goal, targets and actual values there, narrative, notes and scores not."""
    emptied = {"score": "", "deviation_note": ""}
    return table.model_copy(
        update={
            "narrative": "",
            "total_score": "",
            "indicators": tuple(row.model_copy(update=emptied) for row in table.indicators),
            "funds": (table.funds[0].model_copy(update={"score": ""}), *table.funds[1:]),
        }
    )


def blanked_paste(seed: str) -> Iterator[str]:
    """The lines of the pasted text with the same cells emptied, ragged as they are."""
    after = ""
    for line in seed.split("\n"):
        cells = line.split("\t")
        filled = [i for i, text in enumerate(cells) if text.strip()]
        if "预期目标" in cells:
            after = "goals"
        elif "一级指标" in cells:
            after = "indicators"
        elif "总分" in cells:
            cells[filled[-2]], after = "", ""
        elif after == "goals":
            cells[filled[-1]], after = "", ""
        elif after == "indicators" and len(filled) > 4:
            # Score and note; the row that runs right has no cell left for its note.
            score_only = cells[filled[-1]].isdigit()
            for index in filled[-1:] if score_only else filled[-2:]:
                cells[index] = ""
        elif "年度资金总额" in cells:
            cells[filled[-1]] = ""
        yield "\t".join(cells)


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:2]))
