"""Takes the person's wish to change, add or take out a line: at once where it is theirs, else as a suggestion."""

from __future__ import annotations

from actions.draft_changes import Change, read_change
from actions.hearing import quote
from actions.talk import Talk
from actions.talks_answers import asks_for_a_new_line, leaves_it, read_part
from plan.model.lines import PlanLine
from plan.model.outcomes import Outcome
from plan.model.vocabulary import Side
from plan.services import correcting, negotiating
from plan.services.negotiating import ADDABLE

PERSON = "person"
WORDS_OF_A_LINE = 60


def read_lines(talk: Talk) -> bool:
    """Says the lines with numbers, and remembers which is which. Gives whether there are any."""
    plan = talk.plan
    outcomes = plan.of(Outcome)
    lines: list[PlanLine] = []
    for outcome in outcomes:
        lines += [outcome, *(line for line in plan.of(PlanLine, outcome.id) if line.part in ADDABLE)]
    lines += [line for line in plan.of(PlanLine) if line.part in ADDABLE and line not in lines]
    talk.memory["draft_numbers"] = [line.id for line in lines]
    if lines:
        talk.say("utter_talks_lines")
    for number, line in enumerate(lines, start=1):
        talk.say(f"utter_draft_{line.part}", number=number, words=quote(line.text, WORDS_OF_A_LINE))
    return bool(lines)


def hear_line(talk: Talk) -> None:
    """Which line, and what it should say; or that it should come out, or that there should be a new one."""
    text = talk.heard.text
    if (change := read_change(text)) is not None:
        begin_change(talk, change)
    elif asks_for_a_new_line(text):
        talk.ask("talks_words", "add")
    elif len(talk.heard.numbers) == 1:
        begin_change(talk, Change(talk.heard.numbers[0], None), out=False)
    elif leaves_it(text, talk.heard.intent) or talk.heard.intent == "deny":
        talk.say("utter_talks_nothing_changed")
        talk.close()
    else:
        talk.once_more_or(lambda: _give_up(talk))


def begin_change(talk: Talk, change: Change, out: bool = True) -> None:
    """Goes on with a line by its number; `out` where no words mean that it should come out."""
    numbers = [each for each in talk.memory["draft_numbers"] or [] if not _is_out(talk, each)]
    if len(numbers) != len(talk.memory["draft_numbers"] or []):
        # The lines are others than those that were read out: a number names nothing any more.
        read_lines(talk)
        talk.ask("talks_line")
        return
    if not 1 <= change.number <= len(numbers):
        talk.say("utter_no_such_line", number=change.number)
        talk.state["question"] = "talks_line"
        talk.once_more_or(lambda: _give_up(talk))
        return
    talk.state["line"] = numbers[change.number - 1]
    if change.words is not None:
        talk.state["doing"] = "change"
        hear_new_words(talk, change.words)
    elif not out:
        talk.ask("talks_words", "change")
    else:
        talk.state["doing"] = "remove"
        _hear_all(talk)


def hear_new_words(talk: Talk, words: str) -> None:
    """The words of a changed or of a new line."""
    talk.state["words"] = words
    talk.memory["talks_said"] = quote(words, WORDS_OF_A_LINE)
    if talk.state["doing"] == "add":
        talk.ask("talks_part")
    else:
        _hear_all(talk)


def hear_part(talk: Talk) -> None:
    """What a new line is."""
    part = read_part(talk.heard.text)
    if part is not None:
        talk.state["part"] = part
        talk.ask("talks_reason")
    elif leaves_it(talk.heard.text, talk.heard.intent):
        talk.say("utter_talks_nothing_changed")
        talk.close()
    else:
        talk.once_more_or(lambda: _give_up(talk))


def put(talk: Talk, reason: str) -> None:
    """Puts the suggestion before the other side."""
    doing, words, line = talk.state["doing"], talk.state.get("words") or "", talk.state.get("line", "")
    uow, plan_id = talk.uow, talk.plan_id
    if doing == "add":
        part = talk.state["part"]
        belongs_to = _only_outcome(talk) if part != "outcome" else None
        done = talk.do(lambda: negotiating.propose_line(uow, plan_id, PERSON, part, words, reason, belongs_to))
    elif doing == "remove":
        done = talk.do(lambda: negotiating.propose_removal(uow, plan_id, PERSON, line, reason))
    else:
        done = talk.do(lambda: negotiating.propose_change(uow, plan_id, PERSON, line, words, reason))
    if done:
        talk.say_done("utter_talks_suggested")
    talk.close()


def _hear_all(talk: Talk) -> None:
    """A line of the person's own is changed at once, as on the pages; for any other a reason is owed."""
    plan, line_id = talk.plan, talk.state["line"]
    line = plan.lines.get(line_id)
    said = next((said.text for said in plan.statements if said.id == line_id), "")
    old = quote(line.text if line else said, WORDS_OF_A_LINE)
    if line is not None and line.holder(line.main) not in (Side.PERSON, Side.CARER):
        doing = "removal" if talk.state["doing"] == "remove" else "change"
        talk.say(f"utter_talks_{doing}_in_hand", old=old, new=talk.state.get("words"))
        talk.ask("talks_reason")
    elif talk.state["doing"] == "remove":
        if talk.do(lambda: correcting.remove_line(talk.uow, talk.plan_id, line_id, PERSON)):
            talk.say_done("utter_talks_own_removed", old=old)
        talk.close()
    else:
        words, turn = talk.state["words"], talk.heard.turn
        if talk.do(lambda: correcting.correct_line(talk.uow, talk.plan_id, line_id, words, PERSON, turn)):
            talk.say_done("utter_talks_own_changed", old=old, new=words)
        talk.close()


def _is_out(talk: Talk, line_id: str) -> bool:
    line = talk.plan.lines.get(line_id)
    if line is not None:
        return line.removed is not None
    return all(said.id != line_id or said.withdrawn_at is not None for said in talk.plan.statements)


def _only_outcome(talk: Talk) -> str | None:
    """The outcome that a step or a sign belongs to, where there is no doubt."""
    shared = [outcome for outcome in talk.plan.of(Outcome) if outcome.id in talk.plan.shared]
    return shared[0].id if len(shared) == 1 else None


def _give_up(talk: Talk) -> None:
    talk.say("utter_talks_nothing_done")
    talk.close()
