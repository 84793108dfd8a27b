"""Reads from one pared sentence what is done, by whom, to what; knows nothing of how it is asked again."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from bot.nlu.rewording.doing import action
from bot.nlu.rewording.somebody import YOU, Forms, chunk_of, forms_of_subject, others
from bot.nlu.rewording.things import things_of
from bot.nlu.rewording.verbs import base
from bot.nlu.rewording.wordlists import read_words
from bot.nlu.syntax import parse

_SLIGHT = frozenset({"be", "ask", "tell", "ring", "try", "say", "know", "want", "need", "think"})
"""Verbs of a clause with "if" that are not what the question is about ("would he help if you asked")."""

_WHENS = frozenset({"when", "whenever"})
_FACTS = frozenset({"when", "where", "which", "what", "who", "whose"})


@dataclass(frozen=True)
class Scene:
    """What a sentence says.

    Attributes:
        frame: how it is asked or said: "why_not", "why", "be_it", "be_thing", "be_somebody", "exist", "having",
            "ability", "wish", "done", "habit", or "none" where no verb was found.
        verb: the base form of the verb that matters, empty if there is none.
        negated: whether that verb is denied.
        slots: words that a question may use, by the names that the data explains.
        doc: the sentence as parsed.
    """

    frame: str
    verb: str
    negated: bool
    slots: Forms
    doc: Doc


def read_scene(said: str, asked: bool = True) -> Scene:
    """Reads one pared sentence; "you" is whoever the practitioner talks with. `asked`: whether it is a question."""
    # The parser reads "Does Ann visit" rightly only with its mark.
    doc = parse(said + ("?" if asked else "."))
    if not said:
        return Scene("none", "", False, dict(YOU), doc)
    root = next((token for token in doc if token.head.i == token.i), doc[0])
    core, passed = _core(root)
    subject = _subject(doc, core, root)
    verb = base(core) if core.pos_ in {"VERB", "AUX"} or core.tag_.startswith("VB") else ""
    own = forms_of_subject(subject)
    slots = dict(YOU if _is_about_you(doc, subject) else own or YOU)
    nearest = own if own not in (None, YOU) else next(others(doc), None)
    if nearest:
        slots |= {"they": nearest["who"], "them": nearest["whom"], "theirs": nearest["whose"]}
        slots["is_they"] = nearest["are"]
    denied = [token for token in doc if token.dep_ == "neg" or token.lower_ in {"never", "not", "n't", "n’t"}]
    negated = any(token.head in (core, root, root.head) and token.i <= core.i for token in denied)
    words = read_words("grammar")
    slots |= things_of(doc, core, subject) | _clauses(doc) | _of_others(doc, core)
    if verb in words["cherished"] and "thing" in slots:
        slots["cherished"] = slots["thing"]
    slots |= {} if verb in words["stative"] else action(doc, core if verb else None)
    if verb in words["activity"] and "doing" in slots:
        slots["activity"] = slots["doing"]
    if verb in words["sorted"] and "thing" in slots:
        slots["sorted"] = slots["thing"]
    return Scene(_frame(doc, core, verb, subject, passed, negated), verb, negated, slots, doc)


def _core(root: Token) -> tuple[Token, list[str]]:
    """The verb that matters ("wear" in "need to wear"), and the bases of those that stand before it."""
    passed: list[str] = []
    before = read_words("grammar")["before_the_verb"]
    core = root
    while base(core) in before:
        inner = next((child for child in core.rights if child.dep_ in {"xcomp", "ccomp", "pcomp"}), None)
        if inner is None:
            of = next(
                (child for child in core.rights if child.dep_ == "prep" and child.lower_ in {"of", "about"}), None
            )
            inner = next((child for child in of.children if child.dep_ == "pcomp"), None) if of is not None else None
        if inner is None or not inner.tag_.startswith("VB") or any(c.dep_ == "nsubj" for c in inner.children):
            break
        passed.append(base(core))
        core = inner
    return core, passed


def _subject(doc: Doc, core: Token, root: Token) -> Token | None:
    for verb in (core, root):
        for child in verb.lefts if verb.i != doc[0].i else verb.children:
            if child.dep_ in {"nsubj", "nsubjpass", "expl"}:
                return child
    for child in root.rights:
        if child.dep_ in {"nsubj", "nsubjpass"} and child.i < core.i + 4:
            return child
    # The parser takes a name after "does" for part of what follows ("Does Ann visit").
    if len(doc) > 1 and doc[0].pos_ == "AUX" and (doc[1].pos_ in {"PROPN", "PRON"} or doc[1].text[:1].isupper()):
        return doc[1]
    return None


def _is_about_you(doc: Doc, subject: Token | None) -> bool:
    """Whether somebody else does something for or to you ("Does your son do your shopping")."""
    own = set() if subject is None else {token.i for token in chunk_of(subject)}
    return any(token.lower_ in {"you", "your", "yourself"} and token.i not in own for token in doc)


def _clauses(doc: Doc) -> Forms:
    """`when`, a clause about you that begins so; `if_doing`, what would be done ("if you moved" → "moving")."""
    out: Forms = {}
    for token in doc:
        if token.lower_ in _WHENS and token.i > 0 and len(doc) > token.i + 2 and doc[token.i + 1].lower_ == "you":
            end = next((later.i for later in doc[token.i :] if later.is_punct), len(doc))
            clause = doc[token.i : end]
            if 3 <= len(clause) <= 9:
                out["when"] = clause.text[:1].lower() + clause.text[1:]
        if token.lower_ == "if" and token.dep_ == "mark":
            who = next((c for c in token.head.lefts if c.dep_ in {"nsubj", "nsubjpass"}), None)
            done = action(doc, token.head).get("doing") if base(token.head) not in _SLIGHT else None
            forms = forms_of_subject(who)
            if done and who is not None and forms and who.lower_ not in {"i", "we"}:
                out["if_doing"] = done if forms == YOU else f"{forms['whose']} {done}"
                if forms != YOU:
                    out["if_doing"] = f"{forms['whom']} {done}"
    return out


def _of_others(doc: Doc, core: Token) -> Forms:
    """`their_doing`: what somebody else would do ("want your daughter to know" → "your daughter knowing")."""
    inner = next((child for child in core.rights if child.dep_ in {"ccomp", "xcomp"} and child.tag_ == "VB"), None)
    who = next((child for child in inner.lefts if child.dep_ == "nsubj"), None) if inner is not None else None
    forms = forms_of_subject(who)
    done = action(doc, inner).get("doing") if inner is not None else None
    if base(core) not in {"want", "like", "prefer"} or who is None or forms in (None, YOU) or not done:
        return {}
    return {"their_doing": f"{forms['whom']} {done}"} if forms else {}


def _frame(doc: Doc, core: Token, verb: str, subject: Token | None, passed: list[str], negated: bool) -> str:
    words, first = read_words("grammar"), doc[0].lower_
    helping = {token.lower_ for token in doc[: core.i]} | set(passed)
    then = "_then" if helping & {"did"} else ""
    if first == "why":
        return f"why_not{then}" if negated else "why"
    if "never" in helping:
        return "never"
    if then and negated:
        return "then"
    if (subject is not None and subject.dep_ == "expl") or first in {"any", "there"}:
        return "exist"
    if verb == "be" and first in _FACTS:
        return "fact"
    if verb == "be" and not passed:
        if subject is None or subject.lower_ in {"it", "that", "this"}:
            return "be_it"
        return "be_somebody" if forms_of_subject(subject) else "be_thing"
    if not verb:
        return "none"
    if verb in words["having"] and not passed and any(child.dep_ == "dobj" for child in core.rights):
        return "having"
    if helping & {"can", "could", "ca", *words["ability"]}:
        return "ability"
    if helping & {"would", "will", "'d", "’d", "'ll", "’ll", *words["wish"]}:
        return "wish"
    if core.tag_ == "VBD" or helping & {"did", "was", "were", "have", "has", "'ve", "’ve"}:
        return "done"
    return "habit"
