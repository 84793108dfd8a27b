"""Journeys of a person and a practitioner through a served place, one step at a time; each step can be tried again."""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx

from plan import services
from plan.bootstrap import Store
from plan.model.outcomes import Action, Indicator, Outcome
from plan.model.plan import Plan
from plan.model.statement import Said
from plan.store.database import conversation_table
from tests.integration.faults.served import SECRET, TOKEN

WORDS = (
    "For myself",
    "The full way",
    "My legs are bad since the fall, and I miss my Thursday club more than I let on.",
    "why do you ask that?",
    "My daughter Fiona rings every night and I can still do my own cooking.",
    "I worry about the stairs, and about being a burden to Fiona.",
    "I want to get to the shop on my own again, and sit with my pals on a Thursday.",
    "Fiona and Jean next door.",
    "about a four",
    "I could do the exercises the physio gave me, twice a day after breakfast and tea.",
)
EMAIL, PASSWORD = "una@example.org", "a good long one"


class NotTaken(Exception):
    """A step was answered with an error: the service said plainly that it was not taken."""


@dataclass
class World:
    """Who walks a journey, and what they know so far."""

    store: Store
    address: str = ""
    name: str = "a"
    person: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=30))
    office: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=30))
    opened: str | None = None
    before: frozenset[str] = frozenset()

    @property
    def conversation(self) -> str:
        """The id of this journey's conversation; on the channel it follows from the sender."""
        return self.opened or hmac.new(SECRET.encode(), f"rest\x1f{self.name}".encode(), "sha256").hexdigest()[:32]

    def submit(self, who: httpx.Client, path: str, seen_on: str, **fields: Any) -> httpx.Response:
        """Send a form as a browser would. Raises NotTaken, httpx.TransportError."""
        return taken(who.post(self.address + path, data={**self.hidden(seen_on, who), **fields}))

    def hidden(self, seen_on: str, who: httpx.Client | None = None) -> dict[str, str]:
        """What every form of a page carries unseen. Raises NotTaken, httpx.TransportError."""
        page = (who or self.person).get(self.address + seen_on, follow_redirects=True)
        found = dict(re.findall(r'name="(csrf_token|page_id)" value="([^"]+)"', page.text))
        if "csrf_token" not in found:
            raise NotTaken(f"{seen_on}: {page.status_code}")
        return found

    def plan(self) -> Plan:
        with self.store.unit_of_work(reading=True) as uow:
            return services.read_plan(uow, self.conversation)

    def line(self, kind: type[Any]) -> str:
        (line,) = self.plan().of(kind)
        return str(line.id)

    def shared_path(self) -> str:
        """The address of the one plan that is shared, on the practitioner's side."""
        home = self.office.get(self.address + "/practitioner").text
        found = re.findall(r'href="(/practitioner/plan/[0-9a-f]{32})"', home)
        assert found, home
        return str(found[0])


def taken(answer: httpx.Response) -> httpx.Response:
    """The answer to a step that was taken. Raises NotTaken."""
    if answer.status_code >= 400:
        raise NotTaken(answer.status_code)
    return answer


Step = Callable[[World], Any]


def start(world: World) -> None:
    world.before = _conversations(world.store)
    world.submit(world.person, "/start", "/")


def find_conversation(world: World) -> None:
    """Not a step of anybody's: learn which conversation `start` opened."""
    (world.opened,) = _conversations(world.store) - world.before


def say_on_page(number: int, words: str) -> Step:
    def say(world: World) -> None:
        world.submit(world.person, "/chat", "/chat", message=words, message_id=f"{number:032x}")

    return say


def say_on_channel(number: int, words: str) -> Step:
    def say(world: World) -> None:
        body = {"sender": world.name, "message": words, "message_id": f"m{number}"}
        headers = {"Authorization": f"Bearer {TOKEN}"}
        taken(world.person.post(world.address + "/webhooks/rest/webhook", json=body, headers=headers))

    return say


def draft(world: World) -> None:
    """Write a draft behind the pages, so that sharing and talks have something to work on."""
    plan_id = world.conversation
    with world.store.unit_of_work() as uow:
        services.record_statements(uow, plan_id, 1, [Said(text="Col ran us down in the van", kinds=("strength",))])
        outcome = services.add_outcome(uow, plan_id, "Get to the wall with Bess", [1], theme="things_to_do")
        services.rate_outcome(uow, plan_id, outcome, "now", 3, "Col's van, once", 1)
        services.add_indicator(uow, plan_id, outcome, "I say good morning to folk", 1)
        services.add_action(uow, plan_id, outcome, "Ask about a scooter", 1, who="Col")
        uow.commit()


def share_all(world: World) -> None:
    page = world.person.get(world.address + "/draft/sharing").text
    offered = re.search(r'name="offered" value="([^"]+)"', page)
    assert offered, page
    world.submit(world.person, "/draft/sharing", "/draft/sharing", offered=offered.group(1), all="yes")


def give(world: World) -> None:
    with world.store.unit_of_work(reading=True) as uow:
        una = uow.access.practitioner_by_email(EMAIL)
    assert una is not None
    world.submit(world.person, "/draft/sharing/give", "/draft/sharing", code=una.contact_code)


def sign_in(world: World) -> None:
    page = "/practitioner/sign-in"
    world.submit(world.office, page, page, email=EMAIL, password=PASSWORD)


def propose(world: World) -> None:
    path = world.shared_path()
    line = world.line(Outcome)
    world.submit(world.office, f"{path}/propose", path, line=line, text="Be at the wall with Bess", reason="Your words")


def accept(world: World) -> None:
    (proposal,) = world.plan().proposals
    world.submit(world.person, "/draft/together/answer", "/draft/together", proposal=proposal, accept="yes")


def confirm(world: World) -> None:
    ticks = dict.fromkeys(("theirs", "meaningful", "achievable"), "yes")
    world.submit(world.person, "/draft/together/confirm", "/draft/together", outcome=world.line(Outcome), **ticks)


def confirm_sign(world: World) -> None:
    path = world.shared_path()
    fields = {"by": "2099-06-01", "observable": "yes", "discussed": "yes"}
    world.submit(world.office, f"{path}/sign", path, line=world.line(Indicator), **fields)


def complete(world: World) -> None:
    path = world.shared_path()
    fields = {"when": "2099-05-01", "support": "natural", "resource": "none_needed"}
    world.submit(world.office, f"{path}/complete", path, line=world.line(Action), **fields)


def review(world: World) -> None:
    path = world.shared_path()
    world.submit(world.office, f"{path}/review", path, due="2099-04-01")


def present(world: World) -> None:
    path = world.shared_path()
    world.submit(world.office, f"{path}/present", path)


def agree(world: World) -> None:
    version = world.plan().versions[-1].content_hash
    world.submit(world.person, "/draft/together/agree", "/draft/together", version=version)


def agree_too(world: World) -> None:
    path = world.shared_path()
    world.submit(world.office, f"{path}/agree", path, version=world.plan().versions[-1].content_hash)


def take_back(world: World) -> None:
    page = world.person.get(world.address + "/draft/sharing").text
    found = re.search(r'name="practitioner" value="([0-9a-f]+)"', page)
    assert found
    world.submit(world.person, "/draft/sharing/take-back", "/draft/sharing", practitioner=found.group(1))


ON_PAGE = [start, *(say_on_page(number, words) for number, words in enumerate(WORDS, 1))]
ON_CHANNEL = [say_on_channel(number, words) for number, words in enumerate(WORDS, 1)]
TALKS = [
    start, say_on_page(1, WORDS[0]), draft, share_all, give, sign_in, propose, accept, confirm, confirm_sign, complete, review, present, agree,
    agree_too, take_back,
]  # fmt: skip
# What these do lasts only once the browser has the answer, so they are done again whenever it has not.
ASKED_AGAIN = (start, sign_in)
JOURNEYS: dict[str, list[Step]] = {"page": ON_PAGE, "channel": ON_CHANNEL, "talks": TALKS}


def add_una(store: Store) -> None:
    """The practitioner of all journeys."""
    with store.unit_of_work() as uow:
        services.add_practitioner(uow, "Una Reid", "social worker", EMAIL, PASSWORD)
        uow.commit()


def _conversations(store: Store) -> frozenset[str]:
    with store.session(reading=True) as session:
        return frozenset(session.scalars(conversation_table.select().with_only_columns(conversation_table.c.id)))
