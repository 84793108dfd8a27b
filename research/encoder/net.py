"""The network that is fine-tuned: all-MiniLM-L6-v2 with a linear head a task over the mean of its
pieces; torch only lives here and beside.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from torch import nn
from transformers import BertModel

from research.encoder.examples import CHOICES, LABELS


class Net(nn.Module):
    """Encoder, mean pooling, and heads."""

    def __init__(self, folder: Path, layers: Sequence[int], dropout: float = 0.1) -> None:
        """Takes the weights of `folder` and keeps only the layers named."""
        super().__init__()
        self.bert = BertModel.from_pretrained(
            folder,
            add_pooling_layer=False,
            attn_implementation="eager",
            hidden_dropout_prob=dropout,
            attention_probs_dropout_prob=dropout,
        )
        self.bert.encoder.layer = nn.ModuleList(self.bert.encoder.layer[i] for i in layers)
        self.bert.embeddings.word_embeddings.sparse = True
        width = self.bert.config.hidden_size
        self.dropout = nn.Dropout(0.2)
        sizes = {name: len(labels) for name, labels in {**CHOICES, **LABELS}.items()}
        self.heads = nn.ModuleDict({name: nn.Linear(width, size) for name, size in sizes.items()})

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, pools: torch.Tensor) -> torch.Tensor:
        """Pooled vectors.

        Args:
            ids: (texts, pieces).
            mask: (texts, pieces), 1 for a piece and 0 for padding.
            pools: (texts, spans, pieces), rows that sum to one: the pieces over which to take a mean.

        Returns:
            (texts, spans, width).
        """
        states = self.bert(input_ids=ids, attention_mask=mask).last_hidden_state
        return pools.to(states.dtype) @ states


def losses(net: Net, task: str, vectors: torch.Tensor, target: torch.Tensor, smooth: float) -> torch.Tensor:
    """Loss of each row for one task."""
    logits = net.heads[task](vectors).float()
    if task in CHOICES:
        return nn.functional.cross_entropy(logits, target, label_smoothing=smooth, reduction="none")
    target = target * (1 - smooth) + smooth / 20
    return nn.functional.binary_cross_entropy_with_logits(logits, target, reduction="none").sum(1)
