"""The rules by which a question helps to say what a statement is; each looks at one statement and what was asked."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from actions.material import asks_for_a_provided_thing, names_a_provided_thing
from actions.telling import (
    begins_with_wish,
    despairs,
    has_good_news,
    holds_hard_news,
    holds_on,
    is_kin,
    is_obliged,
    speaks_of_loss,
    speaks_of_not,
    wishes_for_something,
    wishes_outright,
)

# "The dug": what it is follows from the question, not from the words.
WORDS_TOO_FEW_TO_JUDGE = 3
# "I want one of them scooters"; a longer wish says what it is for as well.
WORDS_OF_A_REQUEST = 9
# "Stairs", in answer to what is hard, asks for nothing.
WORDS_SAID_IN_PASSING = 2
_ASKS_AFTER_SOMEBODY = re.compile(
    r"\W*(?:is|are|was|when(?:'s| is)|where(?:'s| is| are)?|will|has)\s+(?:my|our|ma|he|she|they|mum|mam|dad)\b",
    re.IGNORECASE,
)
# A name alone is no wish, even in answer to "what would you like?".
WORDS_OF_A_WISH = 3
# "Radio 4, and ringing my sister" is what goes well; with one of these it would be something to do.
_PLANS = re.compile(
    r"(?:\b(?:will|could|can|might|should|must|gonna|gonnae|going to|need to|have to)|[’']ll)\b", re.IGNORECASE
)
# "Not being made to look thick in maths", in answer to what matters most.
_NOT_TO = re.compile(r"\W*not (?:being|having|to)\b", re.IGNORECASE)
_WAS = re.compile(r"\W*(?:well\W+)?(?:it|that|things|this)(?: was| were|['’]s been| used to)\b", re.IGNORECASE)
_IS = re.compile(
    r"\W*(?:it|that|things|this|i|he|she|they|my \w+|the \w+)(?:['’](?:s|m|re)| is| am| are| gets?| goes| feels?)\b",
    re.IGNORECASE,
)
STAGES_OF_WISHES = ("what_matters", "aspirations")
# Stages in which things are wished for rather than planned.
BEFORE_A_PLAN = ("what_matters", "strengths", "concerns", "aspirations")
# "Getting back to church": named as something dear, by nobody planned yet.
_AN_ACTIVITY = re.compile(r"\W*(?:(?:well|maybe|just|mostly|and|probably)\W+)*[^\W\d_]{2,}ing\b", re.IGNORECASE)


def may_wish(text: str) -> bool:
    """Whether words are too few to tell, or wish for something."""
    return len(text.split()) < WORDS_OF_A_WISH or wishes_for_something(text)


def is_bare(statement: dict[str, Any]) -> bool:
    """Whether what a statement is follows from the question and not from its words: "The dug"."""
    return len(statement["text"].split()) <= WORDS_TOO_FEW_TO_JUDGE and "service_request" not in statement["kinds"]


@dataclass(frozen=True)
class Answer:
    """A statement and what was asked: the kind that the question expects and its stage, if a question stood."""

    statement: dict[str, Any]
    expected: str | None
    stage: str | None

    @property
    def text(self) -> str:
        return str(self.statement["text"])

    @property
    def length(self) -> int:
        """In words."""
        return len(self.text.split())


def first(kind: str, kinds: list[str]) -> list[str]:
    """The kind, and then the others in their order."""
    return [kind, *(other for other in kinds if other != kind)]


def instead(kind: str, of: str, kinds: list[str]) -> list[str]:
    """One kind first in place of another, and then the rest in their order."""
    return [kind, *(other for other in kinds if other not in (kind, of))]


def _background_holds_no_wish(answer: Answer, kinds: list[str]) -> list[str]:
    """ "Not the man who called me sweetheart" is who should stay away; nobody wishes for him or plans with him."""
    return [kind for kind in kinds if kind == "concern"] if answer.expected == "context" else kinds


def _asks_for_nothing(answer: Answer, kinds: list[str]) -> list[str]:
    """What looks like a request may be a question about somebody ("is my mum coming"), or said in passing."""
    if kinds[:1] != ["service_request"]:
        return kinds
    told = answer.expected in ("strength", "concern", "supporter") and answer.length <= WORDS_SAID_IN_PASSING
    in_passing = told and not names_a_provided_thing(answer.text)
    return ["context"] if in_passing or _ASKS_AFTER_SOMEBODY.match(answer.text) else kinds


def _hard_news_is_hard(answer: Answer, kinds: list[str]) -> list[str]:
    """ "My knees are bad" is not what works for them, however sure the language part is."""
    if "strength" not in kinds or not holds_hard_news(answer.text):
        return kinds
    # "I burnt a pan and gave myself a fright", told among other things: nobody asked what went well.
    told = answer.expected != "strength" and not has_good_news(answer.text) and not holds_on(answer.text)
    if "concern" in kinds or told:
        return instead("concern", "strength", kinds)
    return kinds


def _a_loss_is_hard(answer: Answer, kinds: list[str]) -> list[str]:
    """ "We lost every beast" is no strength, though somebody came through it."""
    good = has_good_news(answer.text) or holds_on(answer.text)
    if "strength" in kinds and speaks_of_loss(answer.text) and not good:
        return instead("concern", "strength", kinds)
    return kinds


def _despair_is_no_hope(answer: Answer, kinds: list[str]) -> list[str]:
    """ "Nothing will", in answer to what would help, becomes no outcome."""
    if not despairs(answer.text) or not {"aspiration", "step", "context"} & set(kinds):
        return kinds
    return ["concern", *(kind for kind in kinds if kind not in ("aspiration", "step", "concern", "context"))]


def _asked_for_comes_first(answer: Answer, kinds: list[str]) -> list[str]:
    """ "What if the lights go out" may be a worry or a wish; the question was about worries."""
    expected = answer.expected
    if expected and expected in kinds[1:] and not _speaks_against(answer.statement, kinds, expected):
        return first(expected, kinds)
    return kinds


def _plainly_wished(answer: Answer, kinds: list[str]) -> list[str]:
    """ "I'd like to see him every week, and it is hard with exams" is a wish, whatever else it is."""
    if kinds[:1] == ["concern"] and "aspiration" in kinds and begins_with_wish(answer.text):
        return first("aspiration", kinds)
    return kinds


def _question_decides(answer: Answer, kinds: list[str]) -> list[str]:
    """What its words do not tell, the question tells."""
    expected = answer.expected
    bare = is_bare({**answer.statement, "kinds": kinds})
    if not expected or expected in kinds[:1] or not (bare or kinds in ([], ["context"])):
        return kinds
    if _speaks_against(answer.statement, kinds, expected):
        return kinds
    if expected == "aspiration" and not bare and _only_tells(answer.text):
        return ["concern"] if holds_hard_news(answer.text) else kinds
    return [expected] if bare else [kind for kind in first(expected, kinds) if kind != "context"]


def _only_tells(text: str) -> bool:
    """Whether words tell how it was or is, and wish nothing: "it is worse in the evening", as to what would help."""
    tells = _WAS.match(text) or (_IS.match(text) and holds_hard_news(text))
    return bool(tells) and not wishes_for_something(text)


def _asks_for_a_thing(answer: Answer, kinds: list[str]) -> list[str]:
    if kinds[:1] == ["aspiration"] and answer.length <= WORDS_OF_A_REQUEST and asks_for_a_provided_thing(answer.text):
        return first("service_request", kinds)
    return kinds


def _wanted_before_planned(answer: Answer, kinds: list[str]) -> list[str]:
    """ "Seeing my grandchildren more than once a month" is wanted before anybody plans it."""
    early = answer.stage is None or answer.stage in BEFORE_A_PLAN
    return first("aspiration", kinds) if kinds[:1] == ["step"] and "aspiration" in kinds and early else kinds


def _not_to_be_is_wished(answer: Answer, kinds: list[str]) -> list[str]:
    if answer.stage in STAGES_OF_WISHES and _NOT_TO.match(answer.text):
        return [kind for kind in first("aspiration", kinds) if kind != "context"]
    return kinds


def _named_as_dear(answer: Answer, kinds: list[str]) -> list[str]:
    """ "Getting back to church on a Sunday" in answer to what matters most, or "seeing my pals" to what goes well."""
    if kinds[:1] != ["step"] or answer.stage not in BEFORE_A_PLAN:
        return kinds
    is_done = answer.expected == "strength" and not _PLANS.search(answer.text)
    return first(answer.expected or "aspiration", kinds) if is_done or _AN_ACTIVITY.match(answer.text) else kinds


def _told_and_not_wished(answer: Answer, kinds: list[str]) -> list[str]:
    """ "It was better when we got to go to the park", in answer to what helps, is told and not hoped for."""
    if kinds[:1] != ["aspiration"] or answer.expected != "strength" or may_wish(answer.text):
        return kinds
    told = "concern" if is_obliged(answer.text) or speaks_of_not(answer.text) else "strength"
    return instead(told, "aspiration", kinds)


def _what_was_is_no_wish(answer: Answer, kinds: list[str]) -> list[str]:
    """ "It was better when we got to go to the park", whatever the question was."""
    if kinds[:1] != ["aspiration"] or not _WAS.match(answer.text) or wishes_outright(answer.text):
        return kinds
    return instead("strength", "aspiration", kinds)


def _hoped_for(answer: Answer, kinds: list[str]) -> list[str]:
    """ "If things were going well, what would you be doing?" – "I walk to the shops with Bess." """
    if answer.expected != "aspiration" or not kinds or {"aspiration", "service_request"} & set(kinds):
        return kinds
    if kinds[0] == "strength" and holds_on(answer.text):
        return kinds  # "I can still do the crossword" is so already
    if _only_tells(answer.text):
        return kinds
    says_enough = answer.length >= WORDS_OF_A_WISH
    return (
        ["aspiration", *kinds] if says_enough and not _speaks_against(answer.statement, kinds, "aspiration") else kinds
    )


RULES: tuple[Callable[[Answer, list[str]], list[str]], ...] = (
    _background_holds_no_wish,
    _asks_for_nothing,
    _hard_news_is_hard,
    _asked_for_comes_first,
    _plainly_wished,
    _question_decides,
    _asks_for_a_thing,
    _wanted_before_planned,
    _not_to_be_is_wished,
    _named_as_dear,
    _told_and_not_wished,
    _what_was_is_no_wish,
    _hoped_for,
    _a_loss_is_hard,
    _despair_is_no_hope,
)
"""What the kinds of an answer become, rule by rule; each takes what the ones before it left."""


def _speaks_against(statement: dict[str, Any], kinds: list[str], expected: str) -> bool:
    """Whether words are plainly not what was asked for: bad news for what goes well, somebody for what is wanted."""
    first = kinds[0] if kinds else None
    if expected == "strength":
        return first == "concern" or holds_hard_news(statement["text"])
    if expected == "aspiration" and first == "supporter":
        # "My daughter Jean worries" tells of somebody; "my daughter visiting more" is no clause, and a hope.
        if statement["text"].strip(" .!").istitle() and not is_kin(statement["text"].strip(" .!")):
            return True  # "Kelly"
        return bool(statement.get("people") or len(statement["text"].split()) > 1) and bool(statement.get("reflection"))
    if expected == "aspiration" and first == "concern":
        # "I keep falling" is told; "less pain" is wished for.
        told = str(statement.get("reflection") or "").startswith("you ")
        return told or len(statement["text"].split()) > WORDS_TOO_FEW_TO_JUDGE
    return False
