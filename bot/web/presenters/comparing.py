"""Two versions side by side, line by line and word by word, without what only tells how a line came about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.web.numbers import read_number
from plan.model.following import Contingency, Disagreement, Review
from plan.model.lines import PlanLine
from plan.model.outcomes import Action, Indicator, Outcome, Rating
from plan.model.people import Agency, Negotiator, Person
from plan.model.plan import Plan
from plan.services.comparing import Difference

# The fields that are read; "statement" has one of its own.
MAIN = {
    str(kind.part): kind.main
    for kind in (Outcome, Rating, Indicator, Action, Person, Agency, Review, Contingency, Disagreement, Negotiator)
} | {"statement": "text"}
READ = frozenset(
    {
        "by", "who", "when", "helped_by", "support", "agency", "natural_supports", "resource", "funded_by",
        "prioritisation", "status", "confidence", "relation", "role", "name", "trigger", "early_signs", "route",
        "contact", "helps_me_cope", "raised_why", "judgement", "judged_why", "story", "direction",
    }
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ComparedField:
    """A field of a line. `name` is None for its main words; `runs` as `compare_words` gives them."""

    name: str | None
    runs: tuple[tuple[str, str], ...]
    is_word: bool

    @property
    def gone(self) -> list[str]:
        """The words that went."""
        return [text for what, text in self.runs if what == "gone"]

    @property
    def added(self) -> list[str]:
        """The words that came."""
        return [text for what, text in self.runs if what == "new"]

    @property
    def only_stops(self) -> bool:
        """True when nothing but stops and commas changed."""
        return any(what == "is" for what, _ in self.runs) and not (self.gone or self.added)


@dataclass(frozen=True, kw_only=True)
class ComparedLine:
    """A line that differs: `what` is "added", "removed" or "changed"."""

    part: str
    what: str
    text: str
    fields: list[ComparedField]


@dataclass(frozen=True, kw_only=True)
class VersionView:
    """A version to choose: its number, when and why it was made, and whether both sides agreed to it."""

    number: int
    made_at: datetime
    why: str
    agreed: bool


def view_versions(plan: Plan, since: datetime | None = None) -> list[VersionView]:
    """The versions, the latest first; with `since` only those made after it."""
    return [
        VersionView(number=mark.number, made_at=mark.made_at, why=mark.why, agreed=plan.is_agreed(mark.number))
        for mark in reversed(plan.versions)
        if since is None or mark.made_at >= since
    ]


def view_comparison(differences: Sequence[Difference], texts: dict[str, str]) -> list[ComparedLine]:
    """What differs, a line at a time; `texts` are the main words of the lines by id."""
    lines: dict[str, ComparedLine] = {}
    for each in differences:
        main = MAIN.get(each.part)
        if each.field != main and each.field not in READ:
            continue
        line = lines.setdefault(
            each.line_id,
            ComparedLine(part=each.part, what=each.what, text=texts.get(each.line_id, ""), fields=[]),
        )
        field = ComparedField(
            name=None if each.field == main else each.field,
            runs=tuple((what, _readable(text)) for what, text in each.words),
            is_word=each.field in ("support", "resource", "status", "judgement", "direction", "side"),
        )
        line.fields.append(field)
    return list(lines.values())


def texts_of(*plans: Plan) -> dict[str, str]:
    """The main words of all lines and statements, those of the last plan where they differ."""
    texts: dict[str, str] = {}
    for plan in plans:
        lines: list[PlanLine] = list(plan.lines.values())
        texts |= {line.id: line.text for line in lines}
        texts |= {said.id: said.text for said in plan.statements}
    return texts


def asked_for(versions: Sequence[VersionView], before: str, after: str) -> tuple[int, int] | None:
    """The two versions to compare: those that were asked for, else the newest and the one before it."""
    numbers = [version.number for version in versions]
    if len(numbers) < 2:
        return None
    chosen = [number for number in (read_number(before), read_number(after)) if number in numbers]
    if len(chosen) == 2 and chosen[0] != chosen[1]:
        return min(chosen), max(chosen)
    return numbers[1], numbers[0]


def _readable(text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{day.day} {day:%B %Y}"
