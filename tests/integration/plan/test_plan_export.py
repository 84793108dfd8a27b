"""Documents: complete, escaped, accessible, and with nothing private in the practitioner's copy."""

from __future__ import annotations

import builtins
import io
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from docx import Document
from pypdf import PdfReader

from plan import export, services
from plan.model.statement import Said


@pytest.fixture
def plan(store, filled):
    with store.unit_of_work(reading=True) as uow:
        return services.read_plan(uow, "p1")


@pytest.fixture
def hostile(store, filled):
    """The same plan with words in it that try to be something else."""
    with store.unit_of_work() as uow:
        words = '<script>alert("x")</script> & {{ 7*7 }} \x0b\x00 <img src="file:///etc/passwd">'
        services.record_statements(uow, "p1", 9, [Said(text=words, kinds=("concern",))])
        services.add_person(uow, "p1", "<b>Col & Jo</b>", None, 9)
        return services.read_plan(uow, "p1")


def levels(html):
    return [int(e.tag[1]) for e in ElementTree.fromstring(html).iter() if e.tag in {"h1", "h2", "h3", "h4"}]


def text_of(html):
    return " ".join("".join(ElementTree.fromstring(html).find("body").itertext()).split())


@pytest.mark.parametrize("make", [export.plan_html, export.sheet_html])
@pytest.mark.parametrize("shared_only", [False, True])
def test_page_is_well_formed_with_language_title_and_headings_in_order(plan, make, shared_only):
    html = make(plan, shared_only)
    root = ElementTree.fromstring(html)
    assert root.get("lang") == "en-GB"
    assert root.findtext("head/title") == root.findtext(".//h1")
    found = levels(html)
    assert found[0] == 1
    assert found.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(found))


def test_sheet_says_it_in_the_persons_words_with_the_turn(plan):
    text = text_of(export.sheet_html(plan))
    assert "What I want to talk about" in text
    assert "“I walked the shore road every morning with Bess” (turn 1)" in text
    assert "Where I am now: 0 out of 10. “I sit <b>& wait</b>” (turn 2)" in text
    assert "Col, neighbour – I would like them to be involved" in text


def test_full_plan_holds_all_of_it(plan):
    text = text_of(export.plan_html(plan))
    for words in (
        "agreed, with a disagreement noted",
        "“Tell nobody about the letters” (turn 5) (not shared)",
        "Out twice a week” (turn 3) By 30 April 2027.",
        "Getting about",
        "1 March 2027",
        "nothing needed",
        "The Hub: Runs the walks",
        "1 February 2027",
        "Who to contact Ailsa",
        "“I will not use a stick”",
        "Agreed version 1: Ailsa Reid, Social worker",
        "How sure I am: 7 out of 10",
        plan.on_the_table.content_hash,
    ):
        assert words in text


def test_practitioners_copy_holds_nothing_private(plan):
    for made in (export.plan_html(plan, shared_only=True), export.sheet_html(plan, shared_only=True)):
        assert "letters" not in made
        assert "I sit" not in made
    assert "letters" not in str(read_docx(export.plan_docx(plan, shared_only=True)))


def test_both_wordings_of_an_open_proposal_are_shown(store, filled):
    with store.unit_of_work() as uow:
        services.propose_change(uow, "p1", filled.ailsa, filled.outcome, "Walk to the pier", "Nearer")
        text = text_of(export.plan_html(services.read_plan(uow, "p1")))
    assert "Ailsa Reid proposes Now “Walk the shore road" in text
    assert "Proposed “Walk to the pier” Why Nearer" in text


def test_words_that_look_like_markup_are_only_words(hostile):
    for html in (export.plan_html(hostile), export.sheet_html(hostile)):
        assert "<script" not in html
        assert "<img" not in html
        assert '<script>alert("x")</script> & {{ 7*7 }}' in text_of(html)
    assert "<b>Col & Jo</b>" in str(read_docx(export.plan_docx(hostile)))


def read_docx(written):
    document = Document(io.BytesIO(written))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs] + cells


def test_word_file_opens_with_headings_tables_and_title(plan):
    document = Document(io.BytesIO(export.plan_docx(plan)))
    assert document.core_properties.title == "My Personal Outcomes Plan"
    headings = [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert headings[:3] == [
        "My Personal Outcomes Plan",
        "In my own words",
        "What I want",
    ]
    [table] = document.tables
    assert [cell.text for cell in table.rows[0].cells][:2] == ["What", "Who"]
    assert "“Ask Col about the van” (turns 3, 4)" in table.rows[1].cells[0].text


@pytest.mark.parametrize("draw", [export.plan_pdf, export.sheet_pdf])
def test_pdf_is_tagged_with_title_and_language(hostile, draw):
    reader = PdfReader(io.BytesIO(draw(hostile)))
    root = reader.trailer["/Root"]
    assert "/StructTreeRoot" in root
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert reader.metadata.title in {"My Personal Outcomes Plan", "What I want to talk about"}
    assert b"pdfuaid" in root["/Metadata"].get_data()


def test_sheet_is_one_page_however_much_was_said(store, filled):
    with store.unit_of_work() as uow:
        for turn in range(10, 40):
            for kind in ("concern", "strength", "aspiration"):
                said = Said(text="It is the stairs that come to my mind at night. " * (turn % 4 + 1), kinds=(kind,))
                services.record_statements(uow, "p1", turn, [said])
            services.add_action(uow, "p1", filled.outcome, f"Try something else, number {turn}", turn, "me")
            services.add_person(uow, "p1", f"Friend {turn}", "friend", turn)
            services.add_outcome(uow, "p1", f"Something else that I want, number {turn}", [turn])
        plan = services.read_plan(uow, "p1")
    assert len(PdfReader(io.BytesIO(export.sheet_pdf(plan))).pages) == 1
    assert "I said more than fits here." in export.sheet_html(plan)


def test_words_are_quoted_as_the_persons_only_when_they_are(plan, filled):
    text = text_of(export.plan_html(plan))
    assert "Walk the shore road every morning with Bess again (worded together, from turn 1)" in text
    assert "“Out twice a week” (turn 3)" in text


def test_missing_pdf_libraries_are_said_plainly(plan, monkeypatch):
    honest = builtins.__import__

    def without_weasyprint(name, *args, **kwargs):
        if name == "weasyprint":
            raise OSError(name)
        return honest(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without_weasyprint)
    with pytest.raises(export.DocumentUnavailable, match="libpango"):
        export.plan_pdf(plan)


def test_agreed_version_can_be_read_as_a_plan_after_new_talks_began(store, filled):
    with store.unit_of_work() as uow:
        services.propose_change(uow, "p1", filled.ailsa, filled.outcome, "Walk to the pier", "Nearer")
        [proposal] = [p.id for p in services.read_plan(uow, "p1").open_proposals()]
        services.accept_proposal(uow, "p1", "person", proposal)
        then, now = services.read_plan_as_of(uow, "p1", 1), services.read_plan(uow, "p1")
    assert "pier" in export.plan_html(now)
    assert "pier" not in export.plan_html(then)
    assert "Agreed version 1" in text_of(export.plan_html(then))


def test_timeline_tells_every_event_in_a_plain_sentence(store, filled):
    with store.unit_of_work(reading=True) as uow:
        events = services.plan_timeline(uow, "p1")
    told = export.tell_timeline(events, {filled.ailsa: "Ailsa Reid"})
    sentences = [entry.sentence for entry in told]
    assert sentences[0] == "The person began the plan."
    assert "The plan went from a draft to shared." in sentences
    assert (
        "Ailsa Reid proposed for the outcome: “Walk the shore road every morning with Bess again” "
        "instead of “Walk the shore road every morning with Bess”."
    ) in sentences
    assert "Ailsa Reid noted for the action: how it is resourced – “nothing needed”." in sentences
    assert not [sentence for sentence in sentences if "_" in sentence or "None" in sentence]
