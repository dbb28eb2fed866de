"""Drafts by scripted models over the real client: what an inventing one gets through, how often an honest one is asked.

500 drafts by a model that adds a number, a cause, a plan or a name of its own to each; every sample by an honest one;
and the time from the endpoint's first piece of an answer to the first words shown.
"""

from __future__ import annotations

import time
from itertools import cycle, islice, product
from pathlib import Path

from assistant.draft.many import Order, prepare
from assistant.draft.model_drafter import ModelDrafter
from assistant.draft.pipeline import draft
from assistant.draft.task import Draft, DraftKind, Event, Task
from assistant.model import Endpoint
from assistant.settings import ModelSettings
from forms.read import read_text
from forms.table import SelfEvaluationTable
from tests.assistant import scripted_server as play
from tests.assistant.draft.models import HONEST, adding

SEED = Path(__file__).parents[1] / "eval_sets" / "samples" / "seed.txt"
DRAFTS = 500
KINDS: tuple[DraftKind, ...] = ("narrative", "goal", "deviation")
INVENTED = (
    "惠及群众3万人。", "接待28次。", "全年执行率达到九成五。", "因经费未到位，部分工作取消。",
    "满意度达到96.3%。", "联合市卫生健康委员会开展工作。", "各项指标均已完成。", "自评等级为良。",
    "2022年计划完成40次。", "超额完成年度任务。", "经市政府批准，按〔2021〕15号文执行。",
    "由于人员变动，进度有所滞后。",
    "节约资金12万元。", "受台风影响，推迟验收。", "结余资金因招标节约形成。", "下一步由王科长于3月底前整改。",
    "较上年增长15%。", "共召开会议6次。", "投诉量下降两成。", "原因是供应商未按期供货。",
)  # fmt: skip


def main() -> None:
    tables = read_text(SEED.read_text(encoding="utf-8"), name=SEED.name).tables
    _inventing(tables)
    _honest(tables)


def _inventing(tables: tuple[SelfEvaluationTable, ...]) -> None:
    wanted = product(INVENTED, range(1, len(tables) + 1), KINDS)
    shown, by_model, made, began = [], 0, 0, time.perf_counter()
    for words, number, kind in islice(cycle(wanted), DRAFTS):
        got, _sent, _first = _drafted(tables, number, kind, adding(words))
        made += 1
        by_model += got.drafter == "model"
        if got.verdict == "faithful" and (words.rstrip("。") in got.text or got.drafter == "model"):
            shown.append(f"{number} {kind} {words}")
    took = time.perf_counter() - began
    print(
        f"  inventing model: {made} drafts in {took:.0f} s, {by_model} taken, {len(shown)} inventions shown as verified"
    )
    for one in shown[:10]:
        print(f"    {one}")


def _honest(tables: tuple[SelfEvaluationTable, ...]) -> None:
    sent, taken, waits = 0, 0, []
    wanted = list(product(range(1, len(tables) + 1), KINDS))
    for number, kind in wanted:
        got, requests, first = _drafted(tables, number, kind, HONEST)
        sent, taken = sent + requests, taken + (got.drafter == "model")
        if first:
            waits.append(first)
    calls = sent / len(wanted)
    print(f"  honest model: {len(wanted)} drafts, {taken} taken, {calls:.2f} requests a draft")
    waits.sort()
    middle, worst = waits[len(waits) // 2] * 1000, waits[-1] * 1000
    print(f"  endpoint's first piece to first words shown: median {middle:.0f} ms, worst {worst:.0f} ms")


def _drafted(
    tables: tuple[SelfEvaluationTable, ...], number: int, kind: DraftKind, step: play.Step
) -> tuple[Draft, int, float]:
    """One draft with the number of requests, and the seconds from the first piece sent to the first words shown."""
    one = prepare(tables, number, Order(kind, (number,)))
    task = one.tasks[0] if one.tasks else Task(kind)
    times: dict[str, float] = {}

    def timed(handler: play.Handler) -> None:
        times.setdefault("sent", time.perf_counter())
        step(handler)

    def listen(event: Event) -> None:
        if event.text:
            times.setdefault("shown", time.perf_counter())

    with play.scripted(timed, forever=True) as server:
        settings = ModelSettings(base_url=server.url, model="scripted", structured_output="json_schema")
        got = draft(task, one.facts, ModelDrafter(Endpoint(settings)), one.profile, listen)
        return got, len(server.requests), max(0.0, times.get("shown", 0) - times["sent"])
