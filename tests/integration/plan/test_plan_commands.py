"""`what-matters plan …` as somebody at a terminal meets it: on a store of its own, with files on the disk."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from bot.command.main import main
from bot.command.opening import open_own_store
from plan.formats import FORMATS
from tests.integration.plan.conftest import fill


@pytest.fixture
def at_terminal(tmp_path, monkeypatch):
    """Runs commands on a store in a folder of its own, which already holds a plan that was agreed."""
    monkeypatch.setenv("WHAT_MATTERS_FOLDER", str(tmp_path / "var"))
    for name in ("WHAT_MATTERS_DATABASE_URL", "WHAT_MATTERS_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    store = open_own_store()
    filled = fill(store)
    store.close()
    return SimpleNamespace(
        run=lambda *words: CliRunner().invoke(main, ["plan", *words]), folder=tmp_path, **vars(filled)
    )


def test_plans_are_listed_without_their_words(at_terminal):
    listed = at_terminal.run("list")
    assert "p1" in listed.output
    assert "agreed_with_disagreement" in listed.output
    assert "shore" not in listed.output
    [head] = json.loads(at_terminal.run("list", "--json").output)
    assert (head["plan_id"], head["framework"]) == ("p1", "adult")


@pytest.mark.parametrize("name", FORMATS)
def test_plan_leaves_in_every_format_by_name_and_by_ending(at_terminal, name):
    file = at_terminal.folder / f"plan{FORMATS[name].suffix}"
    assert at_terminal.run("export", "p1", "-o", str(file)).exit_code == 0
    by_ending = file.read_bytes()
    assert at_terminal.run("export", "p1", "--format", name, "-o", str(file)).exit_code == 1
    assert file.read_bytes() == by_ending
    assert at_terminal.run("export", "p1", "--format", name, "-o", str(file), "--force").exit_code == 0
    assert len(by_ending) > 500


def test_plan_is_found_by_the_beginning_of_its_id(at_terminal):
    assert json.loads(at_terminal.run("export", "p").output)["plan"]["id"] == "p1"
    assert "There is no plan q" in at_terminal.run("export", "q").output


def test_file_becomes_another_format_without_being_kept(at_terminal):
    at_terminal.run("export", "p1", "-o", "plan.json")
    written = json.loads((at_terminal.folder / "plan.json").read_text())
    assert "shore road" in at_terminal.run("export", "plan.json", "--format", "html").output
    at_terminal.run("export", "plan.json", "--format", "json", "-o", "again.json")
    again = json.loads((at_terminal.folder / "again.json").read_text())
    assert {**again, "shared_with": []} == {**written, "shared_with": []}


def test_frozen_version_is_what_was_agreed_and_not_what_came_after(at_terminal):
    from plan import services

    store = open_own_store()
    with store.unit_of_work() as uow:
        proposal = services.propose_change(
            uow, "p1", at_terminal.ailsa, at_terminal.outcome, "Walk to the pier", "Near"
        )
        services.accept_proposal(uow, "p1", "person", proposal)
        uow.commit()
    store.close()
    assert "pier" in at_terminal.run("export", "p1", "--format", "html").output
    agreed = at_terminal.run("export", "p1", "--format", "html", "--version", "1").output
    assert "pier" not in agreed
    assert "Agreed version 1" in agreed
    assert "no version 7" in at_terminal.run("export", "p1", "--format", "html", "--version", "7").output
    assert "all versions" in at_terminal.run("export", "p1", "--format", "json", "--version", "1").output


def test_what_is_taken_out_and_brought_in_stands_in_the_audit_trail(at_terminal):
    at_terminal.run("export", "p1", "-o", "plan.json")
    at_terminal.run("import", "plan.json")
    store = open_own_store()
    with store.unit_of_work(reading=True) as uow:
        acts = [(act.who, act.what, act.about) for _, act in uow.trail.of_plan("p1")][-2:]
    store.close()
    assert acts == [("operator", "plan_exported", "json"), ("operator", "plan_brought_in", None)]


def test_shared_copy_holds_nothing_private(at_terminal):
    for name in ("json", "html"):
        assert "letters" in at_terminal.run("export", "p1", "--format", name).output
        assert "letters" not in at_terminal.run("export", "p1", "--format", name, "--shared").output


def test_plan_moves_to_another_store_and_is_told_whom_it_was_shared_with(at_terminal, monkeypatch):
    at_terminal.run("export", "p1", "-o", "plan.json")
    monkeypatch.setenv("WHAT_MATTERS_FOLDER", str(at_terminal.folder / "elsewhere"))
    tried = at_terminal.run("import", "plan.json", "--try")
    assert "Sound; nothing was kept" in tried.output
    assert "No plans yet" in at_terminal.run("list").output
    brought = at_terminal.run("import", "plan.json")
    assert "Added the plan: p1" in brought.output
    assert "Ailsa Reid (Social worker), who has no account here" in brought.output
    assert json.loads(at_terminal.run("import", "plan.json", "--json").output)["added"] == 0
    at_terminal.run("export", "p1", "-o", "again.json")
    first, second = (json.loads((at_terminal.folder / name).read_text()) for name in ("plan.json", "again.json"))
    assert second == {**first, "shared_with": []}


def test_broken_file_is_refused_and_changes_nothing(at_terminal, monkeypatch):
    at_terminal.run("export", "p1", "-o", "plan.json")
    file = at_terminal.folder / "plan.json"
    values = json.loads(file.read_text())
    values["lines"][-1]["outcome_id"] = "nowhere"
    file.write_text(json.dumps(values))
    monkeypatch.setenv("WHAT_MATTERS_FOLDER", str(at_terminal.folder / "elsewhere"))
    refused = at_terminal.run("import", "plan.json")
    assert refused.exit_code == 1
    assert (
        f"$.lines[{len(values['lines']) - 1}].outcome_id: this names something that is not in the file."
        in refused.output
    )
    assert "No plans yet" in at_terminal.run("list").output


def test_draft_that_takes_ids_of_another_plan_is_refused_and_changes_nothing(at_terminal):
    at_terminal.run("export", "p1", "-o", "plan.json")
    values = json.loads((at_terminal.folder / "plan.json").read_text())
    values["plan"] |= {"id": "p2", "state": "draft"}
    values |= {"versions": [], "signatures": []}
    (at_terminal.folder / "other.json").write_text(json.dumps(values))
    refused = at_terminal.run("import", "other.json")
    assert refused.exit_code == 1
    assert "belongs to another plan" in refused.output
    assert len(json.loads(at_terminal.run("list", "--json").output)) == 1


def test_verifying_says_whether_a_version_is_unchanged(at_terminal):
    at_terminal.run("export", "p1", "-o", "plan.json")
    sound = at_terminal.run("verify", "plan.json")
    assert (sound.exit_code, "Version 1" in sound.output, "unchanged" in sound.output) == (0, True, True)
    file = at_terminal.folder / "plan.json"
    file.write_text(file.read_text().replace("Out twice a week", "Out once a week"))
    changed = at_terminal.run("verify", "plan.json")
    assert changed.exit_code == 1
    assert "CHANGED" in changed.output
    assert json.loads(at_terminal.run("verify", "plan.json", "--json").output)[0]["unchanged"] is False
    assert "a week" not in changed.output


def test_verifying_a_draft_says_that_there_is_nothing_to_verify(at_terminal):
    at_terminal.run("export", "p1", "-o", "plan.json")
    file = at_terminal.folder / "plan.json"
    values = json.loads(file.read_text())
    values |= {"versions": [], "signatures": []}
    file.write_text(json.dumps(values))
    nothing = at_terminal.run("verify", "plan.json")
    assert (nothing.exit_code, "nothing to verify" in nothing.output) == (1, True)
