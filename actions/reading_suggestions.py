"""Reads out what the other side says of the plan: suggestions one at a time, and what is new since it was told last."""

from __future__ import annotations

from datetime import date
from typing import Any

from actions.hearing import quote
from actions.talk import Talk, is_of_the_other_side, is_theirs, waiting_for_the_person
from actions.talks_answers import lone_wording, wording
from plan.model.fields import READ
from plan.model.following import NotYet
from plan.model.lines import PlanLine
from plan.model.plan import Plan
from plan.model.proposals import Answer, Comment, Proposal, ProposalKind
from plan.model.vocabulary import State

WORDS_OF_A_LINE = 24


def go_on(talk: Talk) -> None:
    """Reads out the next suggestion that waits, or says that there is no more."""
    plan = talk.plan
    waiting = {each.id: each for each in waiting_for_the_person(plan)}
    agenda = [each for each in talk.state.get("agenda", []) if each in waiting]
    if not agenda:
        if talk.state.get("read"):
            talk.say("utter_talks_done")
        talk.close()
        return
    talk.state["agenda"], talk.state["proposal"], talk.state["read"] = agenda[1:], agenda[0], True
    read_out(talk, plan, waiting[agenda[0]])
    talk.ask("talks_answer", "answer")


def read_out(talk: Talk, plan: Plan, proposal: Proposal) -> None:
    """Says one suggestion with its reason and what was said about it; all words whole."""
    talk.memory["talks_kind"] = answered_as(proposal)
    talk.memory["talks_why"] = proposal.reason.strip()
    told: dict[str, Any] = {
        "who": talk.name_of(proposal.by),
        "old": _as_said(proposal, proposal.old_text),
        "new": _as_said(proposal, proposal.new_text),
        "reason": proposal.reason.strip(),
        "part": wording("parts", proposal.part),
    }
    line = plan.lines.get(proposal.line_id)
    mine = plan.proposals.get(proposal.counters or "")
    if proposal.kind is ProposalKind.CHANGE and line is not None and proposal.field != line.main:
        told |= {"words": quote(line.text, WORDS_OF_A_LINE), "part": wording("fields", proposal.field)}
        talk.say("utter_suggestion_field", **told)
    elif proposal.kind is ProposalKind.CHANGE and mine is not None:
        talk.say("utter_suggestion_counter", **told, said=_as_said(mine, mine.new_text))
    else:
        talk.say(f"utter_suggestion_{proposal.kind}", **told)
    for said in plan.of(Comment):
        if said.about == proposal.id and is_of_the_other_side(said.writer):
            _tell_comment(talk, plan, said)
            note_told(talk, said.id)
    note_told(talk, proposal.id)


def answered_as(proposal: Proposal) -> str:
    """Which answers there are: to a change, to one that cannot be worded, to a new line, or to taking one out."""
    if proposal.kind is not ProposalKind.CHANGE:
        return str(proposal.kind)
    return "fixed" if proposal.field in READ else "change"


def tell_news(talk: Talk) -> None:
    """Says what the other side answered and said since it was last told, and what still waits for them."""
    plan = talk.plan
    for what in news_of(plan, set(talk.state.get("told", []))):
        if isinstance(what, Comment):
            _tell_comment(talk, plan, what)
        elif isinstance(what, NotYet):
            talk.say("utter_news_not_yet", who=talk.name_of(what.writer), reason=what.because.strip())
        else:
            _tell_answer(talk, what)
        note_told(talk, what.id)
    for mine in (each for each in plan.open_proposals() if not is_theirs(each)):
        talk.say("utter_news_waiting", words=quote(mine.new_text or mine.old_text, WORDS_OF_A_LINE))
    if plan.state is State.PRESENTED:
        talk.say("utter_news_presented")


def news_of(plan: Plan, told: set[str]) -> list[Proposal | Comment | NotYet]:
    """The other side's answers and words that were not told yet; those about a suggestion that waits go with it."""
    waiting = {each.id for each in waiting_for_the_person(plan)}
    answered = [
        each
        for each in plan.proposals.values()
        if not is_theirs(each) and each.answer in (Answer.ACCEPTED, Answer.DECLINED)
    ]
    said = [each for each in plan.of(Comment) if is_of_the_other_side(each.writer) and each.about not in waiting]
    put_off = [each for each in plan.of(NotYet) if is_of_the_other_side(each.writer)]
    found: list[Proposal | Comment | NotYet] = [*answered, *said, *put_off]
    return [each for each in found if each.id not in told]


def note_told(talk: Talk, what: str) -> None:
    """Remembers what was told, so that it is not told again unasked."""
    told = talk.state.get("told", [])
    if what not in told:
        talk.state["told"] = [*told, what]


def _tell_answer(talk: Talk, mine: Proposal) -> None:
    talk.say(
        f"utter_news_{mine.answer}",
        who=talk.name_of(mine.answered_by or ""),
        words=quote(mine.new_text or mine.old_text, WORDS_OF_A_LINE),
        reason=(mine.answer_reason or "").strip(),
    )


def _tell_comment(talk: Talk, plan: Plan, said: Comment) -> None:
    about: PlanLine | Proposal | None = plan.proposals.get(said.about) or plan.lines.get(said.about)
    words = about.new_text or about.old_text if isinstance(about, Proposal) else about.text if about else ""
    who = talk.name_of(said.writer)
    talk.say("utter_news_comment", who=who, words=quote(words, WORDS_OF_A_LINE), said=said.words.strip())


def _as_said(proposal: Proposal, text: str) -> str:
    """The words whole; a day as it is read, and one of the plan's own words as the guide says it."""
    if not text.strip():
        return lone_wording("nothing")
    try:
        day = date.fromisoformat(text)
    except ValueError:
        in_words = proposal.field in ("support", "resource", "direction")
        return wording("meanings", text) if in_words else text.strip()
    return f"{day.day} {day:%B %Y}"
