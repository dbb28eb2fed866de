"""The one way to a draft: compose → render → verify → repair at most twice → else the template's, labelled.

Without a model the same way is one step long. Nothing leaves here without having been verified as it stands.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncGenerator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass

from assistant.draft.check import Checked, by_template, checked
from assistant.draft.guard import Wrong, wrongs
from assistant.draft.model_drafter import ModelDrafter, Session
from assistant.draft.proposals import proposals
from assistant.draft.seal import seal_of
from assistant.draft.task import Draft, DrafterName, Event, Missing, Task
from assistant.draft.template import TemplateDrafter
from assistant.draft.view import view
from assistant.errors import ModelError, UnusableError
from assistant.render import Gap, Part, Parts, UnknownFactError, parts, show
from assistant.streaming import Preview
from scoring.claims import verdict_of
from scoring.facts import Facts
from scoring.profile import Profile, choose_profile

REPAIRS = 2
OnEvent = Callable[[Event], None]
_SLOT = re.compile(r"\[\[([^\[\]]+)\]\]")


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of a model, if there was one."""

    note: str = ""
    failure: str = ""
    repairs: int = 0
    requests: int = 0


def draft(
    task: Task,
    facts: Facts,
    drafter: TemplateDrafter | ModelDrafter | None = None,
    profile: Profile | None = None,
    on_event: OnEvent | None = None,
    *,
    note: str = "",
) -> Draft:
    """A finished draft; blocks until it is there. Never raises for what a model does: the template's draft says why.

    `note` labels a template draft whose model was given up before (a whole file, an endpoint that is down).
    """
    profile = profile or choose_profile(facts.tables[task.table - 1])
    if not isinstance(drafter, ModelDrafter):
        return _by_template(task, facts, profile, on_event, _Outcome(note))
    work = draft_async(task, facts, drafter, profile, on_event)
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(1) as beside:  # called from within an event loop: it must not be entered twice
        return beside.submit(asyncio.run, work).result()


async def draft_async(
    task: Task,
    facts: Facts,
    drafter: TemplateDrafter | ModelDrafter | None = None,
    profile: Profile | None = None,
    on_event: OnEvent | None = None,
) -> Draft:
    """The same for asynchronous callers; cancelling it hangs up on the model at once."""
    profile = profile or await asyncio.to_thread(choose_profile, facts.tables[task.table - 1])
    if not isinstance(drafter, ModelDrafter):
        return await _beside(task, facts, profile, on_event, _Outcome())
    session = await asyncio.to_thread(drafter.begin, task, facts, profile)
    try:
        made = await _with_model(session, task, facts, profile, on_event or _nobody)
    except ModelError as error:
        reason, failure = str(error), error.kind
    else:
        if isinstance(made, Draft):
            return made
        reason, failure = made, "unfaithful"
    note = f"模型稿未采用：{reason}。这份草稿由模板起草。"
    return await _beside(task, facts, profile, on_event, _Outcome(note, failure, 0, session.budget.used))


async def _beside(task: Task, facts: Facts, profile: Profile, on_event: OnEvent | None, outcome: _Outcome) -> Draft:
    """The template's draft made in a thread, so that composing and verifying hold up no other task of the loop."""
    told: list[Event] = []
    made = await asyncio.to_thread(_by_template, task, facts, profile, told.append, outcome)
    for event in told:
        (on_event or _nobody)(event)
    return made


async def events(
    task: Task, facts: Facts, drafter: TemplateDrafter | ModelDrafter | None = None, profile: Profile | None = None
) -> AsyncGenerator[Event]:
    """The progress of one draft, the last event carrying the draft. Closing the generator cancels the work."""
    queue: asyncio.Queue[Event] = asyncio.Queue()
    work = asyncio.create_task(draft_async(task, facts, drafter, profile, queue.put_nowait))
    try:
        while True:
            event = await _next(queue, work)
            if event is None:
                await work  # nothing more to tell: either done, or an error of ours to raise
                return
            yield event
    finally:
        if not work.done():
            work.cancel()
        with suppress(asyncio.CancelledError):
            await work


async def _next(queue: asyncio.Queue[Event], work: asyncio.Task[Draft]) -> Event | None:
    if not queue.empty():
        return queue.get_nowait()
    waiting = asyncio.create_task(queue.get())
    done, _ = await asyncio.wait({waiting, work}, return_when=asyncio.FIRST_COMPLETED)
    if waiting in done:
        return waiting.result()
    waiting.cancel()
    return queue.get_nowait() if not queue.empty() else None


def _nobody(_event: Event) -> None:
    """Nobody listens."""


async def _with_model(session: Session, task: Task, facts: Facts, profile: Profile, tell: OnEvent) -> Draft | str:
    """The model's draft, or the reason in one line why it was not taken."""
    wrong: list[Wrong] = []
    for attempt in range(REPAIRS + 1):
        tell(Event("修改" if attempt else "起草", line=f"第 {attempt} 次修改" if attempt else "正在起草"))
        try:
            made = await session.write(
                _previewing(session, facts, task, tell), lambda line: tell(Event("起草", line=line))
            )
        except UnusableError as error:
            if error.kind != "format" or attempt == REPAIRS or not session.answered:
                raise
            session.point_out([Wrong("全文", f"{error}，请按要求的格式和列出的编号重写")])
            continue
        tell(Event("核对", line="正在核对每个数字和原因"))
        found, wrong = await asyncio.to_thread(_checked, session, made, facts, task)
        if found is not None and not wrong:
            outcome = _Outcome(repairs=attempt, requests=session.budget.used)
            return _finished(task, found, (facts, profile), tell, "model", outcome)
        if attempt < REPAIRS:
            tell(Event("修改", line="有待改正：" + "；".join(f"“{w.text}”{w.reason}" for w in wrong[:3])))
            session.point_out(wrong)
    first = wrong[0]
    return f"修改 {REPAIRS} 次后仍有“{first.text}”（{first.reason}）".replace("。）", "）")


def _checked(session: Session, made: Parts, facts: Facts, task: Task) -> tuple[Checked | None, list[Wrong]]:
    made = with_required_gaps(made, session.template)
    try:
        found = checked(made, facts, task)
    except UnknownFactError as error:
        return None, [Wrong(name, "没有这个编号") for name in error.names]
    return found, wrongs(session.view, made, found.rendered, found.claims, session.said_before)


def with_required_gaps(made: Parts, template: Parts) -> Parts:
    """A model's draft with what it forgot to ask for: the gaps of the template that it has none for, at the end."""
    wanted = [part for part in template if isinstance(part, Gap)]
    asked: list[Gap] = []
    named: list[Part] = []
    for part in made:
        if isinstance(part, Gap):
            own = next((gap for gap in wanted if gap not in asked and _alike(gap.what, part.what)), part)
            asked.append(own)
            named.append(own)
        else:
            named.append(part)
    return parts(named, [gap for gap in wanted if gap not in asked])


def _alike(one: str, other: str) -> bool:
    """Two ways of naming what is missing: half of the shorter one's pairs of characters are in the other."""
    pairs, others = ({text[at : at + 2] for at in range(len(text) - 1)} for text in (one, other))
    return len(pairs & others) * 2 >= max(1, min(len(pairs), len(others)))


def _previewing(session: Session, facts: Facts, task: Task, tell: OnEvent) -> Callable[[str], None]:
    preview, seen = Preview(), ""

    def fill(found: re.Match[str]) -> str:
        slot = session.offered.slots.get(found[1].strip())
        fact = facts.get(slot.id) or facts.get(facts.id_of(slot.id, task.table)) if slot else None
        return show(fact, slot) if slot and fact else ""

    def piece(raw: str) -> None:
        nonlocal seen
        more = preview.feed(raw)
        if more:
            seen += _SLOT.sub(fill, more)
            tell(Event("起草", text=seen))

    return piece


def _by_template(task: Task, facts: Facts, profile: Profile, on_event: OnEvent | None, outcome: _Outcome) -> Draft:
    tell = on_event or _nobody
    tell(Event("起草", line=outcome.note or "正在起草"))
    tell(Event("核对", line="正在核对每个数字和原因"))
    return _finished(task, by_template(task, facts, profile), (facts, profile), tell, "template", outcome)


def _finished(
    task: Task, done: Checked, under: tuple[Facts, Profile], tell: OnEvent, drafter: DrafterName, outcome: _Outcome
) -> Draft:
    text, verdict = done.rendered.text, verdict_of(done.claims)
    made = Draft(
        task, text, done.rendered.facts, _missing(done.rendered.gaps, task), drafter, done.claims, verdict,
        seal_of(text, *under) if verdict == "faithful" else "",
        outcome.note, outcome.failure, outcome.repairs, outcome.requests,
        proposals(view(task, *under)) if task.kind == "goal" else (),
    )  # fmt: skip
    tell(Event("完成", text, outcome.note, made))
    return made


def _missing(gaps: tuple[Gap, ...], task: Task) -> tuple[Missing, ...]:
    row = task.row if task.kind == "deviation" else None
    made = [Missing(gap.row if gap.row is not None else row, gap.what, gap.question, gap.examples) for gap in gaps]
    return tuple(dict.fromkeys(made))
