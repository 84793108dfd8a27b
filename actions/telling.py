"""Reads the lists of words in telling.yml that help to hear what an answer is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from actions.material import read_choice, read_lists, words_of_choice

# Every list that telling.yml must hold.
LISTS = frozenset(
    {
        "hard_news", "takes_back", "opens_a_wish", "late", "no_longer_here", "not_there", "kin", "enough_said",
        "nothing", "fillers", "once_more", "meant", "meant_nothing", "another_tongue", "lost", "kept_out",
        "a_part", "may_not", "takes_part", "also", "wrong", "take_out", "asks_for_it", "put_it_back", "share_all",
        "share_none", "share_not_all", "share_except", "share_only", "thinks_again", "no_choice",
        "before_a_number", "after_a_number", "not", "hello", "there", "nobody", "number_words", "small_words",
        "wants_no_longer", "wants_it", "wishes", "wishes_outright", "good_news", "contacts", "gone_too",
        "beside_a_name", "no_names", "is_wrong", "holds_on", "obliged", "is_a_worry", "is_a_strength", "is_a_person",
        "plainly_a_heading", "losses", "despairs", "no_step", "leaves_it",
    }
)  # fmt: skip
# "Not bad", "no pain to speak of": so many words before the hard one may take it back.
_WORDS_BETWEEN = 2
# "Bach" or "cwtch" is English in Wales; two such words make a sentence of the other language.
_WORDS_OF_A_TONGUE = 2


def holds_hard_news(text: str) -> bool:
    """Whether the words are about something hard, so that nobody should call it a thing to hold on to."""
    plain = in_small_letters(text)
    for found in re.finditer(any_of("hard_news"), plain):
        before = " ".join(plain[: found.start()].split()[-_WORDS_BETWEEN - 1 :])
        if not re.search(any_of("takes_back"), before):
            return True
    return False


def speaks_of_loss(text: str) -> bool:
    """Whether somebody or something is gone for good: "she died in September", "we lost every beast"."""
    return bool(re.search(any_of("losses"), in_small_letters(text)))


def despairs(text: str) -> bool:
    """Whether words that may look like a wish hope for nothing: "nothing will", "I want her back"."""
    return bool(re.search(any_of("despairs"), in_small_letters(text)))


def says_no_step(text: str) -> bool:
    """Whether the whole message says who, or that nobody, and not what to do: "myself"."""
    return _is_only(text, "no_step")


def wishes_for_something(text: str) -> bool:
    """Whether words wish at all: "I'd love to", "to be back at my bench"."""
    plain = in_small_letters(text)
    return bool(re.search(any_of("wishes"), plain) or re.match(r"\W*(?:(?:just|well|maybe)\W+)?(?:to|not)\b", plain))


def begins_with_wish(text: str) -> bool:
    """Whether somebody says outright that they wish: "I'd like to"."""
    return bool(re.match(rf"\W*(?:(?:well|just|and|but|oh)\W+)*{any_of('wishes_outright')}", in_small_letters(text)))


def wishes_outright(text: str) -> bool:
    """Whether somebody says anywhere that they wish: "What I want is to be back at my bench"."""
    return bool(re.search(any_of("wishes_outright"), in_small_letters(text)))


def has_good_news(text: str) -> bool:
    """Whether words say that something is good: "it's been better since the new tablets"."""
    return bool(re.search(any_of("good_news"), in_small_letters(text)))


def is_done_to_them(text: str) -> bool:
    """Whether who is named in a step is rung or asked, and somebody else does it: "I could ring Tam", "ask Mr Pike"."""
    plain = in_small_letters(text)
    oneself = (
        r"(?:(?:me|well|maybe|just|and|so|then|i|ah|we|i'll|i'd|could|can|will|would|might|to|need|want|try|going)\W+)*"
    )
    return bool(re.match(rf"\W*{oneself}{any_of('contacts')}", plain) or re.search(r"\bget on with\b", plain))


def is_obliged(text: str) -> bool:
    """Whether somebody speaks of what they are made to do: "that I'll have to leave"."""
    return bool(re.search(any_of("obliged"), in_small_letters(text)))


def holds_on(text: str) -> bool:
    """Whether somebody says what is still there: "my hands still know what to do", "I don't give up"."""
    plain = in_small_letters(text)
    return any(
        not re.match(rf"\s+{any_of('not')}", plain[found.end() :]) for found in re.finditer(any_of("holds_on"), plain)
    )


def is_in_another_tongue(text: str) -> bool:
    """Whether the words are Welsh, say: the guide keeps them and gives them back as they were typed."""
    return len(set(re.findall(any_of("another_tongue"), in_small_letters(text)))) >= _WORDS_OF_A_TONGUE


def opens_a_wish(text: str) -> bool:
    """Whether something that would no longer happen is wished for: "so I don't fall", "no more nights on the chair"."""
    return bool(re.match(rf"\W*{any_of('opens_a_wish')}", in_small_letters(text)))


def telling_words(plain: str, least: int = 2) -> set[str]:
    """The words of a text in small letters that tell which line or thing is meant, of at least so many letters."""
    return set(re.findall(rf"[^\W\d_]{{{least},}}", plain)) - set(words_listed("small_words"))


def words_listed(name: str) -> list[str]:
    """A list of telling.yml, in small letters and in its order."""
    return _lists()[name]


def is_only_nobody(text: str) -> bool:
    """Whether the whole message says that there is nobody."""
    return _is_only(text, "nobody")


def is_no_longer_here(said: str, text: str, is_alone: bool = False) -> bool:
    """Whether somebody who was named is spoken of as dead: "my late husband", "Jean passed away".

    Args:
        said: how they were named.
        text: the words in which they were.
        is_alone: whether nobody else is named in them, so that "before he passed" can only mean them.
    """
    gone, name = any_of("no_longer_here"), re.escape(in_small_letters(said))
    return bool(
        re.search(any_of("late"), in_small_letters(said))
        or (is_alone and re.search(any_of("gone_too"), in_small_letters(text)))
        or re.search(rf"(?<!\w){name}\W{{1,9}}(?:\w+\W{{1,9}})?{gone}", in_small_letters(text))
        or re.search(rf"{any_of('lost')}\s+{name}(?!\w)", in_small_letters(text))
    )


def is_kept_out(said: str, text: str, was_asked: bool) -> bool:
    """Whether somebody who was named should not be involved: "and Morag, but not my ex", "she mustn't see this".

    Args:
        said: how they were named.
        text: the words in which they were.
        was_asked: whether the question was who should have a part; then "not Morag" says enough.
    """
    plain, name = in_small_letters(text), rf"(?<!\w){re.escape(in_small_letters(said))}(?!\w)"
    part = "" if was_asked else rf"\s+{any_of('a_part')}"
    return bool(
        re.search(rf"{any_of('kept_out')}\s+{name}{part}", plain)
        or re.search(rf"{name}\s+{any_of('may_not')}\s+{any_of('takes_part')}", plain)
    )


def goes_on_listing(text: str, named: list[str]) -> bool:
    """Whether somebody goes on naming who is there, as in "and the nurse", where nobody is left out.

    Args:
        text: what was said.
        named: how the people in it were named.
    """
    also = re.match(rf"\W*{any_of('also')}", in_small_letters(text))
    return bool(also) and not any(is_kept_out(said, text, was_asked=True) for said in named)


def speaks_of_distance(text: str) -> bool:
    """Whether the words are about somebody who is not there for the person: "my son never rings"."""
    return bool(re.search(any_of("not_there"), in_small_letters(text)))


def speaks_of_being_there(text: str) -> bool:
    """Whether the words are about somebody who comes or rings: "my daughter Kelly comes on Tuesdays"."""
    return bool(re.search(any_of("there"), in_small_letters(text)))


def is_kin(name: str) -> bool:
    """Whether a name is no name but what somebody is to the person: "daughter"."""
    return in_small_letters(name) in _lists()["kin"]


def speaks_of_not(text: str) -> bool:
    """Whether something is said not to be so, or never to have been: "never done a bill in my life"."""
    return bool(re.search(any_of("not"), in_small_letters(text)))


def only_greets(text: str) -> bool:
    """Whether the words are only a hello: "hiya its me again"."""
    rest, hellos = re.subn(any_of("hello"), " ", in_small_letters(text))
    return bool(hellos) and _says_no_more(rest)


def says_only_who(text: str) -> bool:
    """Whether the words only say who the conversation is for: "it's for me"."""
    plain = in_small_letters(text)
    chosen = read_choice("framework", text)
    if chosen is None:
        return False
    return _says_no_more(re.sub(_one_of(words_of_choice("framework", chosen)), " ", plain))


def says_that_is_all(text: str) -> bool:
    """Whether the whole message says that there is no more to tell: "that's it really"."""
    return _is_only(text, "enough_said")


def says_nothing(text: str) -> bool:
    """Whether the whole message says that there is nothing: "nowt"."""
    return _is_only(text, "nothing")


def read_only_way(text: str) -> str | None:
    """`short` or `full` where a message says that and nothing else ("the short one please"), or None."""
    chosen = read_choice("way_at_any_time", text)
    if chosen is None:
        return None
    rest = re.sub(_one_of(words_of_choice("way_at_any_time", chosen)), " ", in_small_letters(text))
    return chosen if _says_no_more(rest) else None


def asks_once_more(text: str) -> bool:
    """Whether somebody asks for the question as it was, and not in other words."""
    return bool(re.search(any_of("once_more"), in_small_letters(text)))


@dataclass(frozen=True)
class Meant:
    """What somebody says they meant.

    Attributes:
        start: where it begins in the message.
    """

    text: str
    start: int


def read_meant(text: str) -> Meant | None:
    """The words after "I meant", as they were typed; None where there are none that say what."""
    found = re.search(any_of("meant") + r"[\s,:]+(?P<rest>\S.*)", in_small_letters(text), re.DOTALL)
    if found is None or re.fullmatch(any_of("meant_nothing") + r"\W*", found["rest"]):
        return None
    return Meant(text[found.start("rest") :].rstrip(), found.start("rest"))


def _is_only(text: str, name: str) -> bool:
    plain = in_small_letters(text)
    found = re.search(any_of(name), plain)
    if found is None:
        return False
    return _says_no_more(plain[: found.start()] + " " + plain[found.end() :])


def _says_no_more(rest: str) -> bool:
    return not re.sub(any_of("fillers"), " ", rest).strip(" .,!?-")


def in_small_letters(text: str) -> str:
    """In small letters, each at the place where it was, so that what is found can be taken from the text."""
    lowered = text.lower()
    if len(lowered) != len(text):  # "İ" becomes two
        lowered = "".join(each.lower() if len(each.lower()) == 1 else each for each in text)
    return lowered.replace("’", "'")


@cache
def any_of(name: str) -> str:
    """A pattern for any of the words of a list, as whole words in small letters."""
    return _one_of(_lists()[name])


def _one_of(words: list[str]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return rf"(?<!\w)(?:{'|'.join(re.escape(each) for each in longest_first)})(?!\w)"


@cache
def _lists() -> dict[str, list[str]]:
    return read_lists("telling.yml")
