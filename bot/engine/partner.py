"""The rehearsal assistant as a library: begins a rehearsal with a simulated person, takes turns, tries one another way.

Every turn is kept with its reasons in the transaction that keeps its events. Knows nothing of pages.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from actions import wiring
from bot.engine.replies import Reply, Turn
from bot.engine.talking import GuideUnavailable, Talk
from bot.engine.turns import TurnInHand
from plan.bootstrap import Store
from rehearsal.answering import begin
from rehearsal.comparing import SAID, texts_to_compare
from rehearsal.feedback import could_be_better, feedback_name
from rehearsal.reading import find_person
from rehearsal.record import Path, Rehearsal, RehearsedTurn
from rehearsal.store.rehearsals import StoredRehearsals
from rehearsal.store.shelf import Shelf

__all__ = ["GuideUnavailable", "LatePartner", "Partner", "shown_now"]


class LatePartner(Shelf):
    """A partner whose model is read when somebody first rehearses, so that the guide need not wait for it at start."""

    def __init__(self, store: Store, load: Callable[[], Partner]) -> None:
        super().__init__(store)
        self._load = load
        self._loaded: Partner | None = None
        self._loading = asyncio.Lock()

    async def begin(self, person_id: str, practitioner_id: str | None = None, feedback: str = "each_turn") -> Rehearsal:
        """See Partner.begin."""
        return await (await self._ready()).begin(person_id, practitioner_id, feedback)

    async def try_again(self, rehearsal_id: str, path_id: str, turn_number: int) -> Path:
        """See Partner.try_again."""
        return await (await self._ready()).try_again(rehearsal_id, path_id, turn_number)

    async def say(self, conversation_id: str, text: str, message_id: str | None = None) -> Turn:
        """See Partner.say."""
        return await (await self._ready()).say(conversation_id, text, message_id)

    async def end(self, path_id: str) -> Turn:
        """See Partner.end."""
        return await (await self._ready()).end(path_id)

    async def _ready(self) -> Partner:
        async with self._loading:
            if self._loaded is None:
                # In a thread, so that conversations go on while it is read.
                self._loaded = await asyncio.to_thread(self._load)
            return self._loaded


@dataclass
class Partner(Talk):
    """The assistant that plays a simulated person for a practitioner."""

    async def begin(self, person_id: str, practitioner_id: str | None = None, feedback: str = "each_turn") -> Rehearsal:
        """Begins a rehearsal with one path.

        Args:
            person_id: whom to talk with.
            practitioner_id: whose rehearsal it is; None in the terminal.
            feedback: one of rehearsal.record.FEEDBACK.

        Raises:
            NoSuchPerson: there is nobody of this id.
            GuideUnavailable: nothing was kept.
        """
        person = find_person(person_id)
        rehearsal = Rehearsal(
            id=uuid4().hex,
            practitioner_id=practitioner_id,
            person_id=person.id,
            feedback=feedback,
            began_at=datetime.now(UTC),
            paths=(Path(id=uuid4().hex, number=1),),
        )
        path_id = rehearsal.paths[0].id
        async with self._turn(path_id) as turn:
            StoredRehearsals(turn.session).add(rehearsal)
            await self._open(turn, path_id, "open_rehearsal")
        return rehearsal

    async def try_again(self, rehearsal_id: str, path_id: str, turn_number: int) -> Path:
        """Begins another path that leaves one just before a turn; both are kept.

        Args:
            rehearsal_id: the rehearsal.
            path_id: the path to leave.
            turn_number: the turn to try another way, from 1.

        Raises:
            NoSuchRehearsal: there is no such rehearsal or path.
            GuideUnavailable: nothing was kept.
        """
        new_id = uuid4().hex
        with self.store.session(reading=True) as session:
            rehearsal = StoredRehearsals(session).get(rehearsal_id)
        left = rehearsal.path(path_id)
        path = Path(
            id=new_id,
            number=max(each.number for each in rehearsal.paths) + 1,
            turns=tuple(turn for turn in left.turns if turn.number < turn_number),
            left=left.number,
            from_turn=turn_number,
        )
        async with self._turn(new_id) as turn:
            StoredRehearsals(turn.session).add_path(rehearsal_id, path)
            await self._open(turn, new_id, "open_rehearsal")
        return path

    async def end(self, path_id: str) -> Turn:
        """Ends the talk on a path, as the practitioner wishes.

        Raises:
            GuideUnavailable: nothing was kept.
        """
        async with self._turn(path_id) as turn:
            return await self._open(turn, path_id, "end_rehearsal")

    def latest_turn(self, path_id: str) -> RehearsedTurn | None:
        """The latest turn of a path with its reasons; None where there is none yet."""
        with self.store.session(reading=True) as session:
            return StoredRehearsals(session).latest_turn(path_id)

    def _acting_in(self, session: Session) -> AbstractContextManager[None]:
        return wiring.rehearsing_in(StoredRehearsals(session))

    def _only_for_parsing(self, session: Session, conversation_id: str) -> dict[str, Any]:
        kept = StoredRehearsals(session)
        person = find_person(kept.person_of_path(conversation_id))
        latest = kept.latest_turn(conversation_id)
        texts = texts_to_compare(person, latest.state if latest else begin(person))
        return {"compare": texts, "passing": [SAID]}

    def _finish(self, turn: TurnInHand, conversation_id: str) -> Turn:
        finished = super()._finish(turn, conversation_id)
        kept = StoredRehearsals(turn.session)
        latest = kept.latest_turn(conversation_id)
        said = tuple(reply.text for reply in finished.replies if reply.kind == "feedback")
        if latest is None:
            return finished
        if said:
            latest = replace(latest, feedback=said)
            kept.put_turn(conversation_id, latest)
        feedback = kept.of_path(conversation_id).feedback
        replies = tuple(reply for reply in finished.replies if shown_now(reply, latest, feedback))
        return replace(finished, replies=replies, finished=latest.state.ended_by is not None)


def shown_now(reply: Reply, turn: RehearsedTurn, feedback: str) -> bool:
    """Whether a reply is shown at once, on this setting for feedback (rehearsal.record.FEEDBACK)."""
    if reply.kind != "feedback" or feedback == "each_turn":
        return True
    return feedback == "to_improve" and could_be_better(feedback_name(turn))
