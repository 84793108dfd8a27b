"""A rehearsal partner for tests of pages: the real people and their answers, with turns coded by how they begin."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import UTC, datetime
from uuid import uuid4

from rehearsal.answering import answer, begin
from rehearsal.reading import find_person
from rehearsal.record import Path, Rehearsal, RehearsedTurn
from rehearsal.state import Heard
from rehearsal.store.rehearsals import StoredRehearsals
from rehearsal.store.shelf import Shelf
from tests.integration.web.guide_for_pages import Reply, Turn

BEGINNINGS = {
    "what": ("open_question",),
    "how": ("open_question",),
    "are": ("closed_question",),
    "do": ("closed_question",),
    "you have to": ("direct",),
    "it sounds": ("complex_reflection",),
}


def code(text: str) -> tuple[str, ...]:
    return next((labels for words, labels in BEGINNINGS.items() if text.casefold().startswith(words)), ())


class PlainPartner(Shelf):
    def __init__(self, store) -> None:  # type: ignore[no-untyped-def]
        super().__init__(store)
        self.fails = False
        self.taken: set[str] = set()

    async def begin(self, person_id: str, practitioner_id: str | None = None, feedback: str = "each_turn") -> Rehearsal:
        rehearsal = Rehearsal(
            uuid4().hex, practitioner_id, find_person(person_id).id, feedback, datetime.now(UTC),
            paths=(Path(uuid4().hex, 1),),
        )  # fmt: skip
        self._write(lambda kept: kept.add(rehearsal))
        return rehearsal

    async def try_again(self, rehearsal_id: str, path_id: str, turn_number: int) -> Path:
        with self.store.session() as session:
            rehearsal = StoredRehearsals(session).get(rehearsal_id)
        left = rehearsal.path(path_id)
        turns = tuple(turn for turn in left.turns if turn.number < turn_number)
        path = Path(uuid4().hex, len(rehearsal.paths) + 1, turns, left.number, turn_number)
        self._write(lambda kept: kept.add_path(rehearsal_id, path))
        return path

    async def say(self, conversation_id: str, text: str, message_id: str | None = None) -> Turn:
        if self.fails:
            raise OSError("disk full, and the words must not be shown")
        if message_id in self.taken:
            return Turn(0, ())
        self.taken.add(message_id or "")
        with self.store.session() as session:
            kept = StoredRehearsals(session)
            person = find_person(kept.person_of_path(conversation_id))
            latest = kept.latest_turn(conversation_id)
            heard = Heard(text, code(text))
            answered = answer(person, latest.state if latest else begin(person), heard)
            turn = RehearsedTurn(
                answered.state.turn, text, heard.behaviours, answered.reply, answered.state.trust, answered.disclosed,
                asdict(answered.why), answered.state, (f"Feedback on turn {answered.state.turn}.",),
            )  # fmt: skip
            kept.put_turn(conversation_id, turn)
            session.commit()
        return Turn(turn.number, (Reply(turn.reply),), finished=turn.state.ended_by is not None)

    async def end(self, path_id: str) -> Turn:
        with self.store.session() as session:
            kept = StoredRehearsals(session)
            latest = kept.latest_turn(path_id)
            assert latest
            kept.put_turn(path_id, replace(latest, state=replace(latest.state, ended_by="practitioner")))
            session.commit()
        return Turn(latest.number, ())

    def _write(self, work) -> None:  # type: ignore[no-untyped-def]
        with self.store.session() as session:
            work(StoredRehearsals(session))
            session.commit()
