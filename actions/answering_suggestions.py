"""Answers a suggestion of the other side's as the person says: yes, no, other words, not yet, a question."""

from __future__ import annotations

from actions.hearing import quote
from actions.reading_suggestions import go_on, tell_news
from actions.talk import SETTLED, Talk
from actions.talks_answers import read_answer, says_yes
from plan.model.proposals import Proposal, ProposalKind
from plan.model.refusals import WrongState
from plan.services import agreeing, negotiating

PERSON = "person"


def hear_offer(talk: Talk) -> None:
    """Whether the person wants to hear now what waits for them."""
    wanted = says_yes(talk.heard.text, talk.heard.intent)
    if wanted:
        tell_news(talk)
        go_on(talk)
    elif wanted is None:
        talk.once_more_or(lambda: _put_off(talk))
    else:
        _put_off(talk)


def _put_off(talk: Talk) -> None:
    talk.say("utter_talks_heard_later")
    talk.close()


def hear_answer(talk: Talk) -> None:
    """What the person says to the suggestion in hand."""
    proposal = talk.proposal
    if proposal is None:
        talk.say("utter_talks_settled")
        go_on(talk)
        return
    answer = read_answer(talk.heard.text, talk.heard.intent)
    if answer is None:
        _offer_to_pass_on(talk)
    elif answer.kind == "accept":
        _accept(talk, proposal)
    elif answer.kind == "decline":
        finish_or_ask(talk, "decline", reason=answer.reason)
    elif answer.kind == "counter" and talk.memory["talks_kind"] == "change":
        finish_or_ask(talk, "counter", words=answer.words)
    elif answer.kind == "not_yet":
        finish_or_ask(talk, "not_yet", words=answer.reason)
    elif answer.kind in ("comment", "counter"):
        finish_or_ask(talk, "comment", words=talk.heard.text.strip() if answer.words else None)
    else:
        leave(talk)


def hear_pass_on(talk: Talk) -> None:
    """Whether words that were neither yes nor no go to the other side."""
    wanted = says_yes(talk.heard.text, talk.heard.intent)
    if wanted:
        finish_or_ask(talk, "comment", words=talk.state["words"])
    elif wanted is None:
        talk.once_more_or(lambda: leave_alone(talk))
    else:
        talk.ask("talks_answer", "answer", again=True)


def leave(talk: Talk) -> None:
    """The suggestion waits; the next one is read."""
    talk.say("utter_talks_left")
    go_on(talk)


def leave_alone(talk: Talk) -> None:
    """Nothing could be made of the answers: the suggestion waits, and the person hears how to come back to it."""
    talk.say("utter_talks_left_alone")
    go_on(talk)


def finish_or_ask(talk: Talk, doing: str, words: str | None = None, reason: str | None = None) -> None:
    """Takes the step where all that it needs was said, else asks for what is missing."""
    talk.state["words"] = words
    if words is None and doing in ("counter", "comment", "not_yet"):
        talk.ask("talks_words", doing)
    elif reason is None and doing in ("decline", "counter"):
        if words:
            talk.memory["talks_said"] = quote(words, 60)
            talk.say("utter_talks_your_words")
        talk.ask("talks_reason", doing)
    else:
        finish(talk, doing, words, reason)


def finish(talk: Talk, doing: str, words: str | None, reason: str | None) -> None:
    """Takes a step on the suggestion in hand and goes on to the next."""
    proposal = talk.proposal
    if proposal is None:
        talk.say("utter_talks_settled")
    elif doing == "decline":
        _decline(talk, proposal, reason or "")
    elif doing == "counter":
        _counter(talk, proposal, words or "", reason or "")
    elif doing == "not_yet":
        say_not_yet(talk, words or "", proposal)
    else:
        _comment(talk, proposal, words or "")
    go_on(talk)


def say_not_yet(talk: Talk, because: str, proposal: Proposal | None = None) -> None:
    """Keeps "not yet, because …"; after an agreement, when it is no step any more, as words about the suggestion."""
    was_settled = talk.plan.state in SETTLED
    try:
        agreeing.not_yet(talk.uow, talk.plan_id, PERSON, because)
    except WrongState:
        if proposal is not None:
            _comment(talk, proposal, talk.heard.text.strip())
        else:
            talk.say("utter_talks_refused")
        return
    talk.state["opened_again"] = was_settled
    talk.say_done("utter_talks_not_yet_said", reason=because)


def _offer_to_pass_on(talk: Talk) -> None:
    if not talk.heard.is_usable:
        talk.once_more_or(lambda: leave_alone(talk))
        return
    talk.state["words"] = talk.heard.text.strip()
    talk.memory["talks_said"] = quote(talk.heard.text, 60)
    talk.ask("talks_pass_on", "comment")


def _accept(talk: Talk, proposal: Proposal) -> None:
    if talk.do(lambda: negotiating.accept_proposal(talk.uow, talk.plan_id, PERSON, proposal.id)):
        if proposal.kind is ProposalKind.REMOVE:
            talk.say_done("utter_talks_taken_out")
        elif proposal.kind is ProposalKind.ADD:
            talk.say_done("utter_talks_put_in", new=proposal.new_text.strip())
        elif talk.memory["talks_kind"] == "fixed":
            talk.say_done("utter_talks_taken_field")
        else:
            talk.say_done("utter_talks_taken", new=proposal.new_text.strip())
    go_on(talk)


def _decline(talk: Talk, proposal: Proposal, reason: str) -> None:
    if talk.do(lambda: negotiating.decline_proposal(talk.uow, talk.plan_id, PERSON, proposal.id, reason)):
        talk.say_done("utter_talks_declined", reason=reason)


def _counter(talk: Talk, proposal: Proposal, words: str, reason: str) -> None:
    if talk.do(lambda: negotiating.counter_proposal(talk.uow, talk.plan_id, PERSON, proposal.id, words, reason)):
        talk.say_done("utter_talks_countered", new=words)


def _comment(talk: Talk, proposal: Proposal, words: str) -> None:
    if talk.do(lambda: negotiating.comment_on(talk.uow, talk.plan_id, PERSON, proposal.id, words)):
        talk.say_done("utter_talks_passed_on", said=words)
