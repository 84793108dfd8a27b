"""Both sides' talks on the pages: other words, comments, lines put in and out, two who write at once."""

from __future__ import annotations

import re

import pytest

from plan import services
from plan.bootstrap import Store
from tests.integration.web.checked_client import CheckedClient
from tests.integration.web.guide_for_pages import FixedGuide
from tests.integration.web.talks import (
    SECRET_LINE,
    WALL,
    agree_on_both_sides,
    hidden,
    ids_of,
    plan_id_of,
    propose,
    talk_it_through,
)

TOGETHER = "/draft/together"
ANSWER = "/draft/together/answer"


@pytest.fixture
def ids(shared: str, guide: FixedGuide, store: Store) -> dict[str, str]:
    return ids_of(store, guide)


def test_words_that_differ_are_told_as_well_as_marked(
    drafted: CheckedClient, practitioner: CheckedClient, shared: str, ids: dict[str, str]
) -> None:
    propose(practitioner, shared, ids["outcome"], "Get to the shore on my own with Bess")
    for page in (drafted.get(TOGETHER).text, practitioner.get(shared).text):
        assert '<span class="gone">wall</span>' in page and '<span class="new">shore</span>' in page
        assert "Words that would go: “wall”." in page and "Words that would come: “shore”." in page


def test_a_comma_alone_is_shown_without_being_told_as_other_words(
    drafted: CheckedClient, practitioner: CheckedClient, shared: str, ids: dict[str, str]
) -> None:
    propose(practitioner, shared, ids["outcome"], f"{WALL}.")
    page = drafted.get(TOGETHER).text
    assert '<span class="was">Bess</span>' in page and '<span class="is">Bess.</span>' in page
    assert "Only a stop or a comma is different." in page
    assert "Words that would" not in page


def test_person_says_it_another_way_and_the_practitioner_takes_it(
    drafted: CheckedClient, practitioner: CheckedClient, shared: str, ids: dict[str, str]
) -> None:
    propose(practitioner, shared, ids["outcome"], "Get to the shore on my own with Bess")
    proposal = hidden(drafted.get(TOGETHER).text, "proposal")
    form = {"proposal": proposal, "form": f"answer-{proposal}-other", "counter": "yes", "text": "Be there with Bess"}
    refused = drafted.submit(ANSWER, TOGETHER, **form, reason="")
    assert refused.status_code == 422 and ">Be there with Bess</textarea>" in refused.text
    drafted.submit(ANSWER, TOGETHER, **form, reason="Alone or not is all one to me")
    page = practitioner.get(shared).text
    assert "Be there with Bess" in page and "Alone or not is all one to me" in page
    practitioner.submit(f"{shared}/answer", shared, proposal=hidden(page, "proposal"), accept="yes")
    assert "Be there with Bess" in drafted.get("/draft").text


def test_practitioner_says_it_another_way_too(
    drafted: CheckedClient, practitioner: CheckedClient, shared: str, ids: dict[str, str]
) -> None:
    form = {"part": "action", "outcome": ids["outcome"], "text": "Try a scooter", "reason": "It goes further"}
    drafted.submit("/draft/together/add", "/draft/together/add", **form)
    page = practitioner.get(shared).text
    assert "The person suggests a new line" in page and "Try a scooter" in page
    proposal = hidden(page, "proposal")
    practitioner.submit(f"{shared}/answer", shared, proposal=proposal, comment="yes", words="Which one?")
    assert "Which one?" in drafted.get(TOGETHER).text
    drafted.submit(ANSWER, TOGETHER, proposal=proposal, withdraw="yes")
    assert "Taken back" in drafted.get(TOGETHER).text


def test_what_is_said_about_a_line_is_read_by_both(
    drafted: CheckedClient, practitioner: CheckedClient, shared: str, ids: dict[str, str]
) -> None:
    line = f"{shared}/line/{ids['action']}"
    practitioner.submit(f"{shared}/answer", line, line=ids["action"], comment="yes", words="Is Col all right with it?")
    path = f"/draft/line/{ids['action']}"
    page = drafted.get(path).text
    assert "Is Col all right with it?" in page and "Una Reid" in page
    drafted.submit(path, path, comment="yes", line=ids["action"], words="He says aye")
    assert "He says aye" in practitioner.get(line).text


def test_private_line_has_no_talk_about_it(
    drafted: CheckedClient, shared: str, store: Store, guide: FixedGuide
) -> None:
    page = drafted.get("/draft").text
    found = re.search(r'href="(/draft/line/[0-9a-f]{32})"', page[page.replace("&#39;", "'").index(SECRET_LINE) :])
    assert found
    assert "Talk about it" not in drafted.get(found.group(1)).text


def test_line_taken_out_is_put_back(drafted: CheckedClient, ids: dict[str, str]) -> None:
    path = f"/draft/line/{ids['outcome']}"
    drafted.submit(path, path, take_out="yes")
    page = drafted.get("/draft").text
    assert f"<del>{WALL}</del>" in page and "Put it back" in page
    drafted.submit("/draft/put-back", "/draft", line=ids["outcome"])
    assert "What I took out" not in drafted.get("/draft").text


def test_line_both_took_out_is_suggested_again(
    drafted: CheckedClient, practitioner: CheckedClient, shared: str, ids: dict[str, str]
) -> None:
    step = ids["action"]
    practitioner.submit(f"{shared}/propose-removal", shared, line=step, reason="The shop has closed")
    page = drafted.get(TOGETHER).text
    assert "Yes, take it out" in page
    drafted.submit(ANSWER, TOGETHER, proposal=hidden(page, "proposal"), accept="yes")
    again = f"/draft/together/add?again={step}"
    assert again in drafted.get("/draft").text
    page = drafted.get(again).text
    assert ">Ask about a scooter</textarea>" in page
    refused = drafted.submit("/draft/put-back", TOGETHER, line=step)
    assert refused.status_code == 404


def test_second_writer_sees_what_it_says_now_and_loses_nothing(
    drafted: CheckedClient, practitioner: CheckedClient, shared: str, ids: dict[str, str]
) -> None:
    line = f"{shared}/line/{ids['outcome']}"
    seen = hidden(practitioner.get(line).text, "seen")
    path = f"/draft/line/{ids['outcome']}"
    drafted.submit(path, path, text="Walk the shore road")
    typed = {"line": ids["outcome"], "text": "Get to the wall and back", "reason": "So you said"}
    page = practitioner.submit(f"{shared}/propose", line, page="line", form="propose", seen=seen, **typed)
    assert page.status_code == 409 and "It says now" in page.text and "Walk the shore road" in page.text
    assert ">Get to the wall and back</textarea>" in page.text and ">So you said</textarea>" in page.text
    assert hidden(page.text, "seen") == "Walk the shore road"


def test_second_tab_of_the_person_loses_nothing(drafted: CheckedClient, ids: dict[str, str]) -> None:
    path = f"/draft/line/{ids['outcome']}"
    revision = hidden(drafted.get(path).text, "revision")
    drafted.submit(path, path, text="Walk the shore road", revision=revision)
    page = drafted.submit(path, path, text="Get out with Bess", revision=revision)
    assert page.status_code == 409 and "Walk the shore road" in page.text
    assert ">Get out with Bess</textarea>" in page.text


def test_two_practitioners_filling_in_one_step_lose_nothing(
    practitioner: CheckedClient, shared: str, ids: dict[str, str]
) -> None:
    line = f"{shared}/line/{ids['action']}"
    form = {"line": ids["action"], "page": "line", "form": "fields"}
    revision = hidden(practitioner.get(line).text, "revision")
    practitioner.submit(f"{shared}/complete", line, **form, revision=revision, agency="The Hub")
    page = practitioner.submit(f"{shared}/complete", line, **form, revision=revision, agency="The Legion")
    assert page.status_code == 409 and "<q>The Hub</q>" in page.text and 'value="The Legion"' in page.text


def test_questions_come_one_by_one_each_with_its_form(
    drafted: CheckedClient, practitioner: CheckedClient, shared: str, ids: dict[str, str]
) -> None:
    def question() -> str:
        found = re.search(r'class="question">([^<]+)<', practitioner.get(f"{shared}/ask").text)
        return found.group(1) if found else ""

    ask = f"{shared}/ask"

    def answers() -> dict[str, tuple[str, dict[str, str]]]:
        step = {"line": ids["action"], "page": "ask", "skip": "0"}
        sign = {"line": ids["indicator"], "page": "ask", "by": "2099-06-01", "observable": "yes", "discussed": "yes"}
        return {
            "What needs to happen": ("complete", {**step, "when": "2099-05-01"}),
            "What would you see": ("sign", sign),
            "How will “Ask": ("complete", {**step, "resource": "own"}),
            "Which day": ("review", {"page": "ask", "due": "2099-04-01"}),
        }

    assert "(guidance, ¶7)" in practitioner.get(ask).text
    for beginning, (step, form) in answers().items():
        assert question().startswith(beginning), question()
        done = practitioner.submit(f"{shared}/{step}", ask, **form)
        assert done.url.path == ask
    assert "Only the person can answer this" in practitioner.get(ask).text
    word = dict.fromkeys(("theirs", "meaningful", "achievable"), "yes")
    drafted.submit("/draft/together/confirm", TOGETHER, outcome=ids["outcome"], **word)
    assert question() == "" and "has been" in practitioner.get(ask).text


def test_carer_agrees_by_name_and_each_party_stands_with_role_and_time(
    drafted: CheckedClient, practitioner: CheckedClient, shared: str, ids: dict[str, str]
) -> None:
    talk_it_through(drafted, practitioner, shared, ids)
    practitioner.submit(f"{shared}/present", shared)
    version = hidden(drafted.get(TOGETHER).text, "version")
    agree = {"version": version, "carer": "yes", "form": "carer"}
    refused = drafted.submit("/draft/together/agree", TOGETHER, **agree, name="", disagreement="He walks too far")
    assert refused.status_code == 422 and ">He walks too far</textarea>" in refused.text
    drafted.submit("/draft/together/agree", TOGETHER, **agree, name="Morag", disagreement="He walks too far")
    page = practitioner.submit(f"{shared}/agree", shared, version=version)
    page = practitioner.get(f"{shared}/agreement")
    text = " ".join(re.sub(r"<[^>]+>", " ", page.text).split())
    assert re.search(
        r"Morag , a carer: agreed on \d+ \w+ \d{4}, \d\d:\d\d, and sees this differently: He walks", text
    ), text
    assert re.search(r"Una Reid , social worker: agreed on", text)
    assert "The person : has not agreed yet" in text
    assert "I agree to this plan" in drafted.get(TOGETHER).text


def test_disagreement_is_weighed_up_with_a_reason(
    drafted: CheckedClient, practitioner: CheckedClient, shared: str, ids: dict[str, str]
) -> None:
    talk_it_through(drafted, practitioner, shared, ids)
    agree_on_both_sides(drafted, practitioner, shared, disagreement="I will not use a stick", about=ids["action"])
    agreement = f"{shared}/agreement"
    page = practitioner.get(agreement).text
    assert "I will not use a stick" in page and "about <q>Ask about a scooter</q>" in page
    disagreement = hidden(page, "disagreement")
    form = {"page": "agreement", "form": f"judge-{disagreement}", "disagreement": disagreement, "judgement": "review"}
    refused = practitioner.submit(f"{shared}/judge", agreement, **form, why="")
    assert refused.status_code == 422 and re.search(r'value="review" checked', refused.text)
    practitioner.submit(f"{shared}/judge", agreement, **form, why="It changes how far he gets")
    assert "It needs a review." in practitioner.get(agreement).text
    assert "may not wait for the usual review" in practitioner.get(shared).text


def test_qualification_makes_a_new_version_and_a_list_of_copies(
    drafted: CheckedClient, practitioner: CheckedClient, shared: str, agreed: dict[str, str]
) -> None:
    agreement = f"{shared}/agreement"
    form = {"page": "agreement", "from_whom": "Dr Gray", "role": "GP", "words": "The hip needs rest"}
    practitioner.submit(f"{shared}/qualify", agreement, **form)
    page = practitioner.get(agreement).text
    assert "Version 2" in page and "Dr Gray has no copy of version 2 yet" in page
    together = drafted.get(TOGETHER).text
    assert "The hip needs rest" in together and "written by Dr Gray" in together
    assert "You both agreed to version 1 of this plan" in together and "It is version 2" not in together
    assert "I agree to this plan" not in together and "has not agreed yet" not in page
    copy = {"page": "agreement", "sent_to": "Dr Gray", "how": "by_post", "sent_on": "2026-12-03"}
    practitioner.submit(f"{shared}/copy-sent", agreement, **copy)
    page = practitioner.get(agreement).text
    assert "has no copy" not in page and "3 December 2026" in page and "by post" in page


def test_nobody_qualifies_before_the_first_agreement(practitioner: CheckedClient, shared: str) -> None:
    assert "once the person and you have agreed" in practitioner.get(f"{shared}/agreement").text
    form = {"page": "agreement", "form": "qualify", "from_whom": "Dr Gray", "role": "GP", "words": "Rest"}
    assert practitioner.submit(f"{shared}/qualify", shared, **form).status_code == 422


def test_any_two_versions_are_compared_word_by_word(
    drafted: CheckedClient, practitioner: CheckedClient, shared: str, agreed: dict[str, str]
) -> None:
    assert "What is different" not in drafted.get("/draft/history").text
    path = f"/draft/line/{agreed['outcome']}"
    drafted.submit(path, path, text="Get to the shore on my own with Bess")
    word = dict.fromkeys(("theirs", "meaningful", "achievable"), "yes")
    drafted.submit("/draft/together/confirm", TOGETHER, outcome=agreed["outcome"], **word)
    practitioner.submit(f"{shared}/present", shared)
    form = {"page": "agreement", "from_whom": "Dr Gray", "role": "GP", "words": "The hip needs rest"}
    agree_on_both_sides(drafted, practitioner, shared)
    practitioner.submit(f"{shared}/qualify", f"{shared}/agreement", **form)
    for client, page in ((drafted, "/draft/history"), (practitioner, f"{shared}/history")):
        newest = client.get(page).text
        assert "The hip needs rest" in newest and "New:" in newest
        before = client.get(f"{page}?before=1&after=2").text
        assert '<span class="gone">wall</span> <span class="new">shore</span>' in before
        assert "Went: “wall”. Came: “shore”." in before


def test_what_was_taken_back_cannot_be_read_in_a_version_that_was_never_agreed(
    drafted: CheckedClient, practitioner: CheckedClient, shared: str, guide: FixedGuide, store: Store,
    ids: dict[str, str],
) -> None:  # fmt: skip
    talk_it_through(drafted, practitioner, shared, ids)
    practitioner.submit(f"{shared}/present", shared)
    said = "sunday col ran us down in the van"
    for path in (f"{shared}/version/1/plan.txt", f"{shared}/plan.json"):
        assert said in practitioner.get(path).text
    with store.unit_of_work() as uow:
        statement = services.read_plan(uow, plan_id_of(guide)).statements[0]
        assert statement.text == said
        services.choose_sharing(uow, plan_id_of(guide), {statement.id: False})
        uow.commit()
    practitioner.submit(f"{shared}/present", shared)
    paths = [f"{shared}/{each}" for each in ("history?before=1&after=2", "version/1/plan.txt", "plan.json", "")]
    for path in paths:
        answer = practitioner.get(path.rstrip("/"))
        assert answer.status_code == 200 and said not in answer.text, path
    assert said in drafted.get("/draft/history?before=1&after=2").text
    assert said in drafted.get("/draft/version/1/plan.txt").text


def test_history_tells_what_happened_in_plain_words(
    drafted: CheckedClient, practitioner: CheckedClient, shared: str, ids: dict[str, str]
) -> None:
    propose(practitioner, shared, ids["outcome"], "Be at the wall with Bess")
    for client, page in ((drafted, "/draft/history"), (practitioner, f"{shared}/history")):
        assert (
            f"Una Reid proposed for the outcome: “Be at the wall with Bess” instead of “{WALL}”."
            in client.get(page).text
        )
    assert SECRET_LINE not in practitioner.get(f"{shared}/history").text.replace("&#39;", "'")


def test_words_about_a_line_that_is_gone_meanwhile_are_not_lost(
    drafted: CheckedClient, practitioner: CheckedClient, shared: str, ids: dict[str, str]
) -> None:
    line = f"{shared}/line/{ids['action']}"
    path = f"/draft/line/{ids['action']}"
    drafted.submit(path, path, take_out="yes")
    typed = {"line": ids["action"], "page": "line", "form": "propose", "text": "Try a scooter", "reason": "It goes far"}
    page = practitioner.submit(f"{shared}/propose", shared, **typed)
    assert page.status_code == 422 and "Try a scooter" in page.text and "It goes far" in page.text
    assert practitioner.get(line).status_code == 404


def test_risk_of_harm_asks_for_what_to_do_then_until_it_is_whole(
    practitioner: CheckedClient, shared: str, agreed: dict[str, str]
) -> None:
    line = f"{shared}/line/{agreed['outcome']}"
    practitioner.submit(f"{shared}/risk", line, line=agreed["outcome"], at_risk="yes", why="He fell on the shore road")
    ask = f"{shared}/ask"
    assert "how would you notice, and who would do what?" in practitioner.get(ask).text
    form = {"page": "ask", "outcome": agreed["outcome"], "risk": "A fall", "significant_harm": "yes"}
    practitioner.submit(f"{shared}/contingency", ask, **form, trigger="A second fall", route="Urgent case discussion")
    page = practitioner.get(shared).text
    contingency = re.search(r'/line/([0-9a-f]{32})">Work on this line<span class="unseen">: A fall', page)
    assert contingency
    filled = {"page": "line", "form": "fields", "line": contingency.group(1), "contact": "Una, 01234 567890"}
    done = practitioner.submit(f"{shared}/complete-contingency", shared, **filled)
    assert "Una, 01234 567890" in done.text and "A second fall" in done.text
    assert "how would you notice" not in practitioner.get(ask).text


def test_person_says_what_helps_if_things_go_wrong_one_question_at_a_time(
    drafted: CheckedClient, practitioner: CheckedClient, shared: str
) -> None:
    path = "/draft/if-things-go-wrong"
    page = drafted.submit(path, path, risk="I fall on the shore road")
    assert "What would you or others notice first?" in page.text
    line = {"line": hidden(page.text, "line"), "form": "answer"}
    blank = drafted.submit(f"{path}/answer", path, **line, question="early_signs", step="0", answer=" ")
    assert blank.status_code == 422 and "What would you or others notice first?" in blank.text
    page = drafted.submit(f"{path}/answer", path, **line, question="early_signs", answer="My leg drags")
    assert "What helps you to get through it?" in page.text
    assert "Who should be told?" in drafted.get(f"{path}?line={line['line']}&step=2").text
    assert "My leg drags" in drafted.get(path).text
    assert "I fall on the shore road" not in practitioner.get(shared).text


def test_conversation_says_that_suggestions_wait_until_they_are_answered(
    drafted: CheckedClient, practitioner: CheckedClient, shared: str, ids: dict[str, str]
) -> None:
    assert "waits for your answer" not in drafted.get("/chat").text
    propose(practitioner, shared, ids["outcome"], "Get to the shore on my own with Bess")
    drafted.submit("/chat", "/chat", message="it is a fine day")
    page = drafted.get("/chat").text
    assert "There is a suggestion that waits for your answer." in page
    assert 'value="Read me the suggestions"' in page
    drafted.submit(ANSWER, TOGETHER, proposal=hidden(drafted.get(TOGETHER).text, "proposal"), accept="yes")
    assert "waits for your answer" not in drafted.get("/chat").text


def test_history_speaks_to_the_person_and_of_them_to_the_other_side(
    drafted: CheckedClient, practitioner: CheckedClient, shared: str, ids: dict[str, str]
) -> None:
    mine, theirs = drafted.get("/draft/history").text, practitioner.get(f"{shared}/history").text
    assert "You shared the outcome." in mine and "The person shared" not in mine
    assert "The person shared the outcome." in theirs
