"""Hears one message: what the language part made of it, in the form in which the conversation uses it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from rasa_sdk import Tracker

from actions.telling import is_in_another_tongue

# Acts that answer the question in some way; every other act turns aside from it.
ANSWERING = frozenset({"tell", "dont_know", "skip", "affirm", "deny"})

# Asides that words about a life are easily taken for; they count only when the language part is this sure of them.
DOUBTFUL = frozenset(
    {"off_topic", "ask_human", "upset", "complaint_about_bot", "thanks", "greet", "change_answer", "go_back", "pause"}
)
SURE_ENOUGH = 0.6
# A word or two may be a name or a thing; then the language part must be nearly certain.
FEW_WORDS = 2
SURE_OF_FEW_WORDS = 0.95

# Under this, a sentence of so many words is most likely in another language.
SURE_OF_A_SENTENCE = 0.5
WORDS_OF_A_SENTENCE = 4

# Score of the risk detector from which help is mentioned in passing. `understanding` flags lower scores too, for those
# who look through many messages; in a conversation a mention at every tenth message would only teach people to skip it.
POSSIBLE_RISK = 0.5

# An act with this many words beside it is an answer as well ("I don't know really, maybe if I could walk to the shop").
WORDS_THAT_TELL = 9
WORDS_THAT_TELL_WITH_YES = 3


_DOTS = re.compile(r"[\s.…,;:_-]+")
_GO_ON = re.compile(
    r"\W*(?:(?:yes|ok|okay|aye|no|right|please|just|let'?s|we can|i'?ll|i'?d like to|i want to)\W+)*"
    r"(?:carry on|go on|keep going|continue)(?:\W+(?:please|then|now))*\W*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Heard:
    """One message of the person.

    Attributes:
        turn: number of the message in the conversation, from 1.
        intent: an act, `at_risk`, or `tell`.
        statements: as in docs/adr/0001, each with its verbatim text, kinds and so on.
        numbers: ratings from 0 to 10 named in the message.
        certainty: how sure the language part is of the intent, 0 to 1.
        risk_category: one of the categories of labels.md when the message speaks of a risk.
    """

    turn: int
    text: str
    intent: str
    statements: list[dict[str, Any]]
    numbers: list[int]
    risk_category: str | None
    certainty: float = 1.0

    @property
    def turns_aside(self) -> bool:
        """Whether the message does something else than answer. In doubt it is an answer, so that no words are lost."""
        if self.intent in DOUBTFUL:
            few = len(self.text.split()) <= FEW_WORDS
            return self.certainty >= (SURE_OF_FEW_WORDS if few else SURE_ENOUGH)
        return self.intent not in ANSWERING

    @property
    def asks_to_go_on(self) -> bool:
        """Whether the person only says that the conversation may go on, as one of the guide's own buttons does."""
        return bool(_GO_ON.fullmatch(self.text))

    @property
    def is_understood(self) -> bool:
        """Whether a whole sentence is of a kind that the language part knows; in Welsh, say, it is not."""
        if is_in_another_tongue(self.text):
            return False
        words = len(self.text.split())
        return self.intent != "tell" or self.certainty >= SURE_OF_A_SENTENCE or words < WORDS_OF_A_SENTENCE

    @property
    def is_usable(self) -> bool:
        """Whether there is anything in it that could be an answer."""
        return bool(re.search(r"[^\W\d_]{2}|\d", self.text)) and self.intent != "affirm"

    @property
    def tells(self) -> bool:
        """Whether the message says something about the person's life that should be kept."""
        if self.intent in ("dont_know", "skip", "deny", "affirm"):
            enough = WORDS_THAT_TELL if self.intent in ("dont_know", "skip") else WORDS_THAT_TELL_WITH_YES
            return bool(self.statements) and len(self.text.split()) > enough
        return bool(self.statements)


def hear(tracker: Tracker) -> Heard:
    """Reads the latest message of a conversation."""
    message = tracker.latest_message
    understanding = message.get("understanding") or {}
    metadata = message.get("metadata") or {}
    risk = understanding.get("risk") or {}
    text = message.get("text") or ""
    return Heard(
        turn=int(metadata.get("turn") or _messages_so_far(tracker)),
        text=text,
        # Dots are silence, and no answer in themselves.
        intent="tell" if _DOTS.fullmatch(text) else (message.get("intent") or {}).get("name") or "tell",
        statements=_each_by_itself(understanding.get("statements") or _as_one_statement(text)),
        numbers=[int(number["value"]) for number in understanding.get("numbers") or []],
        risk_category=risk.get("category") if float(risk.get("score") or 0) >= POSSIBLE_RISK else None,
        certainty=float(understanding.get("act_confidence") or 1.0),
    )


def _each_by_itself(statements: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of a message that says several things, each with its own kinds: "my own bed again. Been on the settee a year"."""
    if len(statements) < 2:
        return list(statements)
    return [{**each, "kinds": _own_kinds(each)} for each in statements]


def _own_kinds(statement: dict[str, Any]) -> list[str]:
    """What the clause is by itself; a hope only where its message shows one too, as a hope becomes an outcome."""
    alone: list[str] = statement.get("kinds_alone") or statement["kinds"]
    return statement["kinds"] if alone[0] == "aspiration" and "aspiration" not in statement["kinds"] else alone


def _as_one_statement(text: str) -> list[dict[str, Any]]:
    """The whole message as one statement, where the language part took it for an aside but it is kept as an answer."""
    if not re.search(r"[^\W\d_]", text):
        return []
    return [{"text": text, "start": 0, "end": len(text), "kinds": [], "themes": {}, "people": []}]


def quote(text: str, words: int = 22) -> str:
    """The person's words for a quotation inside a sentence: whole, or up to a number of words and an ellipsis."""
    plain = " ".join(text.split()).rstrip(".,;:").strip('“”"')
    parts = plain.split(" ")
    return plain if len(parts) <= words else " ".join(parts[:words]) + " …"


def with_capital(clause: str) -> str:
    """The clause with its first letter a capital."""
    return clause[:1].upper() + clause[1:]


def _messages_so_far(tracker: Tracker) -> int:
    """The number of the message where the engine gave none, as under Rasa's own shell."""
    return sum(1 for event in tracker.events if event.get("event") == "user")
