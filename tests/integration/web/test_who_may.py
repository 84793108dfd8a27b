"""Every address of the real application against every role: what is not allowed is 403 or 404 and reveals nothing.

The table is bot/web/who_may.yml. A route that is missing there fails here, and is shut for everybody.
"""

from __future__ import annotations

import asyncio
import json
import re
from base64 import b64encode
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from itsdangerous import TimestampSigner
from starlette.applications import Starlette

from bot.web.app import create_app
from bot.web.pages.going_wrong import QUESTIONS
from bot.web.sessions import COOKIE
from bot.web.settings import Settings
from bot.web.who_may import ANYONE, TOKEN, Role, addresses_of, load_rights
from plan import services
from plan.bootstrap import Store
from plan.model.statement import Said
from plan.model.versions import Version
from plan.model.views import content_of
from plan.services.access_ports import Practitioner, Rank
from plan.services.staying import begin_stay
from tests.integration.web.checked_client import CheckedClient
from tests.integration.web.guide_for_pages import FixedGuide
from tests.integration.web.partner_for_pages import PlainPartner

SECRET = "a secret for tests"
PHRASE = "the shore road with Bess"
RIGHTS = load_rights()
REFUSED = {403, 404}
STRANGER = "stranger"
"""An account of every rank that may read plans, with whom this one is not shared; a person with another plan."""


@dataclass
class World:
    app: Starlette
    store: Store
    plan_id: str
    line_id: str
    struck_out: str
    key: str
    cookies: dict[str, str]
    rehearsals: dict[str, str]

    def client(self, who: str) -> CheckedClient:
        client = CheckedClient(self.app, raise_server_exceptions=False, follow_redirects=False)
        if who in self.cookies:
            client.cookies.set(COOKIE, self.cookies[who])
        return client

    def path(self, address: str, nonsense: bool = False, who: str = "") -> str:
        # Everybody's rehearsals are their own; who has none tries the practitioner's.
        own = self.rehearsals.get(who, self.rehearsals["practitioner"])
        wanted = {"key:str": self.key, "line_id:str": self.line_id, "step:str": "not-yet", "rehearsal:str": own}
        wanted |= {"number:int": "1", "form:str": "pdf", "account:str": "id-of-practitioner"}
        given = {
            name: "0" * 32 if nonsense and name not in ("step:str", "form:str") else value
            for name, value in wanted.items()
        }
        path = re.sub(r"\{([^}]+)\}", lambda found: given.get(found.group(1), "0" * 32), address.split(" ", 1)[1])
        return f"{path}/what-matters.css" if path == "/static" else path

    def ask(self, who: str, address: str, nonsense: bool = False):  # type: ignore[no-untyped-def]
        client, path = self.client(who), self.path(address, nonsense, who)
        if address.startswith("GET"):
            return client.get(path)
        return client.post(
            path,
            data={
                "csrf_token": client.token("/come-back"),
                "revision": "1",
                "line": self.struck_out,
                "page": "plan",
                "person": "laing",
                "turn": "1",
                "question": QUESTIONS[0],
                "message": "What matters to you?",
            },
        )


def signed(token: str) -> str:
    return TimestampSigner(SECRET).sign(b64encode(json.dumps({"stay": token}).encode())).decode()


@pytest.fixture
def world(guide: FixedGuide, store: Store) -> World:
    partner = PlainPartner(store)
    settings = Settings(secret=SECRET, rest_token="a token", openid_issuer="http://127.0.0.1:9")
    app = create_app(guide, store, settings, partner)
    now = datetime.now(UTC)
    cookies = {}
    with store.unit_of_work() as uow:
        for plan_id in ("p1", "p2"):
            services.begin_plan(uow, plan_id, "adult")
            guide.lines[plan_id] = []
        services.record_statements(uow, "p1", 1, [Said(text=PHRASE, kinds=("concern",))])
        line_id = services.add_outcome(uow, "p1", f"Walk {PHRASE}", [1])
        services.choose_sharing(uow, "p1", {line_id: True})
        frozen = Version.freeze("p1", 1, content_of(services.read_plan(uow, "p1")), now, "person", "presented")
        uow.plans.add_version(frozen)
        struck_out = services.add_outcome(uow, "p1", "Something else", [1])
        services.remove_line(uow, "p1", struck_out, "person")
        for rank in (*Rank, STRANGER):
            account = Practitioner(
                id=f"id-of-{rank}", name=str(rank), role="nurse", email=f"{rank}@example.org",
                contact_code=f"code-of-{rank}", password_hash="",
                rank=Rank(rank) if rank in set(Rank) else Rank.TEAM_LEAD,
                team="west" if rank == STRANGER else "east",
            )  # fmt: skip
            uow.access.add_practitioner(account)
            cookies[str(rank)] = signed(begin_stay(uow, now, account_id=account.id))
            if rank != STRANGER:
                services.share_with(uow, "p1", account.id)
        cookies[Role.PERSON] = signed(begin_stay(uow, now, plan_id="p1"))
        cookies["other person"] = signed(begin_stay(uow, now, plan_id="p2"))
        uow.commit()
    rehearsals = {}
    for rank in (Role.PRACTITIONER, Role.TEAM_LEAD):
        rehearsal = asyncio.run(partner.begin("laing", f"id-of-{rank}"))
        asyncio.run(partner.say(rehearsal.paths[0].id, f"What about {PHRASE}?", str(rank)))
        rehearsals[str(rank)] = rehearsal.id
    key = key_of(store, "practitioner") or ""
    return World(app, store, "p1", line_id, struck_out, key, cookies, rehearsals)


def key_of(store: Store, who: str) -> str | None:
    """What stands for the plan in the addresses of an account."""
    with store.unit_of_work(reading=True) as uow:
        entries = uow.caseload.entries(f"id-of-{who}", date.today(), None, 0, 9)
    return next((entry.key for entry in entries), None)


def test_every_route_stands_in_the_table_and_nothing_else_does(world: World) -> None:
    routes = set(addresses_of(world.app.routes))
    missing, gone = sorted(routes - set(RIGHTS)), sorted(set(RIGHTS) - routes)
    assert not missing, (
        f"these routes are not in bot/web/who_may.yml, so nobody may use them: {missing}. "
        "Add a line `METHOD /pattern: who` for each; the first lines of that file say which words there are."
    )
    assert not gone, f"bot/web/who_may.yml names routes that are not there any more: {gone}"


def test_table_knows_only_roles() -> None:
    words = {word for roles in RIGHTS.values() for word in roles}
    assert words <= {ANYONE, TOKEN, *Role}


@pytest.mark.parametrize("address", sorted(RIGHTS))
def test_address_lets_in_whom_the_table_names_and_nobody_else(world: World, address: str) -> None:
    allowed = RIGHTS[address]
    if TOKEN in allowed:
        for role in Role:
            assert world.ask(role, address).status_code in {401, 404}
        return
    for role in Role:
        if role in allowed or ANYONE in allowed:
            continue
        answer = world.ask(role, address)
        assert answer.status_code in REFUSED, f"{role} got {answer.status_code}"
        assert PHRASE not in answer.text
        assert bare(answer) == bare(world.ask(role, address, nonsense=True)), f"{role} can tell what is there"
    for role in Role:
        if role in allowed or ANYONE in allowed:
            # A team lead's address for the plan is another one than the practitioner's.
            world.key = key_of(world.store, role) or world.key
            answer = world.ask(role, address)
            assert answer.status_code not in {401, 403, 404, 405, 500}, f"{role} got {answer.status_code}"
            if address.startswith("POST") and "delete" in address:
                return


@pytest.mark.parametrize("address", [found for found in sorted(RIGHTS) if "{" in found.replace("{form:str}", "")])
def test_what_is_not_ones_own_looks_like_what_is_not_there(world: World, address: str) -> None:
    for who in (STRANGER, "other person"):
        real, nonsense = world.ask(who, address), world.ask(who, address, nonsense=True)
        assert real.status_code in REFUSED
        assert bare(real) == bare(nonsense)
        assert PHRASE not in real.text


@pytest.mark.parametrize(
    "address", [each for each in sorted(RIGHTS) if each.startswith("POST") and TOKEN not in RIGHTS[each]]
)
def test_every_form_needs_its_token_from_whoever_may_send_it(world: World, address: str) -> None:
    for role in Role:
        if role in RIGHTS[address] or ANYONE in RIGHTS[address]:
            path = world.path(address, who=role)
            for sent in ({"text": "x"}, {"csrf_token": "forged"}):
                assert world.client(role).post(path, data=sent).status_code == 403, role
            as_json = world.client(role).post(path, json={"csrf_token": "forged"})
            assert as_json.status_code == 400, role


def bare(answer) -> tuple[int, str]:  # type: ignore[no-untyped-def]
    return answer.status_code, re.sub(r'name="(csrf_token|page_id)" value="[^"]*"', "", answer.text)


def test_account_that_is_closed_is_out_at_once_and_cannot_sign_in(world: World) -> None:
    assert world.ask(Role.PRACTITIONER, "GET /practitioner").status_code == 200
    with world.store.unit_of_work() as uow:
        account = uow.access.practitioner("id-of-practitioner")
        assert account is not None
        uow.access.save_practitioner(Practitioner(**{**vars(account), "disabled": True}))
        assert services.practitioner_by_contact_code(uow, account.contact_code) is None
        uow.commit()
    assert world.ask(Role.PRACTITIONER, "GET /practitioner").status_code == 403
