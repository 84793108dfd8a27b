"""The same eight minutes asked openly and asked closed, with everybody, through the real assistant.

The transcripts beside the scripts are to be read; scripts/rehearsal-transcripts makes them anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.command.rehearse import as_plain, play, read_script
from rehearsal.reading import find_person, people_files
from rehearsal.reporting import report_words

pytestmark = pytest.mark.model

SCRIPTS = Path(__file__).parent / "rehearsals"
TIMES_AS_MUCH = 3
_MOVES = report_words()["moves"]


@pytest.fixture(scope="module")
def partner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    from cryptography.fernet import Fernet

    from bot.engine.partner import Partner
    from bot.engine.training import REHEARSAL, ensure_trained
    from plan.bootstrap import open_store

    folder = tmp_path_factory.mktemp("rehearsals")
    store = open_store(f"sqlite:///{folder}/r.db", key=Fernet.generate_key().decode(), key_file=folder / "key")
    yield Partner.load(store, ensure_trained(REHEARSAL)[0])
    store.close()


@pytest.mark.parametrize("person_id", people_files())
async def test_asked_openly_people_tell_at_least_three_times_as_much(person_id: str, partner: Any) -> None:
    person = find_person(person_id)
    told, played = {}, {}
    for way in ("open", "closed"):
        played[way] = as_plain(person, await play(partner, person, read_script(SCRIPTS / f"{way}.txt")))
        disclosed = [each for turn in played[way]["turns"] for each in turn["disclosed"]]
        assert len(disclosed) == len(set(disclosed)), "something was told twice as new"
        told[way] = len(disclosed)
        assert played[way]["report"]["hidden_story"] == person.hidden_story
    assert told["open"] >= TIMES_AS_MUCH * max(1, told["closed"]), told
    assert told["open"] >= 4
    why = {way: played[way]["report"]["why"] for way in told}
    assert why["closed"]["lowered"][_MOVES["closed_question"]] < 0, why["closed"]
    assert why["open"]["raised"][_MOVES["open_question"]] > 0, why["open"]
    assert why["closed"]["out_of_reach"] > why["open"]["out_of_reach"], "closed questions kept nothing shut"
    assert (
        played["open"]["report"]["measures"]["open_share"]
        > 0.7
        > 0.3
        > played["closed"]["report"]["measures"]["open_share"]
    )


def test_there_are_transcripts_of_everybody_asked_openly_and_asked_closed() -> None:
    there = {file.stem for file in (SCRIPTS / "transcripts").glob("*.txt")}
    assert there == {f"{person_id}_{way}" for person_id in people_files() for way in ("open", "closed")}
    assert len(people_files()) >= 9
    for person_id in people_files():
        person = find_person(person_id)
        heard = {}
        for way in ("open", "closed"):
            words = (SCRIPTS / "transcripts" / f"{person_id}_{way}.txt").read_text("utf-8")
            asked = read_script(SCRIPTS / f"{way}.txt")
            # The person may end a talk early; as far as it went it is the script's.
            said = [line.removeprefix("You: ") for line in words.splitlines() if line.startswith("You: ")]
            assert said and said == asked[: len(said)]
            assert " ".join(person.hidden_story.split())[:60] in " ".join(words.split())
            heard[way] = sum(map(int, re.findall(r": heard (\d+) of \d+", words)))
        assert heard["open"] >= TIMES_AS_MUCH * max(1, heard["closed"]), (person_id, heard)


@pytest.mark.parametrize("person_id", people_files())
async def test_the_same_words_get_the_same_answers(person_id: str, partner: Any) -> None:
    person, script = find_person(person_id), read_script(SCRIPTS / "open.txt")[:4]
    once, again = [await play(partner, person, script) for _ in range(2)]
    assert [turn.reply for turn in once] == [turn.reply for turn in again]
    assert [turn.trust for turn in once] == [turn.trust for turn in again]
