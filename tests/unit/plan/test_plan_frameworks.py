"""Frameworks are data: the three that come with the product load, and a mistake is explained."""

from __future__ import annotations

import copy

import pytest

from plan.explanations import explain_refusal, load_explanations
from plan.frameworks.loading import check_framework, load_frameworks, require_theme
from plan.model import refusals
from plan.model.refusals import UnknownWord

GOOD = {
    "id": "one",
    "name": "One",
    "source": "Here",
    "themes": [{"id": "home", "group": "life", "label": "Home", "prompt": "What is home like?"}],
}


def test_frameworks_of_the_product_have_the_themes_of_the_field():
    frameworks = load_frameworks()
    assert set(frameworks) == {"adult", "carer", "child"}
    assert [theme.id for theme in frameworks["child"].themes] == [
        "safe",
        "healthy",
        "achieving",
        "nurtured",
        "active",
        "respected",
        "responsible",
        "included",
    ]
    assert len(frameworks["adult"].themes) == 15


def test_every_prompt_is_an_open_question():
    for framework in load_frameworks().values():
        for theme in framework.themes:
            assert theme.prompt.endswith("?")
            assert theme.prompt.split()[0] in {"What", "Who", "Where", "When", "Which", "How"}


def test_no_theme_is_always_valid_and_an_unknown_one_is_not():
    require_theme("adult", None)
    require_theme(None, "nurtured")
    with pytest.raises(UnknownWord):
        require_theme("adult", "nurtured")


def test_good_framework_has_no_mistakes():
    assert check_framework(GOOD, "one.yml") == []


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ({"name": " "}, 'one.yml: "name" is missing or empty.'),
        ({"themes": []}, 'one.yml: there are no themes; write at least one under "themes:".'),
        ({"themes": ["home"]}, "one.yml, theme 1: write it with id, group, label and prompt."),
        ({"themes": [GOOD["themes"][0] | {"prompt": ""}]}, 'one.yml, theme 1: "prompt" is missing or empty.'),
        ({"themes": GOOD["themes"] * 2}, 'one.yml, theme 2: the id "home" stands there twice.'),
        (
            {"themes": [GOOD["themes"][0] | {"id": "My Home"}]},
            'one.yml, theme 1: the id "My Home" should have only small letters and underscores, '
            "beginning with a letter.",
        ),
    ],
)
def test_mistake_in_a_framework_is_explained(broken, said):
    assert check_framework(copy.deepcopy(GOOD) | broken, "one.yml") == [said]


def test_file_that_is_no_framework_is_explained():
    assert check_framework(["home"], "one.yml") == ["one.yml: the file should begin with id, name, source and themes."]


def test_every_refusal_has_an_explanation():
    kinds = [
        kind
        for kind in vars(refusals).values()
        if isinstance(kind, type) and issubclass(kind, refusals.Refusal) and kind is not refusals.Refusal
    ]
    assert {kind.__name__ for kind in kinds} <= set(load_explanations())
    assert explain_refusal(refusals.NotShared(plan_id="p1")) == "This has not been shared with you."
