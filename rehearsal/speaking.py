"""Puts a reply together: takes each wording in turn, tells each thing once, and notes what was disclosed."""

from __future__ import annotations

from collections.abc import Sequence

from rehearsal.person import Answer, Person, Tell, Topic, band
from rehearsal.state import State
from rehearsal.wording import matches


class Speaker:
    """The person while they answer one turn."""

    def __init__(self, person: Person, state: State, trust: float) -> None:
        """Begins an answer.

        Args:
            person: who answers.
            state: where the talk stood before the turn.
            trust: trust after the turn's words, 0 to 10.
        """
        self.person = person
        self.trust = trust
        self.parts: list[str] = []
        self.names: list[str] = []
        self.told: list[str] = []
        self.disclosed: list[str] = []
        self.topic: Topic | None = None
        self.held_back = False
        self.used = dict(state.used)
        self._told_before = set(state.told)
        self._heard_before = set(state.heard)

    def reply(self, name: str, topic: Topic | None = None) -> None:
        """Says one of the replies of a name: the topic's own first, each once, then the wording that was used least."""
        own = topic.replies.get(name, ()) if topic else ()
        key = f"{topic.id}.{name}" if topic else name
        unused = [each for each in own if not self.used.get(_key(key, own, each))]
        if unused:
            self._say(name, self._pick(key, unused, own), topic)
        else:
            self._say(name, self._pick(name, self.person.replies[name]), topic)

    def short(self, topic: Topic, question: str) -> None:
        """Gives a short answer to a closed question about a topic."""
        fitting = [answer for answer in topic.short if answer.words and matches(question, answer.words)]
        open_to_any = [answer for answer in topic.short if not answer.words]
        unused = [each for each in fitting if not self.used.get(_key(f"{topic.id}.short", topic.short, each))]
        fresh = [each for each in open_to_any if not self.used.get(_key(f"{topic.id}.short", topic.short, each))]
        answers = unused or fresh
        if not answers:
            # Nobody says the same about the stairs twice; they just get shorter.
            self.reply("general_closed", topic)
            return
        answer = self._pick(f"{topic.id}.short", answers, topic.short)
        self._say("short", answer, topic)
        self._disclose(answer.discloses)

    def tell(self, topic: Topic, tell: Tell) -> None:
        """Tells something for the first time."""
        self.parts.append(tell.say[0])
        self.names.append("tells")
        self.told.append(tell.id)
        self.topic = topic
        self._disclose(tell.discloses)

    def tell_again(self, topic: Topic, tell: Tell | None) -> None:
        """Notices that it was told, and says it in other words where there are some."""
        self.reply("asked_again", topic)
        if tell is not None and len(tell.say) > 1:
            key = f"{tell.id}.again"
            self.parts.append(tell.say[1 + self.used.get(key, 0) % (len(tell.say) - 1)])
            self.used[key] = self.used.get(key, 0) + 1
        self.topic = topic

    def say_words(self, name: str, words: str) -> None:
        """Says words that are not among the replies."""
        self.parts.append(words)
        self.names.append(name)

    def is_told(self, tell: Tell) -> bool:
        """Whether something was told, in this reply or before."""
        return tell.id in self._told_before or tell.id in self.told

    def can_tell(self, tell: Tell, ahead: float = 0.0) -> bool:
        """Whether something is new, and the trust for it is there, or nearly, within `ahead`."""
        return not self.is_told(tell) and tell.needs <= self.trust + ahead

    def _say(self, name: str, answer: Answer, topic: Topic | None) -> None:
        named = topic.called if topic else ""
        # A wording that names the topic makes no sense where there is none; the reply falls back on the others.
        self.parts.append(answer.say.replace("{topic}", named))
        self.names.append(name)

    def _pick(self, key: str, answers: Sequence[Answer], among: Sequence[Answer] | None = None) -> Answer:
        """The wording used least, those for the present mood first; earlier ones first among equals."""
        mood = band(self.trust)
        fitting = [each for each in answers if each.when in (None, mood)] or list(answers)
        names = [(self.used.get(_key(key, among or answers, each), 0), each.when is None) for each in fitting]
        answer = fitting[names.index(min(names))]
        name = _key(key, among or answers, answer)
        self.used[name] = self.used.get(name, 0) + 1
        return answer

    def _disclose(self, ids: Sequence[str]) -> None:
        for each in ids:
            if each not in self._heard_before and each not in self.disclosed:
                self.disclosed.append(each)


def _key(name: str, answers: Sequence[Answer], answer: Answer) -> str:
    return f"{name}:{answers.index(answer)}"
