"""Says a shut turn of a practitioner again as an open question, out of the turn's own words.

`suggest` is the way in. The words of the questions stand in `data`; a trained model does not depend on them.
"""

from bot.nlu.rewording.suggesting import Suggestion, suggest

__all__ = ["Suggestion", "suggest"]
