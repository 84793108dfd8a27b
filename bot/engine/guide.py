"""The guide as a library: opens a conversation, takes a message, gives back what the guide says.

Every turn writes the person's plan in the transaction that keeps its events. Knows nothing of pages.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from actions import wiring
from bot.engine.conversations import erase_conversation
from bot.engine.replies import Choice, Line, Reply, Turn
from bot.engine.talking import GuideUnavailable, Talk
from bot.engine.turns import TurnInHand
from plan.services import preparing, retaining
from plan.services.access_ports import Act

__all__ = ["Choice", "Guide", "GuideUnavailable", "Line", "Reply", "Turn"]


@dataclass
class Guide(Talk):
    """The assistant that helps a person prepare; it writes their plan as they talk."""

    async def open(self, conversation_id: str, framework: str | None = None) -> Turn:
        """Opens a conversation with the guide's welcome; an open one gives its last turn again.

        Raises:
            GuideUnavailable: nothing was kept.
        """
        async with self._turn(conversation_id) as turn:
            if turn.snapshot is not None:
                return self._last_turn(turn.session, conversation_id, turn.snapshot)
            preparing.begin_plan(self.store.unit_of_work(turn.session), conversation_id, framework)
            return await self._open(turn, conversation_id, "open_conversation", framework=framework)

    def erase(self, conversation_id: str) -> None:
        """Removes a conversation with its plan, for good; nothing happens where there is none."""
        with self.store.session() as session:
            retaining.erase_everything(self.store.unit_of_work(session), conversation_id, "person")
            session.commit()

    def _acting_in(self, session: Session) -> AbstractContextManager[None]:
        return wiring.writing_in(self.store.unit_of_work(session), self.today)

    def _note_taken(self, session: Session, conversation_id: str) -> None:
        uow = self.store.unit_of_work(session)
        uow.trail.append(Act(at=uow.now(), who="person", what="message_taken", plan_id=conversation_id))

    def _finish(self, turn: TurnInHand, conversation_id: str) -> Turn:
        finished = super()._finish(turn, conversation_id)
        if turn.snapshot is not None and turn.snapshot.slots.get("erased"):
            erase_conversation(turn.session, conversation_id)
            return replace(finished, finished=True)
        return finished
