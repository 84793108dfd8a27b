"""What a plan refuses, as exceptions that carry facts and no sentences.

`plan.explanations` turns a refusal into plain language. `str()` of a refusal names only its kind,
so that a person's words never reach a log by way of a traceback.
"""

from __future__ import annotations


class Refusal(Exception):
    """A step that cannot be taken; `details` hold the facts, personal words among them."""

    def __init__(self, **details: object) -> None:
        super().__init__()
        self.details = details

    def __str__(self) -> str:
        return type(self).__name__


class NoSuchPlan(Refusal):
    """No plan has this id."""


class NoSuchLine(Refusal):
    """The plan has no such line, or not of this part."""


class LineWithoutSource(Refusal):
    """A line needs the turn it was said in, or an author."""


class NothingWritten(Refusal):
    """The wording is blank; a blank never replaces what is there."""


class OutOfRange(Refusal):
    """A number lies outside its scale."""


class UnknownWord(Refusal):
    """A word is not in its closed list, for example an unknown direction or framework."""


class LineChanged(Refusal):
    """Somebody else changed the line meanwhile: details carry `yours`, `now`, `earlier`."""


class ProposalNeeded(Refusal):
    """The words are (also) the other side's: they can be changed only by a proposal."""


class ProposalOpen(Refusal):
    """The line waits for an answer to a proposal; answer that first."""


class ProposalSettled(Refusal):
    """The proposal was answered already."""


class NotYours(Refusal):
    """Only the other side may answer a proposal, and only its own side may do this step."""


class NotShared(Refusal):
    """The practitioner may not see this plan or this line, or nothing is there to see."""


class WrongState(Refusal):
    """The plan is not in a state from which this step can be taken."""


class NotReady(Refusal):
    """Rules that guard the step are not met: `findings` say what to ask next."""


class VersionChanged(Refusal):
    """The version that was read is no longer the one that is on the table."""


class ReasonNeeded(Refusal):
    """The other side is owed a reason."""


class NoSuchAccount(Refusal):
    """No account has this id or address."""


class PasswordTooShort(Refusal):
    """A password has at least ten signs."""


class EmailTaken(Refusal):
    """A practitioner with this e-mail address exists already."""
