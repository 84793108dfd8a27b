"""Measures what is installed: the packages that the guide needs, and whole environments."""

from __future__ import annotations

import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from importlib.util import cache_from_source
from pathlib import Path

from packaging.requirements import Requirement

from bot.command.bench_servers import MEGABYTE

PROGRAM = "what-matters"


def runtime_megabytes() -> float:
    """Size of every package that the program needs, and those that these need, as installed and compiled."""
    files = {file for package in needed_packages(PROGRAM).values() for file in _files(package)}
    return _megabytes(files)


def folder_megabytes(folder: Path) -> float:
    """Size of all files in a folder; a link counts nothing."""
    return _megabytes({file for file in folder.rglob("*") if not file.is_symlink()})


def environment_folder() -> Path:
    """The environment of this program."""
    return Path(sys.prefix)


def needed_packages(program: str) -> dict[str, Distribution]:
    """The installed packages that a package needs, directly or not; what was never installed is skipped."""
    found: dict[str, Distribution] = {}
    waiting: list[tuple[str, frozenset[str]]] = [(program, frozenset())]
    seen = set(waiting)
    while waiting:
        name, extras = waiting.pop()
        try:
            package = found.setdefault(name, distribution(name))
        except PackageNotFoundError:
            continue
        for line in package.requires or ():
            need = Requirement(line)
            wanted = (need.name.lower(), frozenset(need.extras))
            if wanted not in seen and _applies(need, extras):
                seen.add(wanted)
                waiting.append(wanted)
    return found


def _applies(need: Requirement, extras: frozenset[str]) -> bool:
    marker = need.marker
    return marker is None or any(marker.evaluate({"extra": extra}) for extra in extras | {""})


def _files(package: Distribution) -> set[Path]:
    files = set()
    for listed in package.files or ():
        file = Path(str(listed.locate())).resolve()
        files.add(file)
        if file.suffix == ".py":
            files.add(Path(cache_from_source(str(file))))
    return files


def _megabytes(files: set[Path]) -> float:
    sizes = (file.stat().st_size for file in files if file.is_file())
    return round(sum(sizes) / MEGABYTE, 1)
