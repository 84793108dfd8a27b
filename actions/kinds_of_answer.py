"""Decides what an answer is where its words alone do not say: the question helps. Knows nothing of the plan."""

from __future__ import annotations

import re
from typing import Any

from actions.material import Question, asks_for_a_provided_thing, names_a_provided_thing
from actions.telling import holds_hard_news, is_kin, only_greets, says_only_who, speaks_of_being_there, speaks_of_not

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
STAGES_OF_WISHES = ("what_matters", "aspirations")
# Stages in which things are wished for rather than planned.
BEFORE_A_PLAN = ("what_matters", "strengths", "concerns", "aspirations")
# "Getting back to church": named as something dear, by nobody planned yet.
_AN_ACTIVITY = re.compile(r"\W*(?:(?:well|maybe|just|mostly|and|probably)\W+)*[^\W\d_]{2,}ing\b", re.IGNORECASE)


def as_answered(statements: list[dict[str, Any]], question: Question | None) -> list[dict[str, Any]]:
    """The statements; where none of several is by its own words what was asked for, the first is taken as that."""
    expected = question.expects if question else None
    if expected == "concern":
        statements = [_as_hard(each) for each in statements]
    plain = [_with_kinds(each, None) for each in statements]
    if expected in (None, "context") or len(statements) == 1:
        return [_with_kinds(each, question) for each in statements]
    if any(each["kinds"][0] == expected for each in plain):
        # "My hands, see. I could not do the buttons": too short to judge by its words, it is what the rest is.
        return [_with_kinds(each, question) if _is_bare(each) else each for each in plain]
    return [_with_kinds(statements[0], question), *plain[1:]]


def _as_hard(statement: dict[str, Any]) -> dict[str, Any]:
    """In answer to what is hard: "never done a bill in my life" is no strength, who gave a warning no supporter."""
    no_strength = statement["kinds"][:1] == ["strength"] and speaks_of_not(statement["text"])
    no_helper = statement["kinds"] == ["supporter"] and not speaks_of_being_there(statement["text"])
    if not no_strength and not no_helper:
        return statement
    return {**statement, "kinds": ["concern", *(kind for kind in statement["kinds"][1:] if kind != "concern")]}


def _is_bare(statement: dict[str, Any]) -> bool:
    return len(statement["text"].split()) <= WORDS_TOO_FEW_TO_JUDGE and "service_request" not in statement["kinds"]


def _with_kinds(statement: dict[str, Any], question: Question | None) -> dict[str, Any]:
    """The statement; where its words alone do not tell more than background, the question decides what it is."""
    kinds = list(statement["kinds"])
    expected = question.expects if question else None
    if only_greets(statement["text"]) or says_only_who(statement["text"]):
        return {**statement, "kinds": ["context"]}
    if expected == "context":
        # "Not the man who called me sweetheart" is who should stay away; nobody wishes for him or plans with him.
        kinds = [kind for kind in kinds if kind == "concern"]
    if kinds[:1] == ["service_request"] and _is_no_request(statement["text"], expected):
        kinds = ["context"]
    bare = _is_bare({**statement, "kinds": kinds})
    if "strength" in kinds and "concern" in kinds and holds_hard_news(statement["text"]):
        # "My knees are bad" is not what works for them, however sure the language part is.
        kinds = ["concern", *(kind for kind in kinds if kind not in ("concern", "strength"))]
    follows = kinds in ([], ["context"]) or bare
    if expected and expected in kinds[1:] and not _speaks_against(statement, kinds, expected):
        # "What if the lights go out" may be a worry or a wish; the question was about worries.
        kinds = [expected, *(kind for kind in kinds if kind != expected)]
    if expected and expected not in kinds[:1] and follows and not _speaks_against(statement, kinds, expected):
        kinds = [expected, *(kind for kind in kinds if kind not in (expected, "context") and not bare)]
    short = len(statement["text"].split()) <= WORDS_OF_A_REQUEST
    if kinds[:1] == ["aspiration"] and short and asks_for_a_provided_thing(statement["text"]):
        kinds = ["service_request", *(kind for kind in kinds if kind != "service_request")]
    if kinds[:1] == ["step"] and "aspiration" in kinds and (question is None or question.stage in BEFORE_A_PLAN):
        # "Seeing my grandchildren more than once a month" is wanted before anybody plans it.
        kinds = ["aspiration", *(kind for kind in kinds if kind != "aspiration")]
    if question is not None and question.stage in STAGES_OF_WISHES and _NOT_TO.match(statement["text"]):
        kinds = ["aspiration", *(kind for kind in kinds if kind not in ("aspiration", "context"))]
    unplanned = question is not None and question.stage in BEFORE_A_PLAN
    is_done = expected == "strength" and not _PLANS.search(statement["text"])
    if kinds[:1] == ["step"] and unplanned and (is_done or _AN_ACTIVITY.match(statement["text"])):
        # "Getting back to church on a Sunday" in answer to what matters most, or "seeing my pals" to what goes well.
        dear = expected or "aspiration"
        kinds = [dear, *(kind for kind in kinds if kind != dear)]
    says_enough = len(statement["text"].split()) >= WORDS_OF_A_WISH
    hoped_for = expected == "aspiration" and not {"aspiration", "service_request"} & set(kinds)
    if hoped_for and says_enough and kinds and not _speaks_against(statement, kinds, "aspiration"):
        # "If things were going well, what would you be doing?" – "I walk to the shops with Bess."
        kinds = ["aspiration", *kinds]
    return {**statement, "kinds": kinds or ["context"]}


def _is_no_request(text: str, expected: str | None) -> bool:
    """Whether what looks like a request is a question about somebody ("is my mum coming"), or said in passing."""
    if _ASKS_AFTER_SOMEBODY.match(text):
        return True
    told = expected in ("strength", "concern", "supporter") and len(text.split()) <= WORDS_SAID_IN_PASSING
    return told and not names_a_provided_thing(text)


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
