"""How a transcript is laid out: the latest lines, the open question, the numbers that stay."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.web.guides import Choice, Line

LATEST = 30
PHONE = re.compile(r"\d(?:[ ]?\d){2,}")


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """One line as it is read.

    Attributes:
        key: its place in the whole transcript, from 1, which never changes.
        who: "guide" or "person".
        turn: the number of the person's message that it belongs to.
        is_question: the guide's question that is open now.
    """

    key: int
    who: str
    turn: int
    text: str
    kind: str
    is_question: bool = False

    @property
    def paragraphs(self) -> list[str]:
        """The text as it was broken into paragraphs."""
        return [part for part in re.split(r"\n{2,}", self.text.strip()) if part]


@dataclass(frozen=True, kw_only=True)
class Helpline:
    """A line of help as the guide gave it, and the number in it, which a telephone can dial."""

    text: str
    before: str
    number: str
    after: str

    @property
    def link(self) -> str:
        """What a telephone does with the number: send a text message where the line says so, else ring it."""
        scheme = "sms" if self.before.endswith("text ") else "tel"
        return f"{scheme}:{self.number.replace(' ', '')}"


@dataclass(frozen=True, kw_only=True)
class ChatPage:
    """What chat.html shows.

    Attributes:
        lines: the lines to show, oldest first.
        earlier: how many lines came before these.
        choices: answers to the open question that a button gives.
        helplines: numbers from the latest safety replies; they stay once they were shown.
        message_id: makes the form count once, however often it is sent.
        typed: what stands in the box.
        waiting: how many suggestions wait for the person, where the guide is not just reading them.
        problem: a word of words.yml for what went wrong, or None.
    """

    lines: Sequence[Spoken]
    earlier: int
    choices: Sequence[Choice]
    helplines: Sequence[Helpline]
    message_id: str
    typed: str = ""
    problem: str | None = None
    all_shown: bool = field(default=False)
    waiting: int = 0


def present_chat(
    lines: Sequence[Line],
    message_id: str,
    *,
    show_all: bool = False,
    typed: str = "",
    problem: str | None = None,
    waiting: int = 0,
) -> ChatPage:
    """The chat page for a transcript."""
    question = _open_question(lines)
    spoken = [
        Spoken(
            key=number,
            who=line.who,
            turn=line.turn,
            text=line.text,
            kind=line.kind,
            is_question=line is question,
        )
        for number, line in enumerate(lines, start=1)
    ]
    shown = spoken if show_all else spoken[-LATEST:]
    return ChatPage(
        lines=shown,
        earlier=len(spoken) - len(shown),
        choices=list(question.choices) if question else [],
        helplines=_helplines(lines),
        message_id=message_id,
        typed=typed,
        problem=problem,
        all_shown=show_all,
        waiting=0 if _is_reading_suggestions(lines) else waiting,
    )


def _open_question(lines: Sequence[Line]) -> Line | None:
    """The last thing the guide said that asks for an answer, unless the person spoke since."""
    for line in reversed(lines):
        if line.who == "person":
            return None
        if line.choices or line.kind in ("question", "suggestion"):
            return line
    return None


def _is_reading_suggestions(lines: Sequence[Line]) -> bool:
    """Whether the guide has just read one out, or offered to; then nobody need be told that it waits."""
    latest = max((line.turn for line in lines), default=0)
    return any(line.turn == latest and line.kind == "suggestion" for line in lines)


def _helplines(lines: Sequence[Line]) -> list[Helpline]:
    safety = [line for line in lines if line.who == "guide" and line.kind == "safety"]
    with_numbers = [
        (line.turn, found, text) for line in safety for text in line.text.splitlines() if (found := _number_in(text))
    ]
    latest = max((turn for turn, _, _ in with_numbers), default=0)
    return [
        Helpline(
            text=text,
            before=text[: found.start()],
            number=found.group(),
            after=text[found.end() :],
        )
        for turn, found, text in with_numbers
        if turn == latest
    ]


def _number_in(text: str) -> re.Match[str] | None:
    """The last number before the hours: "NHS 111, in Wales: 111 (any time)" names one and gives one."""
    numbers = list(PHONE.finditer(text.partition("(")[0]))
    return numbers[-1] if numbers else None
