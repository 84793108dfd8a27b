"""Who was shown whose plan stands in the audit trail, by the pattern of the page, without a word of it."""

from __future__ import annotations

from plan import services
from plan.bootstrap import Store
from tests.integration.web.checked_client import CheckedClient
from tests.integration.web.guide_for_pages import FixedGuide


def readings(store: Store) -> list[tuple[str, str | None, str | None]]:
    with store.unit_of_work(reading=True) as uow:
        acts = [act for _, act in uow.trail.latest(1000)]
    return [(act.who, act.plan_id, act.about) for act in acts if act.what == "page_read"]


def test_persons_pages_are_kept_with_their_pattern(person: CheckedClient, guide: FixedGuide, store: Store) -> None:
    (plan_id,) = guide.lines
    before = readings(store)
    person.get("/draft")
    person.get("/draft/line/no-such-line")
    person.get("/privacy")
    assert readings(store)[len(before) :] == [("person", plan_id, "/draft")]


def test_practitioners_reading_is_kept_for_each_plan(client: CheckedClient, guide: FixedGuide, store: Store) -> None:
    with store.unit_of_work() as uow:
        una = services.add_practitioner(uow, "Una", "nurse", "una@example.org", "a good one")
        for plan_id in ("p1", "p2"):
            services.begin_plan(uow, plan_id, "adult")
            services.share_with(uow, plan_id, una)
        uow.commit()
    sign_in = "/practitioner/sign-in"
    page = client.submit(sign_in, sign_in, email="una@example.org", password="a good one")
    assert {(una, "p1", "/practitioner"), (una, "p2", "/practitioner")} == set(readings(store))
    key = page.text.partition('href="/practitioner/plan/')[2].partition('"')[0]
    client.get(f"/practitioner/plan/{key}")
    who, plan_id, about = readings(store)[-1]
    assert (who, about) == (una, "/practitioner/plan/{key:str}") and plan_id in ("p1", "p2")


def test_refused_form_that_shows_the_plan_again_is_kept(person: CheckedClient, store: Store) -> None:
    before = len(readings(store))
    assert person.submit("/draft/sharing/find", "/draft/sharing", code="nobody").status_code == 422
    assert [about for _, _, about in readings(store)[before:]] == ["/draft/sharing", "/draft/sharing/find"]


def test_what_cannot_be_kept_is_not_shown(person: CheckedClient, guide: FixedGuide, store: Store) -> None:
    with store.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE trail")
    page = person.get("/draft")
    assert page.status_code == 503 and "What you said before is kept" in page.text
