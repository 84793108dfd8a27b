"""A simulated person as written down: what they have to tell, in which layers, and how they answer.

Plain values, made by rehearsal.reading; knows nothing of files or of what happens in a talk.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

KINDS = ("strength", "concern", "aspiration", "person")
MOST_TRUST = 10.0
# From here on a person is wary, then open; below they are closed.
WARY, OPEN = 3.0, 6.0


@dataclass(frozen=True)
class Disclosure:
    """One thing that there is to hear; `kind` is one of KINDS, `summary` a plain line for the report."""

    id: str
    kind: str
    summary: str


@dataclass(frozen=True)
class Tell:
    """One thing that a person tells.

    Attributes:
        id: unique within the person, made from topic and place.
        say: their words; further wordings are for when it is asked again.
        needs: the trust from which they tell it, 0 to 10.
        discloses: ids of disclosures.
        feels: what they feel about it, in words that a good reflection might use.
        leads_to: ids of topics that they may go on to.
        words: words that ask for it; only where it is a follow-up.
        questions: questions that ask for it; only where it is a follow-up.
        follow_ups: what can be asked about once it was said.
    """

    id: str
    say: tuple[str, ...]
    needs: float
    discloses: tuple[str, ...] = ()
    feels: tuple[str, ...] = ()
    leads_to: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    follow_ups: tuple[Tell, ...] = ()

    def with_follow_ups(self) -> Iterator[Tell]:
        """This, then its follow-ups."""
        yield self
        for each in self.follow_ups:
            yield from each.with_follow_ups()


@dataclass(frozen=True)
class Answer:
    """A short answer or a reply.

    Attributes:
        say: the words; `{topic}` stands for how the person calls what was asked.
        words: words in the question that it answers; empty for any.
        discloses: ids of disclosures.
        when: `closed`, `wary` or `open` where it is said at that trust only.
    """

    say: str
    words: tuple[str, ...] = ()
    discloses: tuple[str, ...] = ()
    when: str | None = None


@dataclass(frozen=True)
class Topic:
    """Something that a person can talk about; `called` is how they call it."""

    id: str
    kind: str
    called: str
    words: tuple[str, ...]
    questions: tuple[str, ...]
    short: tuple[Answer, ...]
    tells: tuple[Tell, ...]
    replies: Mapping[str, tuple[Answer, ...]] = field(default_factory=dict)

    def all_tells(self) -> Iterator[Tell]:
        """Everything told about it, follow-ups included, in order."""
        for each in self.tells:
            yield from each.with_follow_ups()


@dataclass(frozen=True)
class SorePoint:
    """Words that hurt this person, or suppose what is not so, and what they say to them."""

    words: tuple[str, ...]
    say: str


@dataclass(frozen=True)
class Mattered:
    """An outcome in the person's voice, and what one must have heard to know it."""

    say: str
    rests_on: tuple[str, ...]


@dataclass(frozen=True)
class Temper:
    """How a person's trust begins and moves.

    Attributes:
        start: trust at the beginning, 0 to 10.
        leaves_at: they end the talk at this trust or below.
        warms_to: behaviours whose good counts half as much again.
        bristles_at: behaviours whose harm counts half as much again.
    """

    start: float
    leaves_at: float = 0.5
    warms_to: tuple[str, ...] = ()
    bristles_at: tuple[str, ...] = ()


@dataclass(frozen=True)
class Person:
    """A simulated person; rehearsal/schema.yml says what each part is for."""

    id: str
    name: str
    age: int
    pronoun: str
    framework: str
    place: str
    situation: str
    scene: str
    voice: str
    temper: Temper
    to_tell: tuple[Disclosure, ...]
    topics: tuple[Topic, ...]
    on_my_mind: tuple[str, ...]
    sore_points: tuple[SorePoint, ...]
    not_so: tuple[SorePoint, ...]
    replies: Mapping[str, tuple[Answer, ...]]
    hidden_story: str
    mattered: tuple[Mattered, ...]

    def topic(self, topic_id: str) -> Topic:
        """The topic with this id.

        Raises:
            KeyError: there is none.
        """
        for each in self.topics:
            if each.id == topic_id:
                return each
        raise KeyError(topic_id)

    def disclosure(self, disclosure_id: str) -> Disclosure:
        """The disclosure with this id.

        Raises:
            KeyError: there is none.
        """
        for each in self.to_tell:
            if each.id == disclosure_id:
                return each
        raise KeyError(disclosure_id)

    def all_tells(self) -> Iterator[tuple[Topic, Tell]]:
        """Everything that they tell, with its topic."""
        for topic in self.topics:
            for tell in topic.all_tells():
                yield topic, tell


def band(trust: float) -> str:
    """`closed`, `wary` or `open`: how a person is at this trust (0 to 10)."""
    if trust < WARY:
        return "closed"
    return "wary" if trust < OPEN else "open"
