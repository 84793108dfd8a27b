"""Says whether a turn ends the talk, and who ends it; nobody leaves without having said that they are about to."""

from __future__ import annotations

from rehearsal.happening import Turn
from rehearsal.speaking import Speaker
from rehearsal.state import State
from rehearsal.trust import Move

# So far above the trust at which they leave, they say that they are about to.
WARNS_ABOVE = 0.8


def end(speaker: Speaker, state: State, turn: Turn, moves: tuple[Move, ...]) -> tuple[str | None, bool]:
    """Who has ended the talk, if anybody, and whether the person has warned; says the warning or the last words.

    A person leaves over a turn that lowers trust, once they have warned or where trust was that low before.

    Args:
        speaker: the person, who has answered the turn.
        state: where the talk stood before the turn.
        turn: what the practitioner did.
        moves: what moved trust; at nought it cannot fall, but can still be hurt.
    """
    leaves_at = speaker.person.temper.leaves_at
    if "goodbye" in speaker.names:
        return "practitioner", state.warned
    worse = speaker.trust < state.trust or sum(move.by for move in moves) < 0
    at_the_end = speaker.trust <= leaves_at
    if worse and at_the_end and (state.warned or state.trust <= leaves_at):
        speaker.reply("walks_out")
        return "person", True
    near = turn.hurts and speaker.trust <= leaves_at + WARNS_ABOVE
    if worse and not state.warned and (at_the_end or near):
        speaker.reply("warning")
        return None, True
    return None, state.warned and speaker.trust <= leaves_at + 2 * WARNS_ABOVE
