"""Reads the frameworks that stand beside it as YAML, once, and explains what is wrong with one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from plan.explanations import explain, read_yaml
from plan.model.refusals import UnknownWord

FOLDER = "plan.frameworks"
ID = re.compile(r"[a-z][a-z_]*")


@dataclass(frozen=True, kw_only=True)
class Theme:
    """An area of life: its id, plain words for it, and a prompt that opens talk about it."""

    id: str
    group: str
    label: str
    prompt: str


@dataclass(frozen=True, kw_only=True)
class Framework:
    """A set of areas of life for one kind of conversation."""

    id: str
    name: str
    source: str
    themes: tuple[Theme, ...]

    def theme(self, theme_id: str) -> Theme | None:
        """The theme with this id, or None."""
        return next((theme for theme in self.themes if theme.id == theme_id), None)


class BrokenFramework(ValueError):
    """A framework file cannot be used; the text says where and why, in plain words."""


@cache
def load_frameworks() -> dict[str, Framework]:
    """All frameworks by id. Raises BrokenFramework with every mistake found."""
    found: dict[str, Framework] = {}
    mistakes: list[str] = []
    for file in sorted(files(FOLDER).iterdir(), key=lambda entry: entry.name):
        if not file.name.endswith(".yml"):
            continue
        data = read_yaml(file.read_text(encoding="utf-8"))
        wrong = check_framework(data, file.name)
        mistakes += wrong
        if not wrong:
            framework = _framework(data)
            found[framework.id] = framework
    if mistakes:
        raise BrokenFramework("\n".join(mistakes))
    return found


def check_framework(data: Any, file: str) -> list[str]:
    """What is wrong with the content of a framework file, each mistake as a plain sentence."""
    if not isinstance(data, dict):
        return [explain("framework_not_a_mapping", file=file)]
    wrong = [
        explain("framework_without", file=file, key=key)
        for key in ("id", "name", "source")
        if not _is_text(data.get(key))
    ]
    themes = data.get("themes")
    if not isinstance(themes, list) or not themes:
        return [*wrong, explain("framework_without_themes", file=file)]
    seen: set[str] = set()
    for place, theme in enumerate(themes, 1):
        wrong += _check_theme(theme, file, place, seen)
    return wrong


def require_framework(framework_id: str) -> Framework:
    """The framework with this id. Raises UnknownWord."""
    if framework_id not in load_frameworks():
        raise UnknownWord(field="framework", word=framework_id)
    return load_frameworks()[framework_id]


def require_theme(framework_id: str | None, theme_id: str | None) -> None:
    """Raise UnknownWord for a theme that the framework does not have; no theme is always valid
    (¶3).
    """
    if theme_id is None:
        return
    frameworks = load_frameworks()
    chosen = [frameworks[framework_id]] if framework_id else list(frameworks.values())
    if not any(framework.theme(theme_id) for framework in chosen):
        raise UnknownWord(field="theme", word=theme_id)


def _check_theme(theme: Any, file: str, place: int, seen: set[str]) -> list[str]:
    if not isinstance(theme, dict):
        return [explain("theme_not_a_mapping", file=file, place=place)]
    wrong = [
        explain("theme_without", file=file, place=place, key=key)
        for key in ("id", "group", "label", "prompt")
        if not _is_text(theme.get(key))
    ]
    theme_id = str(theme.get("id", ""))
    if theme_id and not ID.fullmatch(theme_id):
        wrong.append(explain("theme_id_unusable", file=file, place=place, id=theme_id))
    if theme_id in seen:
        wrong.append(explain("theme_twice", file=file, place=place, id=theme_id))
    seen.add(theme_id)
    return wrong


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _framework(data: dict[str, Any]) -> Framework:
    keys = ("id", "group", "label", "prompt")
    themes = tuple(Theme(**{key: theme[key] for key in keys}) for theme in data["themes"])
    return Framework(id=data["id"], name=data["name"], source=data["source"], themes=themes)
