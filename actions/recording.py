"""Structures what was heard into the draft plan: statements, people, outcomes, and the services and steps to them.

Knows what a statement becomes; not which question comes next nor what is said back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from actions.hearing import Heard, quote
from actions.kinds_of_answer import as_answered
from actions.material import Question, read_support
from actions.memory import Memory
from actions.recording_people import record_people
from actions.taking_back import still_asks, take_back
from actions.telling import is_done_to_them, is_kept_out, speaks_of_not
from plan.model.statement import Said
from plan.services import preparing
from plan.services.ports import UnitOfWork

# At most this many outcomes are offered for rating and planning; more stay in the draft as they are.
OUTCOMES_IN_HAND = 6
SERVICES_TO_ASK_ABOUT = 2
# "I could …", "I'll …", "myself": the one who speaks would do it. "Mo could come with me" is not that.
_ONESELF = re.compile(
    r"^\W*(?:(?:well|maybe|perhaps|so|then|and|just)\W+)*(?:i|ah|i[’']?(?:ll|d|m|ve)|ah[’']?ll)\b|\bmyself\b"
    r"|\b(?:i|ah)(?:[’']ll| could| can| will| would| need to| want to| am going to|[’']m going to)\b",
    re.IGNORECASE,
)
# Two wordings with this share of words in common say the same thing.
SAME_WORDS = 0.6


@dataclass
class Recorded:
    """What became of one message.

    Attributes:
        text: the message, verbatim.
        is_understood: whether the language part knows such sentences.
        statements: the statements with the kinds under which they were kept.
        outcome_id: the last outcome that was made or met again.
        people: names that were said.
        taken_back: words of what is no longer wanted.
    """

    text: str = ""
    is_understood: bool = True
    statements: list[dict[str, Any]] = field(default_factory=list)
    outcome_id: str | None = None
    people: list[str] = field(default_factory=list)
    taken_back: list[str] = field(default_factory=list)


def record(
    uow: UnitOfWork,
    plan_id: str,
    heard: Heard,
    memory: Memory,
    question: Question | None,
    wishes: bool = True,
) -> Recorded:
    """Keeps everything a message told, in the person's words, and what follows from it for the draft.

    Without `wishes` no outcome, service or step is made of it.
    """
    preparing.begin_plan(uow, plan_id, memory.framework)
    taken_back = take_back(uow, plan_id, heard.text, memory)
    asked_who = question is not None and question.stage == "people"
    statements = [
        still_asks(each, memory, question is not None and question.about == "service")
        for each in as_answered(heard.statements, question)
    ]
    statements = [each if asked_who else _as_background_if_private(each) for each in statements]
    recorded = Recorded(heard.text, heard.is_understood, statements=statements, taken_back=taken_back)
    preparing.record_statements(
        uow,
        plan_id,
        heard.turn,
        [
            Said(
                text=statement["text"],
                kinds=tuple(statement["kinds"]),
                themes=tuple(_themes(statement, memory)),
            )
            for statement in recorded.statements
        ],
    )
    for statement in recorded.statements:
        memory.note_told(statement["kinds"][:1])  # what it mostly is; a second label is too weak to spare a question
        recorded.people += record_people(uow, plan_id, heard.turn, statement, memory, question)
        if (
            wishes
            and not (taken_back and speaks_of_not(statement["text"]))
            and (question is None or question.about != "outcome")
        ):
            _record_wish(uow, plan_id, heard.turn, statement, memory, recorded)
        _note_words(statement, heard.turn, memory, question)
    _note_matter(recorded, memory, question)
    return recorded


def _as_background_if_private(statement: dict[str, Any]) -> dict[str, Any]:
    """ "My brother must not see this" is no worry to be read out; who is kept out is put down beside it."""
    people = statement.get("people") or []
    kept_out = any(is_kept_out(each["said"], statement["text"], was_asked=False) for each in people)
    return {**statement, "kinds": ["context"]} if kept_out else statement


def _themes(statement: dict[str, Any], memory: Memory) -> list[str]:
    return list((statement.get("themes") or {}).get(memory.framework) or [])


def _record_wish(
    uow: UnitOfWork,
    plan_id: str,
    turn: int,
    statement: dict[str, Any],
    memory: Memory,
    recorded: Recorded,
) -> None:
    kinds = statement["kinds"]
    # An outcome is not a service (plan.md): what is asked for is kept as one way, and what it makes possible is wanted.
    if "service_request" in kinds and (
        "aspiration" not in kinds or kinds.index("service_request") < kinds.index("aspiration")
    ):
        services = list(memory["services"])
        asked_for = any(_says_the_same(each["words"], statement["text"]) for each in services)
        asked_for = asked_for or statement.get("asks_again", False)
        if len(services) < SERVICES_TO_ASK_ABOUT * 2 and not asked_for:
            memory["services"] = [
                *services,
                {"words": quote(statement["text"]), "turn": turn, "asked": False},
            ]
        return
    # "I still do my own soup" may hold a hope as well; it is an outcome only where the hope is what was said.
    if kinds[0] == "aspiration":
        recorded.outcome_id = add_wish(uow, plan_id, turn, statement, memory)
    elif kinds[0] == "step":
        memory["steps"] = [*memory["steps"], step_from(statement, turn, memory)][-6:]


def add_wish(uow: UnitOfWork, plan_id: str, turn: int, statement: dict[str, Any], memory: Memory) -> str:
    """Makes an outcome of a statement, or meets again one that says the same. Gives its line id."""
    wording = statement.get("wording") or statement["text"].strip()
    for outcome in memory["outcomes"]:
        if _says_the_same(outcome["words"], wording):
            return str(outcome["id"])
    themes = _themes(statement, memory)
    outcome_id = preparing.add_outcome(
        uow,
        plan_id,
        wording,
        sources=[turn],
        theme=themes[0] if themes else None,
        direction=statement.get("direction") or "change",
    )
    if len(memory["outcomes"]) < OUTCOMES_IN_HAND:
        words = quote(wording, words=16)
        memory["outcomes"] = [*memory["outcomes"], {"id": outcome_id, "words": words, "turn": turn}]
    return outcome_id


def add_steps(uow: UnitOfWork, plan_id: str, outcome_id: str, steps: list[dict[str, Any]]) -> list[str]:
    """Adds steps that were said as actions towards an outcome. Gives their line ids."""
    return [
        preparing.add_action(
            uow,
            plan_id,
            outcome_id,
            step["what"],
            step["turn"],
            who=step.get("who"),
            when_said=step.get("when_said"),
            support=step.get("support"),
        )
        for step in steps
    ]


def step_from(statement: dict[str, Any], turn: int, memory: Memory) -> dict[str, Any]:
    """What a statement says about something to be done: what, who would do it and with which kind of support."""
    text = statement["text"]
    when = statement.get("when") or {}
    people = statement.get("people") or memory.people_in(text)
    support = read_support(text)
    who: str | None = None
    if people and not is_done_to_them(text):
        who = people[0].get("name") or people[0]["said"]
        support = support or "natural"
    elif people or (support is None and _ONESELF.search(text)):
        # "I could ring Tam": whoever is rung does not do it.
        who, support = "me", support or "self"
    if "service_request" in statement["kinds"]:
        who, support = (None, "service") if support in (None, "self") else (who, support)
    return {
        "what": statement.get("wording") or text.strip(),
        "turn": turn,
        "who": who,
        "when_said": when.get("said"),
        "date": when.get("date"),
        "support": support,
    }


def _note_words(statement: dict[str, Any], turn: int, memory: Memory, question: Question | None) -> None:
    """Remembers the worry that the next question speaks of: the first that was told when that was asked."""
    if statement["kinds"][:1] != ["concern"]:
        return
    asked, noted = question is not None and question.stage == "concerns", memory["concern_noted"]
    if not asked or noted is None or (question and question.id == "concern_most" and noted != turn):
        memory["concern_words"] = quote(statement["text"], words=14)
        memory["concern_noted"] = turn if asked else None


def _note_matter(recorded: Recorded, memory: Memory, question: Question | None) -> None:
    if question is None or question.stage != "what_matters" or not recorded.statements:
        return
    if not memory["matter_words"]:
        wished = [each for each in recorded.statements if "aspiration" in each["kinds"]]
        memory["matter_words"] = quote((wished or recorded.statements)[0]["text"], words=12)


def _says_the_same(one: str, other: str) -> bool:
    first, second = (set(re.findall(r"\w+", text.casefold())) for text in (one, other))
    if not first or not second:
        return False
    return len(first & second) / len(first | second) >= SAME_WORDS
