"""The person's draft: begin it, record what was said, and make its lines from the person's turns.

Recording statements never loads the plan, so that a turn costs the same however much was said.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from plan.frameworks.loading import require_framework, require_theme
from plan.model.events import Event
from plan.model.lines import new_id
from plan.model.outcomes import Action, Indicator, Outcome, Rating
from plan.model.people import Person, is_a_name
from plan.model.plan import Plan
from plan.model.statement import Said, Statement
from plan.model.vocabulary import Direction, RatingOf, Side, Support
from plan.services.changing import changing, require_plan
from plan.services.ports import UnitOfWork


def begin_plan(uow: UnitOfWork, plan_id: str, framework: str | None = None) -> None:
    """Begin a draft that is the person's alone. A plan that was begun already stays as it is."""
    if framework is not None:
        require_framework(framework)
    if uow.plans.exists(plan_id):
        return
    now = uow.now()
    plan = Plan(id=plan_id, began_at=now, framework=framework)
    uow.plans.begin(plan)
    uow.history.append(plan_id, [Event(at=now, who=Side.PERSON, what="plan_begun", new=framework)])


def set_framework(uow: UnitOfWork, plan_id: str, framework: str) -> None:
    """Choose whose areas of life prompt the conversation (¶3). Raises UnknownWord."""
    require_framework(framework)
    with changing(uow, plan_id) as plan:
        plan.record(uow.now(), Side.PERSON, "framework_chosen", old=plan.framework, new=framework)
        plan.framework = framework


def record_statements(uow: UnitOfWork, plan_id: str, turn: int, said: Sequence[Said]) -> list[str]:
    """Keep what was said in a turn, verbatim and in order (¶2). Gives the ids of the statements."""
    require_plan(uow, plan_id)
    now = uow.now()
    statements = [
        Statement(
            id=new_id(),
            turn=turn,
            text=one.text,
            said_at=now,
            kinds=tuple(one.kinds),
            themes=tuple(one.themes),
        )
        for one in said
    ]
    if statements:
        uow.statements.append(plan_id, statements)
        heard = Event(at=now, who=Side.PERSON, what="statements_recorded", turn=turn)
        uow.history.append(plan_id, [heard])
    return [statement.id for statement in statements]


def add_outcome(
    uow: UnitOfWork,
    plan_id: str,
    wording: str,
    sources: Sequence[int],
    theme: str | None = None,
    direction: str = "change",
    statements: Sequence[str] = (),
) -> str:
    """Add what the person wants to be so, in their own voice, with the turns it rests on (¶5–7).

    `statements` are the ids of the statements it rests on, where they are known. Raises
    LineWithoutSource without a turn, UnknownWord for a theme that the framework does not have.
    """
    with changing(uow, plan_id) as plan:
        require_theme(plan.framework, theme)
        outcome = Outcome(
            id=new_id(),
            made_at=uow.now(),
            turns=tuple(sources),
            wording=wording,
            theme=theme,
            direction=Direction(direction),
            statements=tuple(statements),
        )
        plan.add(outcome, Side.PERSON, outcome.made_at)
    return outcome.id


def rate_outcome(
    uow: UnitOfWork,
    plan_id: str,
    outcome_id: str,
    of: str,
    number: int,
    story: str | None,
    turn: int | None,
) -> str:
    """Add a number (now and target 0–10, importance 1–10) with its story; earlier ones are kept.

    Without a turn the person wrote it on a page.
    """
    with changing(uow, plan_id) as plan:
        plan.line(outcome_id, Outcome)
        rating = Rating(
            id=new_id(),
            made_at=uow.now(),
            turns=(turn,) if turn else (),
            author=None if turn else Side.PERSON,
            outcome_id=outcome_id,
            of=RatingOf(of),
            number=number,
            story=story,
        )
        plan.add(rating, Side.PERSON, rating.made_at)
    return rating.id


def add_indicator(
    uow: UnitOfWork,
    plan_id: str,
    outcome_id: str,
    wording: str,
    turn: int,
    by: date | None = None,
    by_said: str | None = None,
) -> str:
    """Add how the person would know, with its date and the words the date was said in (¶8)."""
    with changing(uow, plan_id) as plan:
        plan.line(outcome_id, Outcome)
        indicator = Indicator(
            id=new_id(),
            made_at=uow.now(),
            turns=(turn,),
            outcome_id=outcome_id,
            wording=wording,
            by=by,
            by_said=by_said,
        )
        plan.add(indicator, Side.PERSON, indicator.made_at)
    return indicator.id


def add_action(
    uow: UnitOfWork,
    plan_id: str,
    outcome_id: str | None,
    what: str,
    turn: int,
    who: str | None = None,
    when: date | None = None,
    when_said: str | None = None,
    support: str | None = None,
) -> str:
    """Add what needs to happen, for one outcome or for the whole plan (¶9–10)."""
    with changing(uow, plan_id) as plan:
        if outcome_id is not None:
            plan.line(outcome_id, Outcome)
        action = Action(
            id=new_id(),
            made_at=uow.now(),
            turns=(turn,),
            outcome_id=outcome_id,
            what=what,
            who=who,
            when=when,
            when_said=when_said,
            support=Support(support) if support else None,
        )
        plan.add(action, Side.PERSON, action.made_at)
    return action.id


def update_action(
    uow: UnitOfWork,
    plan_id: str,
    action_id: str,
    turn: int,
    who: str | None = None,
    when: date | None = None,
    when_said: str | None = None,
    support: str | None = None,
    helped_by: Sequence[str] = (),
    confidence: int | None = None,
) -> None:
    """Say more about an action; only what is given changes, a blank never deletes what is there."""
    told: dict[str, Any] = {
        "who": who,
        "when": when,
        "when_said": when_said,
        "support": Support(support) if support else None,
        "helped_by": tuple(helped_by),
        "confidence": confidence,
    }
    values = {name: value for name, value in told.items() if value not in (None, "", ())}
    with changing(uow, plan_id) as plan:
        plan.line(action_id, Action)
        plan.change(action_id, values, Side.PERSON, uow.now(), turn=turn)


def add_person(
    uow: UnitOfWork,
    plan_id: str,
    name: str,
    relation: str | None,
    turn: int,
    involve: bool | None = None,
    carer: bool = False,
) -> str:
    """Add somebody in the person's life, or add to what is known of someone of the same name."""
    now = uow.now()
    with changing(uow, plan_id) as plan:
        known = _known(plan, name, relation)
        if known:
            told: dict[str, Any] = {"relation": relation, "involve": involve, "carer": carer}
            if not known[0].is_named and is_a_name(name, relation):
                told["name"] = name.strip()
            values = {key: value for key, value in told.items() if value not in (None, "", False)}
            if involve is False:
                values["involve"] = False
            plan.change(known[0].id, values, Side.PERSON, now, turn=turn)
            return known[0].id
        person = Person(
            id=new_id(),
            made_at=now,
            turns=(turn,),
            name=name.strip(),
            relation=relation,
            involve=involve,
            carer=carer,
        )
        plan.add(person, Side.PERSON, now)
    return person.id


def _known(plan: Plan, name: str, relation: str | None) -> list[Person]:
    """Who of the plan is meant by a name; also "my sister", who turns out to be called Enid."""
    people = plan.of(Person)
    called = [person for person in people if person.is_called(name)]
    kin = [person for person in people if relation and person.relation == relation]
    return called or ([person for person in kin if person.may_be(name, relation)] if len(kin) == 1 else [])


def set_involvement(uow: UnitOfWork, plan_id: str, person_id: str, involve: bool, turn: int | None = None) -> None:
    """Note whether the person wants somebody involved, or not."""
    with changing(uow, plan_id) as plan:
        plan.line(person_id, Person)
        plan.change(person_id, {"involve": involve}, Side.PERSON, uow.now(), turn=turn)
