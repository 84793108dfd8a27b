"""A guide for tests of pages: says a few fixed things, writes real plans, can be made to fail."""

from __future__ import annotations

from dataclasses import dataclass, field

from plan.bootstrap import Store
from plan.model.statement import Said
from plan.services import preparing, retaining


@dataclass(frozen=True)
class Choice:
    label: str
    message: str


@dataclass(frozen=True)
class Reply:
    text: str
    choices: tuple[Choice, ...] = ()
    kind: str = "question"


@dataclass(frozen=True)
class Turn:
    number: int
    replies: tuple[Reply, ...]
    stage: str = "what_matters"
    finished: bool = False


@dataclass(frozen=True)
class Line:
    turn: int
    who: str
    text: str
    stage: str
    kind: str
    choices: tuple[Choice, ...] = ()


OPENING = (
    Reply("Hello. I can help you get ready for your meeting.", kind="notice"),
    Reply(
        "Who is this for?",
        (
            Choice("For myself", "For myself"),
            Choice("I look after someone", "I look after someone"),
        ),
    ),
)
SAFETY = (
    Reply("Thank you for telling me. These people can help:", kind="safety"),
    Reply("Samaritans: 116 123 (any time)", kind="safety"),
    Reply("Shout, by text message: text 85258 (any time)", kind="safety"),
    Reply("NHS 111, in Wales: 111 (any time)", kind="safety"),
    Reply("Emergency services: 999 (any time)", kind="safety"),
    Reply("What would you like to do now?", (Choice("Carry on", "carry on"),), "safety"),
)


@dataclass
class FixedGuide:
    """Answers every message with a reflection and a question."""

    store: Store
    fails: bool = False
    lines: dict[str, list[Line]] = field(default_factory=dict)
    taken: dict[str, Turn] = field(default_factory=dict)

    async def open(self, conversation_id: str, framework: str | None = None) -> Turn:
        self._fail_if_told()
        self.lines[conversation_id] = []
        with self.store.unit_of_work() as uow:
            preparing.begin_plan(uow, conversation_id, framework or "adult")
            uow.commit()
        return self._reply(conversation_id, 0, OPENING)

    async def say(self, conversation_id: str, text: str, message_id: str | None = None) -> Turn:
        self._fail_if_told()
        if message_id is not None and message_id in self.taken:
            return self.taken[message_id]
        if conversation_id not in self.lines:
            await self.open(conversation_id)
        lines = self.lines[conversation_id]
        number = 1 + sum(line.who == "person" for line in lines)
        lines.append(Line(number, "person", text, "what_matters", "answer"))
        if text == "erase me":
            self.erase(conversation_id)
            return Turn(number, (Reply("Deleted.", kind="notice"),), finished=True)
        self._write(conversation_id, number, text)
        replies = (
            SAFETY if "do away" in text else (Reply(f"“{text[:60]}”", kind="reflection"), Reply("What else matters?"))
        )
        turn = self._reply(conversation_id, number, replies)
        if message_id is not None:
            self.taken[message_id] = turn
        return turn

    def transcript(self, conversation_id: str) -> list[Line]:
        return list(self.lines.get(conversation_id, []))

    def erase(self, conversation_id: str) -> None:
        self.lines.pop(conversation_id, None)
        with self.store.unit_of_work() as uow:
            retaining.erase_everything(uow, conversation_id, "person")
            uow.commit()

    def _fail_if_told(self) -> None:
        if self.fails:
            raise OSError("the words of the person must not be shown: disk full")

    def _reply(self, conversation_id: str, number: int, replies: tuple[Reply, ...]) -> Turn:
        self.lines[conversation_id] += [
            Line(number, "guide", reply.text, "what_matters", reply.kind, reply.choices) for reply in replies
        ]
        return Turn(number, replies)

    def _write(self, plan_id: str, turn: int, text: str) -> None:
        with self.store.unit_of_work() as uow:
            preparing.record_statements(uow, plan_id, turn, [Said(text=text, kinds=("concern",))])
            uow.commit()
