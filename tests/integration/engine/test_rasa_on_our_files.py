"""Rasa's own validation takes the files of both assistants, and refuses what is broken."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bot.command.rasa_commands import _runs

HERE = Path(__file__).parents[3]
MAIN = "from bot.command.main import main; main()"
STORIES = HERE / "stories" / "rehearsal"


def validate(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", MAIN, "rasa", "data", "validate", *arguments],
        cwd=HERE, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip


def rehearsal_with(stories: Path) -> list[str]:
    return [
        *("--domain", "bot/rehearsal/domain", "--config", "bot/rehearsal/config.yml"),
        *("--data", "data/nlu/rehearsal", str(stories)),
    ]


def test_the_files_of_the_rehearsal_are_valid() -> None:
    done = validate(*rehearsal_with(STORIES))
    assert done.returncode == 0, done.stderr[-2000:]
    # Rehearsals are opened and ended by the pages; nobody says these two, so they have no examples.
    listed = {
        line.split("'")[1] for line in done.stderr.splitlines() if "is not found in the NLU training data" in line
    }
    assert listed <= {"open_rehearsal", "end_rehearsal"}, listed
    assert "practitioner_turn" not in done.stderr and "conflict" not in done.stderr.lower()


def broken(was: str, by: str, folder: Path) -> Path:
    words = (STORIES / "talk.yml").read_text("utf-8")
    assert was in words
    (folder / "talk.yml").write_text(words.replace(was, by), "utf-8")
    return folder


def test_a_rule_with_an_unknown_action_is_refused(tmp_path: Path) -> None:
    stories = broken("action: action_rehearsal_give_feedback", "action: action_rehearsal_give_feedbak", tmp_path)
    assert validate(*rehearsal_with(stories)).returncode != 0


def test_a_rule_with_an_unknown_intent_is_warned_of(tmp_path: Path) -> None:
    done = validate(*rehearsal_with(broken("intent: practitioner_turn", "intent: practitioner_turns", tmp_path)))
    assert "'practitioner_turns' is used in your stories, but it is not listed in the domain file" in done.stderr


def test_both_assistants_are_validated_unless_one_is_named() -> None:
    both = _runs(["data", "validate", "--fail-on-warnings"])
    assert [run[run.index("--domain") + 1] for run in both] == ["bot/preparation/domain", "bot/rehearsal/domain"]
    assert all("--fail-on-warnings" in run and (HERE / run[run.index("--config") + 1]).is_file() for run in both)
    assert _runs(["data", "validate", "--domain", "x"]) == [["data", "validate", "--domain", "x"]]
    assert _runs(["shell"]) == [["shell"]]
