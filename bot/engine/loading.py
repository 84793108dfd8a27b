"""Loads a trained model with our store, our words and the actions in this process.

Knows nothing of what the model is for.
"""

from __future__ import annotations

from pathlib import Path

from rasa.core.agent import Agent
from rasa.core.processor import MessageProcessor

from bot.engine.conversations import ConversationStore
from bot.engine.in_process_actions import InProcessActions
from bot.engine.trained_domain import domains_read_once
from bot.engine.wording import SteadyWording

# A turn runs a form, a reflection, sometimes two more forms that turn out to have nothing to ask.
MOST_ACTIONS_IN_A_TURN = 40


def load_processor(model: Path) -> MessageProcessor:
    """Loads a trained model.

    Raises:
        rasa.exceptions.ModelNotFound: there is no model at this path, or it cannot be read.
    """
    with domains_read_once():
        agent = Agent.load(model, generator=SteadyWording(), action_endpoint=InProcessActions())
    assert agent.processor is not None
    # An agent wraps the store it is given so that a failing one is replaced by empty memory; ours has to fail.
    agent.tracker_store = agent.processor.tracker_store = ConversationStore(agent.domain)
    agent.processor.max_number_of_predictions = MOST_ACTIONS_IN_A_TURN
    return agent.processor
