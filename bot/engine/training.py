"""Trains the Rasa models when their data changed, and finds the one to use."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import rasa.model_training

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Assistant:
    """One Rasa assistant of this project: where its files are.

    Attributes:
        name: `preparation` or `rehearsal`.
    """

    name: str

    @property
    def config(self) -> Path:
        """Pipeline and policies."""
        return ROOT / "bot" / self.name / "config.yml"

    @property
    def domain(self) -> Path:
        """Folder of domain files, one a stage."""
        return ROOT / "bot" / self.name / "domain"

    @property
    def training_data(self) -> list[Path]:
        """Folders of NLU examples and of stories and rules."""
        return [ROOT / "data" / "nlu" / self.name, ROOT / "stories" / self.name]

    @property
    def models(self) -> Path:
        """Folder of trained models."""
        return ROOT / "models" / self.name

    def inputs(self) -> Iterator[Path]:
        """Every file that a trained model depends on."""
        folders = [self.domain, *self.training_data, ROOT / "bot" / "nlu"]
        files = (file for folder in folders for file in folder.rglob("*") if file.is_file())
        kept = (file for file in files if "__pycache__" not in file.parts)
        yield from sorted([self.config, ROOT / "uv.lock", *kept])

    def fingerprint(self) -> str:
        """Hash of all inputs; a model is stale when it was trained under another one."""
        digest = hashlib.sha256()
        for file in self.inputs():
            digest.update(str(file.relative_to(ROOT)).encode())
            digest.update(file.read_bytes())
        return digest.hexdigest()

    def trained_model(self) -> Path | None:
        """The model trained from the files as they are now, or None."""
        model = self.models / f"{self.fingerprint()[:16]}.tar.gz"
        return model if model.is_file() else None


PREPARATION = Assistant("preparation")
# So far it only understands; its domain and stories come with rehearsing.
REHEARSAL = Assistant("rehearsal")


class TrainingFailed(Exception):
    """Rasa could not train from the files as they are; its own output says why."""


def ensure_trained(assistant: Assistant) -> tuple[Path, bool]:
    """Gives the model for the files as they are, training it first where needed, and whether it was trained now.

    Raises:
        TrainingFailed: the files hold a mistake.
    """
    model = assistant.trained_model()
    if model is not None:
        return model, False
    name = assistant.fingerprint()[:16]
    making = assistant.models / "making"
    shutil.rmtree(making, ignore_errors=True)
    made = _train(assistant, making, name)
    if made is None:
        raise TrainingFailed
    finished = assistant.models / f"{name}.tar.gz"
    # Renamed only when complete, so that a training cut short never leaves half a model under a good name.
    Path(made).replace(finished)
    shutil.rmtree(making, ignore_errors=True)
    _drop_old_models(assistant, keep=finished)
    return finished, True


def _train(assistant: Assistant, making: Path, name: str) -> str | None:
    """Lets Rasa train into a folder; an assistant without a domain learns to understand only."""
    if not assistant.domain.is_dir():
        made: str | None = rasa.model_training.train_nlu(
            config=str(assistant.config),
            nlu_data=str(assistant.training_data[0]),
            output=str(making),
            fixed_model_name=name,
        )
        return made
    result = rasa.model_training.train(
        domain=str(assistant.domain),
        config=str(assistant.config),
        training_files=[str(folder) for folder in assistant.training_data],
        output=str(making),
        fixed_model_name=name,
        force_training=True,
    )
    return str(result.model) if result.code == 0 and result.model else None


def _drop_old_models(assistant: Assistant, keep: Path) -> None:
    older = sorted(
        (file for file in assistant.models.glob("*.tar.gz") if file != keep),
        key=lambda file: file.stat().st_mtime,
    )
    for file in older[:-1]:  # the last good one stays, in case the new one cannot be read
        file.unlink()
