"""A team lead hands a colleague's plans over: the person sees it, the lead sees no word, and other teams stay out of it."""

from __future__ import annotations

import re
from datetime import date

import pytest

from bot.web.app import create_app
from bot.web.settings import Settings
from plan import services
from plan.bootstrap import Store
from plan.services.access_ports import Practitioner, Rank
from plan.services.caseload import name_plan
from tests.integration.web.checked_client import CheckedClient
from tests.integration.web.conftest import Clock
from tests.integration.web.guide_for_pages import FixedGuide

PASSWORD = "a good one"
WORDS, LABEL = "Walk the shore road with Bess", "Mr Laing of the harbour"


@pytest.fixture
def ids(store: Store) -> dict[str, str]:
    """Mo leads Una and Bo in the east; Ffion works in the west, where Wyn leads; Una leaves. Two people shared with Una."""
    found = {}
    with store.unit_of_work() as uow:
        for name, team, rank in (
            ("mo", "east", Rank.TEAM_LEAD), ("una", "east", Rank.PRACTITIONER), ("bo", "east", Rank.PRACTITIONER),
            ("ffion", "west", Rank.PRACTITIONER), ("wyn", "west", Rank.TEAM_LEAD), ("lone", "", Rank.TEAM_LEAD),
            ("ada", "east", Rank.ADMINISTRATOR),
        ):  # fmt: skip
            found[name] = services.add_practitioner(
                uow, name.title(), "nurse", f"{name}@example.org", PASSWORD, rank=rank, team=team
            )
        for plan_id in ("p1", "p2"):
            services.begin_plan(uow, plan_id, "adult")
            line = services.add_outcome(uow, plan_id, WORDS, [1])
            services.choose_sharing(uow, plan_id, {line: True})
            services.share_with(uow, plan_id, found["una"])
            name_plan(uow, found["una"], plan_id, LABEL)
        una = uow.access.practitioner(found["una"])
        assert una is not None
        uow.access.save_practitioner(Practitioner(**{**vars(una), "disabled": True}))
        uow.commit()
    return found


@pytest.fixture
def signed_in(guide: FixedGuide, store: Store, clock: Clock, ids: dict[str, str]):  # type: ignore[no-untyped-def]
    app = create_app(guide, store, Settings(secret="a secret for tests", clock=clock))

    def browser(name: str) -> CheckedClient:
        client = CheckedClient(app, raise_server_exceptions=False)
        fields = {"email": f"{name}@example.org", "password": PASSWORD}
        assert client.submit("/practitioner/sign-in", "/come-back", **fields).status_code == 200
        return client

    return browser


def keys_on(page: str) -> list[str]:
    return re.findall(r'name="plan" value="([0-9a-f]+)"', page)


def holders(store: Store, plan_id: str) -> list[str]:
    with store.unit_of_work(reading=True) as uow:
        return [each.name for each in uow.access.practitioners_of(plan_id)]


def test_lead_sees_how_many_plans_a_colleague_holds_and_no_word_of_them(signed_in, ids) -> None:  # type: ignore[no-untyped-def]
    mo = signed_in("mo")
    team = mo.get("/team").text
    assert "Una" in team and "2 people share a plan with them" in team and "The account is closed." in team
    assert "Ffion" not in team and "Wyn" not in team
    page = mo.get(f"/team/{ids['una']}").text
    assert len(keys_on(page)) == 2
    assert "Bo, nurse" in page and "Mo, nurse (you)" in page and "Ada" not in page and "Ffion" not in page
    assert WORDS not in page and LABEL not in page
    assert mo.get(f"/practitioner/plan/{keys_on(page)[0]}").status_code == 404


def test_plans_are_handed_over_and_each_person_sees_by_whom_and_why(signed_in, ids, store: Store) -> None:  # type: ignore[no-untyped-def]
    mo, path = signed_in("mo"), f"/team/{ids['una']}"
    keys, bo = keys_on(mo.get(path).text), signed_in("bo")
    assert WORDS not in bo.get("/practitioner").text
    done = mo.submit(f"{path}/hand-over", path, plan=keys[0], colleague=ids["bo"], reason="Una works in Perth now")
    assert done.status_code == 200 and "Each person can see that" in done.text
    assert sorted(holders(store, "p1") + holders(store, "p2")) == ["Bo", "Una"]
    assert WORDS in bo.get("/practitioner").text and LABEL not in bo.get("/practitioner").text
    moved = "p1" if holders(store, "p1") == ["Bo"] else "p2"
    with store.unit_of_work(reading=True) as uow:
        event = services.plan_timeline(uow, moved)[-1]
        acts = [(act.who, act.what) for _, act in uow.trail.of_plan(moved)]
    assert (event.old, event.new, event.why) == ("Una", "Bo", "Una works in Perth now")
    assert (ids["mo"], "plan_handed_over_by_lead") in acts
    way = re.search(r'href="(/practitioner/plan/[0-9a-f]+)"', bo.get("/practitioner").text)
    assert way
    history = bo.get(f"{way.group(1)}/history").text
    assert "Mo, who leads the team, handed the plan over from Una to Bo" in history


def test_person_reads_of_it_in_their_own_history(  # type: ignore[no-untyped-def]
    person: CheckedClient, guide: FixedGuide, signed_in, ids, store: Store
) -> None:
    (plan_id,) = guide.lines
    with store.unit_of_work() as uow:
        services.share_with(uow, plan_id, ids["bo"])
        uow.commit()
    mo, path = signed_in("mo"), f"/team/{ids['bo']}"
    keys = keys_on(mo.get(path).text)
    mo.submit(f"{path}/hand-over", path, plan=keys, colleague=ids["mo"], reason="Bo is ill")
    history = person.get("/draft/history").text
    assert "Mo, who leads the team, handed the plan over from Bo to Mo" in history and "Bo is ill" in history
    assert "<b>Mo</b>" in person.get("/draft/sharing").text


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"plan": []}, "No plan is ticked"),
        ({"plan": ["0" * 32]}, "not there any more"),
        ({"reason": "  "}, "Please say why"),
        ({"colleague": ""}, "could not be done"),
        ({"colleague": "ffion"}, "could not be done"),
        ({"colleague": "ada"}, "could not be done"),
        ({"colleague": "una"}, "could not be done"),
    ],
)
def test_hand_over_that_may_not_be_changes_nothing_and_keeps_what_was_typed(  # type: ignore[no-untyped-def]
    signed_in, ids, store: Store, changed, problem: str
) -> None:
    mo, path = signed_in("mo"), f"/team/{ids['una']}"
    form = {"plan": keys_on(mo.get(path).text), "colleague": "bo", "reason": "Una left", **changed}
    form["colleague"] = ids.get(form["colleague"], form["colleague"])
    page = mo.submit(f"{path}/hand-over", path, **form)
    assert page.status_code == 422 and problem in page.text
    assert form["reason"].strip() in page.text
    assert (holders(store, "p1"), holders(store, "p2")) == (["Una"], ["Una"])


def test_lead_of_another_team_or_of_none_sees_and_moves_nothing(signed_in, ids, store: Store) -> None:  # type: ignore[no-untyped-def]
    keys = keys_on(signed_in("mo").get(f"/team/{ids['una']}").text)
    for name in ("wyn", "lone"):
        lead = signed_in(name)
        assert "Una" not in lead.get("/team").text
        for path in (f"/team/{ids['una']}", f"/team/{ids['lone']}", f"/team/{'0' * 32}"):
            assert lead.get(path).status_code == 404
            sent = lead.submit(f"{path}/hand-over", "/practitioner/account", plan=keys, colleague=ids["bo"], reason="x")
            assert sent.status_code == 404
    assert (holders(store, "p1"), holders(store, "p2")) == (["Una"], ["Una"])


def test_key_of_somebody_elses_list_is_not_taken(signed_in, ids, store: Store) -> None:  # type: ignore[no-untyped-def]
    with store.unit_of_work() as uow:
        services.share_with(uow, "p1", ids["ffion"])
        (entry,) = uow.caseload.entries(ids["ffion"], date.today(), None, 0, 9)
        uow.commit()
    mo, path = signed_in("mo"), f"/team/{ids['una']}"
    sent = mo.submit(f"{path}/hand-over", path, plan=entry.key, colleague=ids["bo"], reason="x")
    assert sent.status_code == 422
    assert "Bo" not in holders(store, "p1")
