"""A model that is damaged, missing or of another release: said, and the last good one used."""

from __future__ import annotations

import io
import json
import shutil
import tarfile
from pathlib import Path

import click
import pytest

from bot.command import opening
from bot.engine.guide import Guide
from bot.engine.training import Assistant
from plan.bootstrap import Store

pytestmark = pytest.mark.model


def cut_short(model: Path, target: Path) -> None:
    target.write_bytes(model.read_bytes()[: model.stat().st_size // 2])


def no_model_at_all(model: Path, target: Path) -> None:
    target.write_bytes(b"a letter to my sister")


def of_another_release(model: Path, target: Path) -> None:
    with tarfile.open(model) as source, tarfile.open(target, "w:gz") as made:
        for member in source.getmembers():
            content = source.extractfile(member)
            data = content.read() if content else b""
            if member.name.endswith("metadata.json"):
                data = json.dumps({**json.loads(data), "rasa_open_source_version": "2.0.0"}).encode()
                member.size = len(data)
            made.addfile(member, io.BytesIO(data) if content else None)


@pytest.mark.parametrize("damage", [cut_short, no_model_at_all, of_another_release])
async def test_last_good_model_is_used_and_said(  # type: ignore[no-untyped-def]
    damage,
    model: Path,
    store: Store,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    good = tmp_path / "good.tar.gz"
    shutil.copy(model, good)
    bad = tmp_path / "bad.tar.gz"
    damage(model, bad)
    monkeypatch.setattr(Assistant, "models", property(lambda self: tmp_path))
    monkeypatch.setenv(opening.MODEL, str(bad))
    guide = opening.load_guide(store)
    said = capsys.readouterr().err
    assert f"{bad} cannot be read" in said and f"last good one is used: {good}" in said
    turn = await guide.open("c", "adult")
    assert turn.replies


def test_no_model_left_is_an_error_that_says_what_to_do(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Assistant, "models", property(lambda self: tmp_path))
    monkeypatch.setenv(opening.MODEL, str(tmp_path / "gone.tar.gz"))
    with pytest.raises(click.ClickException, match="what-matters setup"):
        opening.load_guide(store)


def test_guide_loads_what_is_asked_for(model: Path, store: Store) -> None:
    assert Guide.load(store, model).processor
