"""What tests of both sides' pages share: a person's words, and small steps of either side."""

from __future__ import annotations

import re

from plan import services
from plan.bootstrap import Store
from plan.model.outcomes import Action, Indicator, Outcome
from tests.integration.web.checked_client import CheckedClient
from tests.integration.web.guide_for_pages import FixedGuide

WALL = "Get to the wall on my own with Bess"
SECRET_LINE = "the doctor says wait, and i dont believe him"


def plan_id_of(guide: FixedGuide) -> str:
    (plan_id,) = guide.lines
    return plan_id


def contact_code(practitioner: CheckedClient) -> str:
    found = re.search(r'class="contact">([a-z ]+)<', practitioner.get("/practitioner").text)
    assert found
    return found.group(1)


def share_all_but(person: CheckedClient, store: Store, plan_id: str, kept_back: str) -> None:
    with store.unit_of_work(reading=True) as uow:
        lines = services.draft_lines(uow, plan_id)
    offered = " ".join(line.id for line in lines)
    ticked = [line.id for line in lines if line.text != kept_back]
    person.submit("/draft/sharing", "/draft/sharing", offered=offered, line=ticked)


def line_link(page: str, words: str) -> str:
    after = page[page.index(words) :]
    found = re.search(r'href="(/draft/line/[0-9a-f]{32})"', after)
    assert found
    return found.group(1)


def propose(practitioner: CheckedClient, shared: str, line_id: str, text: str) -> None:
    practitioner.submit(f"{shared}/propose", shared, line=line_id, text=text, reason="That is how you said it today")


def lines_of(store: Store, guide: FixedGuide, kind: type) -> str:  # type: ignore[type-arg]
    with store.unit_of_work(reading=True) as uow:
        (line,) = services.read_plan(uow, plan_id_of(guide)).of(kind)
    return str(line.id)


def hidden(page: str, name: str, after: str = "") -> str:
    """The value of the first hidden field of a name, behind some words."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page[page.index(after) :])
    assert found, name
    return found.group(1)


def talk_it_through(person: CheckedClient, practitioner: CheckedClient, shared: str, ids: dict[str, str]) -> None:
    """Say and write all that the guidance asks for before presenting."""
    word = dict.fromkeys(("theirs", "meaningful", "achievable"), "yes")
    person.submit("/draft/together/confirm", "/draft/together", outcome=ids["outcome"], **word)
    sign = {"by": "2099-06-01", "observable": "yes", "discussed": "yes"}
    practitioner.submit(f"{shared}/sign", shared, line=ids["indicator"], **sign)
    step = {"when": "2099-05-01", "support": "natural", "resource": "none_needed"}
    practitioner.submit(f"{shared}/complete", shared, line=ids["action"], **step)
    practitioner.submit(f"{shared}/review", shared, due="2099-04-01")


def ids_of(store: Store, guide: FixedGuide) -> dict[str, str]:
    """The lines of the drafted plan."""
    kinds = {"outcome": Outcome, "indicator": Indicator, "action": Action}
    return {name: lines_of(store, guide, kind) for name, kind in kinds.items()}


def agree_on_both_sides(person: CheckedClient, practitioner: CheckedClient, shared: str, **noting: str) -> None:
    """Present the plan and agree to it."""
    practitioner.submit(f"{shared}/present", shared)
    version = hidden(person.get("/draft/together").text, "version")
    person.submit("/draft/together/agree", "/draft/together", version=version, **noting)
    practitioner.submit(f"{shared}/agree", shared, version=version)
