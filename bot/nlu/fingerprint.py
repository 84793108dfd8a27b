"""A hash of everything in the language part that a trained model depends on; words for readers
(docstrings, comments) do not count.
"""

from __future__ import annotations

import ast
import hashlib
from pathlib import Path

_ROOT = Path(__file__).parent
_DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def language_fingerprint(root: Path = _ROOT) -> str:
    """Hash of the code, lexicons and weights under a folder."""
    digest = hashlib.blake2b(digest_size=16)
    # Python leaves a folder of compiled files beside the word lists.
    data = (path for folder in ("lexicon", "weights") for path in root.glob(f"{folder}/*") if path.is_file())
    # Nothing is learnt from how turns are reworded.
    code = (path for path in root.rglob("*.py") if "rewording" not in path.relative_to(root).parts)
    for path in sorted({*code, *data}):
        digest.update(str(path.relative_to(root)).encode())
        digest.update(_code(path) if path.suffix == ".py" else path.read_bytes())
    return digest.hexdigest()


def _code(path: Path) -> bytes:
    """The code of a module without docstrings and other bare strings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, _DOCUMENTED):
            node.body = [line for line in node.body if not _is_bare_string(line)] or [ast.Pass()]
    return ast.dump(tree).encode()


def _is_bare_string(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
