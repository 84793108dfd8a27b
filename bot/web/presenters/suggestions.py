"""Suggestions of either side: both wordings side by side, word by word, with what was said about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from plan.model.lines import side_of
from plan.model.plan import Plan
from plan.model.proposals import Comment, Proposal, ProposalKind
from plan.services.comparing import compare_words

# Two wordings with fewer words in common than this share are not marked: a page full of marks tells nothing.
SHARE_IN_COMMON = 0.3


@dataclass(frozen=True, kw_only=True)
class CommentView:
    """What somebody said about a suggestion or a line; `who` is None for the person."""

    who: str | None
    words: str
    made_at: datetime


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """A proposal to read.

    Attributes:
        who: the name of the practitioner, or None when the person proposed it.
        mine: the reader's own side proposed it.
        kind: "change", "add" or "remove".
        answer: "open", "accepted", "declined", "countered" or "withdrawn".
        is_day: the field is a day, to be answered with a day.
        is_word: the field holds a word that words.yml, `meanings`, tells in plain language.
        runs: runs of words as `compare_words` gives them; empty where nothing is marked.
        instead_of: it answers a suggestion of the other side's.
    """

    id: str
    line_id: str
    part: str
    field: str
    kind: str
    who: str | None
    mine: bool
    old: str
    new: str
    reason: str
    made_at: datetime
    answer: str
    answer_reason: str | None
    is_day: bool
    is_word: bool
    value: str
    runs: tuple[tuple[str, str], ...]
    comments: tuple[CommentView, ...]
    instead_of: bool

    @property
    def is_open(self) -> bool:
        """True while the other side has not answered."""
        return self.answer == "open"

    @property
    def gone(self) -> list[str]:
        """The words that would go."""
        return [text for what, text in self.runs if what == "gone"]

    @property
    def added(self) -> list[str]:
        """The words that would come."""
        return [text for what, text in self.runs if what == "new"]

    @property
    def only_stops(self) -> bool:
        """True when nothing but stops and commas would change."""
        return any(what == "is" for what, _ in self.runs) and not (self.gone or self.added)


def view_suggestions(plan: Plan, reader: str, names: Mapping[str, str]) -> list[Suggestion]:
    """All suggestions of a plan, those that wait first, then the latest."""
    found = [_view(proposal, plan, reader, names) for proposal in plan.proposals.values()]
    return sorted(found, key=lambda each: (not each.is_open, -each.made_at.timestamp()))


def view_comments(plan: Plan, about: str, names: Mapping[str, str]) -> tuple[CommentView, ...]:
    """What was said about a line or a suggestion, in order."""
    return tuple(
        CommentView(who=names.get(said.writer), words=said.words, made_at=said.made_at)
        for said in plan.of(Comment)
        if said.about == about
    )


def _view(proposal: Proposal, plan: Plan, reader: str, names: Mapping[str, str]) -> Suggestion:
    old, new = _readable(proposal.old_text), _readable(proposal.new_text)
    changes_words = proposal.kind is ProposalKind.CHANGE and old == proposal.old_text
    return Suggestion(
        id=proposal.id,
        line_id=proposal.line_id,
        part=proposal.part,
        field=proposal.field,
        kind=proposal.kind,
        who=names.get(proposal.by),
        mine=proposal.side.is_with(side_of(reader)),
        old=old,
        new=new,
        reason=proposal.reason,
        made_at=proposal.made_at,
        answer=proposal.answer,
        answer_reason=proposal.answer_reason,
        is_day=new != proposal.new_text,
        is_word=proposal.field in ("support", "resource", "direction"),
        value=proposal.new_text,
        runs=_runs(old, new) if changes_words else (),
        comments=view_comments(plan, proposal.id, names),
        instead_of=proposal.counters is not None,
    )


def _runs(old: str, new: str) -> tuple[tuple[str, str], ...]:
    runs = compare_words(old, new)
    same = sum(len(text.split()) for what, text in runs if what in ("same", "is"))
    longest = max(len(old.split()), len(new.split()), 1)
    return runs if same / longest >= SHARE_IN_COMMON else ()


def _readable(text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{day.day} {day:%B %Y}"
