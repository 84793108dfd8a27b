"""Labels are chosen for the message and placed on its clauses."""

import numpy as np

from bot.nlu.encoder import Encoded
from bot.nlu.heads import LabelHead
from bot.nlu.labelling import StatementHeads

KINDS = ("strength", "concern", "context")


def _heads() -> StatementHeads:
    """Heads whose logits are the vector itself."""
    kinds = LabelHead(KINDS, np.eye(3), np.zeros(3), np.full(3, 0.5))
    themes = LabelHead(("mobility", "skills", "safe"), np.eye(3), np.zeros(3), np.full(3, 0.5))
    return StatementHeads(kinds, {"adult": themes})


def _label(window: list[float], *parts: list[float]) -> list[list[str]]:
    placed = np.array(parts, dtype=np.float32).reshape(-1, 3)
    read = np.array([window], dtype=np.float32)
    encoded = Encoded(windows=read, parts=placed, alone=placed, stretches=read, window_of=(0,) * len(parts))
    return [labels.kinds for labels in _heads().label(encoded)]


def test_every_clause_has_a_kind() -> None:
    assert _label([-3, -2, -4], [-3, -2, -4]) == [["concern"]]


def test_kinds_of_a_message_go_to_the_clauses_that_show_them() -> None:
    assert _label([1, 2, -3], [2, -2, -3], [-2, 2, -3]) == [["strength"], ["concern"]]


def test_a_kind_of_the_message_is_not_lost_when_no_clause_shows_it() -> None:
    assert _label([1, 2, -3], [-1, 2, -3], [-2, 2, -3]) == [["concern", "strength"], ["concern"]]


def test_a_clause_has_a_kind_of_its_own_only_when_unmistakable() -> None:
    assert _label([-1, 2, -3], [1, -2, -3], [-2, 2, -3]) == [["concern"], ["concern"]]
    assert _label([-1, 2, -3], [4, -2, -3], [-2, 2, -3]) == [["strength"], ["concern"]]


def test_a_clause_is_also_labelled_by_itself() -> None:
    window, parts = [-1, 2, -3], [[1, -2, -3], [-2, 2, -3]]
    encoded = Encoded(
        windows=np.array([window], dtype=np.float32),
        parts=np.array(parts, dtype=np.float32),
        alone=np.array([[1, -2, -3], [-2, 1, -3]], dtype=np.float32),
        stretches=np.array([window], dtype=np.float32),
        window_of=(0, 0),
    )
    assert [labels.kinds_alone for labels in _heads().label(encoded)] == [["strength"], ["concern"]]


def test_context_stands_alone() -> None:
    assert _label([0.5, -2, 2], [0.5, -2, 2]) == [["context"]]
    assert _label([2, -2, 0.5], [2, -2, 0.5]) == [["strength"]]


def test_a_message_without_clauses_has_no_labels() -> None:
    assert _label([1, 2, 3]) == []


def test_a_clause_that_shows_nothing_of_its_message_is_what_it_is_by_itself() -> None:
    def label(by_itself: list[float]) -> list[list[str]]:
        encoded = Encoded(
            windows=np.array([[2, -2, -3]], dtype=np.float32),
            parts=np.array([[-1, -1, -3], [2, -2, -3]], dtype=np.float32),
            alone=np.array([by_itself, [2, -2, -3]], dtype=np.float32),
            stretches=np.array([[2, -2, -3]], dtype=np.float32),
            window_of=(0, 0),
        )
        return [labels.kinds for labels in _heads().label(encoded)]

    assert label([-2, 2, -3]) == [["concern"], ["strength"]]
    assert label([-2, 0, -3]) == [["strength"], ["strength"]]
