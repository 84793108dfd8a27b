"""The exchange about the plan while it lasts: which suggestion is in hand, what is open, and what becomes of it.

It holds ids and marks in one slot; words of a plan are read from it anew at each turn.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.hearing import Heard
from actions.memory import NOT_ASKED, Memory, in_a_list
from actions.talks_answers import lone_wording
from plan.model.lines import side_of
from plan.model.plan import Plan
from plan.model.proposals import Proposal
from plan.model.refusals import (
    LineChanged,
    NoSuchLine,
    NothingWritten,
    ProposalOpen,
    ProposalSettled,
    Refusal,
    UnknownWord,
)
from plan.model.states import AGREED_STATES
from plan.model.vocabulary import Side, State
from plan.services import reading
from plan.services.ports import UnitOfWork

QUESTIONS = ("talks_hear", "talks_answer", "talks_pass_on", "talks_words", "talks_reason", "talks_line", "talks_part")
# After so many answers that it could not use, the guide leaves a suggestion as it is.
TRIES = 2
# A plan in one of these was agreed, or lies ready to be.
SETTLED = AGREED_STATES | {State.PRESENTED, State.IN_REVIEW}
_REFUSED: dict[type[Refusal], str] = {
    LineChanged: "utter_talks_line_changed",
    NoSuchLine: "utter_talks_settled",
    ProposalSettled: "utter_talks_settled",
    ProposalOpen: "utter_talks_answer_first",
    UnknownWord: "utter_talks_not_fitting",
    NothingWritten: "utter_talks_not_fitting",
}


@dataclass
class Talk:
    """One turn of it.

    Attributes:
        state: the slot `talks`: agenda, proposal, question, doing, words, line, part, told, offered, stage.
    """

    dispatcher: CollectingDispatcher
    uow: UnitOfWork
    plan_id: str
    heard: Heard
    memory: Memory
    state: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        self.state = dict(self.memory["talks"] or {})

    @cached_property
    def names(self) -> dict[str, str]:
        """Who may see the plan, by id."""
        return {each.id: each.name for each in self.uow.access.practitioners_of(self.plan_id)}

    @property
    def plan(self) -> Plan:
        """The plan as it stands now."""
        return reading.read_plan(self.uow, self.plan_id)

    @property
    def proposal(self) -> Proposal | None:
        """The suggestion in hand, while it waits for the person's answer."""
        found = self.plan.proposals.get(self.state.get("proposal", ""))
        return found if found is not None and is_theirs(found) and found.is_open else None

    def name_of(self, who: str) -> str:
        """The name of a practitioner, who may have left since."""
        if who in self.names:
            return self.names[who]
        known = self.uow.access.practitioner(who)
        return known.name if known else lone_wording("someone")

    def say(self, response: str, **values: Any) -> None:
        """Says one of the domain's responses. Slots are given along: Rasa would fill in those of the turn before."""
        told = {"talks_who": self.who, "talks_said": self.memory["talks_said"], **values}
        self.dispatcher.utter_message(response=response, **told)

    def ask(self, question: str, doing: str | None = None, again: bool = False) -> None:
        """Makes a question the open one."""
        if not again:
            self.memory["unusable"], self.memory["asides"] = 0, 0
        self.state["question"] = question
        self.memory["asking_again"] = again
        if doing is not None:
            self.state["doing"] = doing
        self.memory["talks_doing"] = self.state.get("doing")
        self.memory["talks_who"] = self.who

    @property
    def who(self) -> str:
        """Who suggested what is in hand, or all who may see the plan."""
        proposal = self.plan.proposals.get(self.state.get("proposal", ""))
        if proposal is not None:
            return self.name_of(proposal.by)
        return in_a_list(list(self.names.values())) or lone_wording("someone")

    def close(self) -> None:
        """Nothing more is asked."""
        self.state = {key: value for key, value in self.state.items() if key in ("told", "offered", "stage")}

    def once_more_or(self, leave: Callable[[], None]) -> None:
        """Asks the open question once more; after that leaves it in peace. Never a loop."""
        self.memory["unusable"] = int(self.memory["unusable"]) + 1
        if self.memory["unusable"] >= TRIES:
            leave()
        else:
            self.ask(self.state["question"], again=True)

    def do(self, step: Callable[[], Any]) -> bool:
        """Takes a step of the plan's; where the plan refuses it nothing is changed, and the guide says so."""
        before = self.plan.state
        try:
            step()
        except Refusal as refusal:
            self.say(_REFUSED.get(type(refusal), "utter_talks_refused"))
            return False
        if before in SETTLED and self.plan.state not in SETTLED:
            self.state["opened_again"] = True
        return True

    def say_done(self, response: str, **values: Any) -> None:
        """Says what became of a step; and, where the plan had been agreed or presented, that it is open again."""
        self.say(response, **values)
        if self.state.pop("opened_again", False):
            self.say("utter_talks_open_again")

    def events(self) -> list[EventType]:
        """What changed, and the question to ask next; none closes the form."""
        question = self.state.get("question")
        for each in QUESTIONS:
            self.memory[each] = None if each == question else NOT_ASKED
        self.memory["talks"], self.memory["in_talks"] = self.state, question is not None
        self.memory["turn"] = self.heard.turn
        return [*self.memory.events(), SlotSet("requested_slot", question)]


def is_theirs(proposal: Proposal) -> bool:
    """Whether the other side suggests it, so that the person answers."""
    return not proposal.side.is_with(Side.PERSON)


def waiting_for_the_person(plan: Plan) -> list[Proposal]:
    """Suggestions that the person has not answered, the oldest first."""
    return sorted((each for each in plan.open_proposals() if is_theirs(each)), key=lambda each: each.made_at)


def is_of_the_other_side(who: str) -> bool:
    """Whether somebody other than the person and their carer wrote it."""
    return side_of(who) not in (Side.PERSON, Side.CARER)
