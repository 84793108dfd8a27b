"""What people read stands in the domain, in templates and in data, never in Python."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
# The command line speaks to the person at the terminal who runs the software, not to those it is for.
PACKAGES = ("actions", "plan", "rehearsal", "bot/web", "bot/engine", "bot/nlu")
WORDS_OF_A_SENTENCE = 5


def python_files() -> list[Path]:
    files = [file for package in PACKAGES for file in (ROOT / package).rglob("*.py")]
    return [file for file in files if "migrations" not in file.parts]


def sentences(file: Path) -> list[str]:
    """String constants that read like a sentence and are neither docstrings nor words for an error or a log."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    excused: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef | ast.Expr):
            body = getattr(node, "body", None)
            for statement in body if isinstance(body, list) else [node]:
                if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                    excused.add(id(statement.value))
        if isinstance(node, ast.Raise) or (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "logger"
        ):
            excused |= {id(inner) for inner in ast.walk(node)}
        if isinstance(node, ast.Assign | ast.AnnAssign) and "reason" in ast.dump(node)[:200]:
            excused |= {id(inner) for inner in ast.walk(node)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in excused
        and len(node.value.split()) >= WORDS_OF_A_SENTENCE
        and node.value[:1].isupper()
        and node.value.rstrip()[-1:] in ".?!…"
    ]


@pytest.mark.parametrize("file", python_files(), ids=lambda file: str(file.relative_to(ROOT)))
def test_module_holds_no_sentence_for_people(file: Path) -> None:
    assert sentences(file) == []


def test_a_sentence_would_be_found(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text('"""Says what it is for, in one line."""\nGREETING = "Hello there, how are you today?"\n')
    assert sentences(module) == ["Hello there, how are you today?"]
