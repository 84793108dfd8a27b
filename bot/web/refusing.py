"""Which word of words.yml tells why the plan refused a step."""

from __future__ import annotations

from plan.model import refusals

WORDS: dict[type[refusals.Refusal], str] = {
    refusals.ReasonNeeded: "reason_needed",
    refusals.NothingWritten: "nothing_written",
    refusals.LineChanged: "line_changed",
    refusals.ProposalNeeded: "proposal_needed",
    refusals.ProposalOpen: "proposal_open",
    refusals.ProposalSettled: "proposal_settled",
    refusals.NotReady: "not_ready",
    refusals.VersionChanged: "version_changed",
    refusals.WrongState: "wrong_state",
    refusals.NoSuchLine: "no_such_line",
    refusals.NotShared: "no_such_line",
    refusals.UnknownWord: "unknown_word",
    refusals.OutOfRange: "unknown_word",
    refusals.EmailTaken: "email_taken",
}


def word_for(refusal: refusals.Refusal) -> str:
    """The word for a refusal; what has none of its own was simply not changed."""
    return WORDS.get(type(refusal), "not_changed")
