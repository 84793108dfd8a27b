"""The life of a plan: which state may follow which; guards on the way stand in plan.rules."""

from __future__ import annotations

from plan.model.refusals import WrongState
from plan.model.vocabulary import State

AGREED_STATES = frozenset({State.AGREED, State.AGREED_WITH_DISAGREEMENT})
TALKING_STATES = frozenset({State.SHARED, State.NEGOTIATING, State.RENEGOTIATING})

FOLLOWS: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.SHARED, State.CLOSED}),
    State.SHARED: frozenset({State.DRAFT, State.NEGOTIATING, State.PRESENTED, State.CLOSED}),
    State.NEGOTIATING: frozenset({State.PRESENTED, State.CLOSED}),
    State.PRESENTED: AGREED_STATES | {State.NEGOTIATING, State.RENEGOTIATING, State.CLOSED},
    State.AGREED: frozenset({State.AGREED_WITH_DISAGREEMENT, State.IN_REVIEW, State.RENEGOTIATING, State.CLOSED}),
    State.AGREED_WITH_DISAGREEMENT: frozenset({State.IN_REVIEW, State.RENEGOTIATING, State.CLOSED}),
    State.IN_REVIEW: AGREED_STATES | {State.RENEGOTIATING, State.CLOSED},
    State.RENEGOTIATING: frozenset({State.PRESENTED, State.CLOSED}),
    State.CLOSED: frozenset(),
}


def require_transition(now: State, then: State) -> None:
    """Raise WrongState unless `then` may follow `now`."""
    if then not in FOLLOWS[now]:
        raise WrongState(state=now, wanted=then)
