"""Takes the words and the reason that a step about the plan still needs; they go into the plan as they were typed."""

from __future__ import annotations

from actions import answering_suggestions, suggesting
from actions.hearing import SURE_ENOUGH, quote
from actions.reading_suggestions import go_on
from actions.talk import Talk
from actions.talks_answers import leaves_it, read_because

# What is done on the person's own suggestion, not in answer to one.
OWN = ("change", "remove", "add")


def hear_words(talk: Talk) -> None:
    """Other words, a new line, what is asked, or what follows "not yet, because"."""
    text, doing = talk.heard.text.strip(), talk.state["doing"]
    if _is_left(talk):
        return
    if not talk.heard.is_usable:
        talk.once_more_or(lambda: _leave(talk, alone=True))
        return
    if doing in OWN:
        suggesting.hear_new_words(talk, text)
        return
    if doing == "not_yet":
        text = read_because(text)
    if talk.state.get("proposal") is None and doing == "not_yet":
        answering_suggestions.say_not_yet(talk, text)
        talk.close()
        return
    talk.memory["talks_said"] = quote(text, 60)
    answering_suggestions.finish_or_ask(talk, doing, words=text)


def hear_reason(talk: Talk) -> None:
    """Why. A reason is owed to the other side, but nobody is pressed for one: without it, all stays as it is."""
    text, doing = talk.heard.text.strip(), talk.state["doing"]
    if _is_left(talk):
        return
    says_only_no = talk.heard.intent == "deny" and len(text.split()) == 1
    if says_only_no or not talk.heard.is_usable:
        talk.once_more_or(lambda: _leave(talk, alone=True))
        return
    if doing in OWN:
        suggesting.put(talk, text)
    else:
        answering_suggestions.finish(talk, doing, talk.state.get("words"), text)


def _is_left(talk: Talk) -> bool:
    """Whether the person would rather leave it; "I don't know" is asked about once more before it counts as that."""
    if talk.heard.intent == "dont_know" and int(talk.memory["unusable"]) == 0:
        talk.once_more_or(lambda: _leave(talk))
        return True
    # In doubt they are words to pass on.
    if leaves_it(talk.heard.text, talk.heard.intent if talk.heard.certainty >= SURE_ENOUGH else "tell"):
        _leave(talk)
        return True
    return False


def _leave(talk: Talk, alone: bool = False) -> None:
    """`alone` where the guide gives up asking; else the person wished it."""
    if talk.state["doing"] in OWN or talk.state.get("proposal") is None:
        talk.say("utter_talks_nothing_done" if alone else "utter_talks_nothing_changed")
        talk.close()
    else:
        talk.say("utter_talks_left_alone" if alone else "utter_talks_left")
        go_on(talk)
