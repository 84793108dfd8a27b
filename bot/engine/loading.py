"""Loads a trained model with our store, our words and the actions in this process.

Knows nothing of what the model is for.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import rasa.shared.utils.io
from rasa.core.agent import Agent
from rasa.core.processor import MessageProcessor
from rasa.graph_components.providers import domain_provider
from rasa.shared.core.domain import Domain

from bot.engine.conversations import ConversationStore
from bot.engine.in_process_actions import InProcessActions
from bot.engine.wording import SteadyWording

# A turn runs a form, a reflection, sometimes two more forms that turn out to have nothing to ask.
MOST_ACTIONS_IN_A_TURN = 40


def load_processor(model: Path) -> MessageProcessor:
    """Loads a trained model.

    Raises:
        rasa.exceptions.ModelNotFound: there is no model at this path, or it cannot be read.
    """
    with _domains_read_once():
        agent = Agent.load(model, generator=SteadyWording(), action_endpoint=InProcessActions())
    assert agent.processor is not None
    # An agent wraps the store it is given so that a failing one is replaced by empty memory; ours has to fail.
    agent.tracker_store = agent.processor.tracker_store = ConversationStore(agent.domain)
    agent.processor.max_number_of_predictions = MOST_ACTIONS_IN_A_TURN
    return agent.processor


class TrainedDomain(Domain):
    """The domain inside a trained model, which Rasa validated before it trained."""

    @classmethod
    def from_path(cls, path: str | Path) -> Domain:
        """Reads it once. Rasa would read and validate it four times over, a third of the time of a start."""
        content = rasa.shared.utils.io.read_file(Path(path) / "domain.yml")
        return Domain.from_dict(rasa.shared.utils.io.read_yaml(content))


@contextmanager
def _domains_read_once() -> Iterator[None]:
    domain_provider.Domain = TrainedDomain
    try:
        yield
    finally:
        domain_provider.Domain = Domain
