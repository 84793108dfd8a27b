"""Fine-tunes the top of a larger encoder (all-mpnet-base-v2) on the same examples, so that its judgement of every
training text can be taught to the small one that the project ships.

python -m research.encoder.teacher --folder <all-mpnet-base-v2> --out /tmp/teacher

The lower layers stay as they are, and what they make of each text is kept: an epoch then costs a third.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import MPNetModel

from bot.nlu.encoder import plain
from bot.nlu.examples import read_examples
from bot.nlu.held_out import is_held_out
from research.encoder.crossval import scores
from research.encoder.examples import CHOICES, LABELS, Item, items_from, mixed
from research.encoder.net import losses
from research.encoder.training import batches, load_tokenizer, target_of

Lower = dict[str, torch.Tensor]


class Teacher(nn.Module):
    """The layers above `frozen`, and a head a task over the mean of the pieces."""

    def __init__(self, folder: Path, frozen: int) -> None:
        """Takes the weights of `folder`; `frozen` layers are only read."""
        super().__init__()
        self.bert = MPNetModel.from_pretrained(
            folder, add_pooling_layer=False, attn_implementation="eager", dtype=torch.float32,
            hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0,
        )  # fmt: skip
        self.frozen = frozen
        self.bert.requires_grad_(False)
        for layer in self.bert.encoder.layer[frozen:]:
            layer.requires_grad_(True)
        self.dropout = nn.Dropout(0.3)
        width = self.bert.config.hidden_size
        sizes = {name: len(labels) for name, labels in {**CHOICES, **LABELS}.items()}
        self.heads = nn.ModuleDict({name: nn.Linear(width, size) for name, size in sizes.items()})

    def _through(self, states: torch.Tensor, mask: torch.Tensor, layers: Sequence[nn.Module]) -> torch.Tensor:
        bias = self.bert.encoder.compute_position_bias(states)
        away = (1.0 - mask[:, None, None, :].to(states.dtype)) * -1e4
        for layer in layers:
            states = layer(states, away, position_bias=bias)[0]
        return states

    @torch.no_grad()
    def lower(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """What the frozen layers make of texts."""
        return self._through(self.bert.embeddings(input_ids=ids), mask, self.bert.encoder.layer[: self.frozen])

    def upper(self, states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """The vectors of texts, from what the frozen layers made of them."""
        states = self._through(states, mask, self.bert.encoder.layer[self.frozen :])
        share = mask.to(states.dtype)
        return (states * share[:, :, None]).sum(1) / share.sum(1, keepdim=True)


def read_lower(net: Teacher, tokenizer: Tokenizer, texts: Sequence[str], held: Lower) -> None:
    """Adds what is missing of the frozen layers' work."""
    missing = sorted({t for t in texts if t not in held}, key=len)
    for at in range(0, len(missing), 48):
        some = missing[at : at + 48]
        rows = [e.ids for e in tokenizer.encode_batch([plain(t) for t in some])]
        size = max(len(r) for r in rows)
        ids = torch.tensor([r + [1] * (size - len(r)) for r in rows])
        mask = torch.tensor([[1] * len(r) + [0] * (size - len(r)) for r in rows])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states = net.lower(ids, mask)
        for text, row, state in zip(some, rows, states, strict=True):
            held[text] = state[: len(row)].to(torch.bfloat16).clone()


def stack(texts: Sequence[str], held: Lower) -> tuple[torch.Tensor, torch.Tensor]:
    """States and mask of a batch."""
    rows = [held[t] for t in texts]
    states = nn.utils.rnn.pad_sequence(rows, batch_first=True).float()
    mask = torch.zeros(states.shape[:2], dtype=torch.long)
    for index, row in enumerate(rows):
        mask[index, : len(row)] = 1
    return states, mask


def step_loss(net: Teacher, batch: Sequence[Item], held: Lower, smooth: float) -> torch.Tensor:
    """Loss of a batch over all tasks."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        vectors = net.upper(*stack([i.text for i in batch], held))
    vectors = net.dropout(vectors.float())
    total = torch.zeros(())
    for task in (*CHOICES, *LABELS):
        rows = [i for i, item in enumerate(batch) if task in item.targets]
        if rows:
            target = target_of(task, [batch[i].targets[task] for i in rows])
            weight = torch.tensor([batch[i].weights.get(task, 1.0) for i in rows])
            total = total + (losses(net, task, vectors[rows], target, smooth) * weight).sum()
    return total / len(batch)


@torch.no_grad()
def judge(net: Teacher, texts: Sequence[str], held: Lower) -> dict[str, np.ndarray]:
    """Logits of every task for texts."""
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    sizes = {name: len(labels) for name, labels in {**CHOICES, **LABELS}.items()}
    out = {name: np.zeros((len(texts), size), dtype=np.float32) for name, size in sizes.items()}
    for at in range(0, len(order), 64):
        rows = order[at : at + 64]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            vectors = net.upper(*stack([texts[i] for i in rows], held))
        for name, head in net.heads.items():
            out[name][rows] = head(vectors.float()).numpy()
    return out


def pool_of(items: Sequence[Item], chance: random.Random) -> list[Item]:
    """What people say, and some of it joined in pairs; practitioners' turns are learnt well enough without."""
    told = [item for item in items if "behaviours" not in item.targets]
    joined = [item for item in mixed(told, 0.1, chance) if item.parts]
    return [*told, *joined]


def main() -> None:
    """Trains, prints figures on the held-out share, saves the judgement of every text."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--frozen", type=int, default=8)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--rate", type=float, default=8e-5)
    parser.add_argument("--data", type=Path, default=Path("data/nlu"))
    given = parser.parse_args()
    torch.manual_seed(7)
    torch.set_num_threads(1)
    chance = random.Random(7)  # noqa: S311 - no secrets here
    net = Teacher(given.folder, given.frozen)
    if given.start:
        net.load_state_dict(torch.load(given.start, weights_only=True), strict=False)
    examples = read_examples(given.data)
    seen = [e for e in examples if not is_held_out(e.text)]
    unseen = [e for e in examples if is_held_out(e.text)]
    pool = pool_of(items_from(seen), chance)
    tokenizer = load_tokenizer(given.folder)
    kept = given.out.with_suffix(".lower.pt")
    held: Lower = torch.load(kept, weights_only=True) if kept.exists() else {}
    began = time.monotonic()
    read_lower(net, tokenizer, [i.text for i in pool] + [e.text for e in unseen], held)
    torch.save(held, kept)
    print(f"{len(pool)} texts read at {time.monotonic() - began:.0f} s", flush=True)  # noqa: T201
    body = [p for p in net.bert.parameters() if p.requires_grad]
    groups = [{"params": body, "lr": given.rate}, {"params": net.heads.parameters(), "lr": 1e-3}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    steps = given.epochs * (len(pool) // 32 + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / 100, max(0.02, (steps - s) / steps))
    )
    done = 0
    for epoch in range(given.epochs):
        total = 0.0
        net.train()
        for count, batch in enumerate(batches(pool, 32, chance), start=1):
            loss = step_loss(net, batch, held, 0.05)
            net.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(body, 1.0)
            optimizer.step()
            schedule.step()
            done += 1
            total += float(loss.detach())
            if count % 100 == 0:
                print(f"{epoch} {done}/{steps} {total / count:.3f} {time.monotonic() - began:.0f} s", flush=True)  # noqa: T201
        net.eval()
        upper = {n: p for n, p in net.state_dict().items() if n.startswith("heads") or ".layer." in n}
        torch.save({n: p for n, p in upper.items() if "layer" not in n or int(n.split(".")[3]) >= given.frozen},
                   given.out.with_suffix(".pt"))  # fmt: skip
        logits = judge(net, [e.text for e in unseen], held)
        shown = {
            n: torch.from_numpy(v).softmax(1).numpy() if n in CHOICES else 1 / (1 + np.exp(-v))
            for n, v in logits.items()
        }
        for key, value in scores(unseen, shown).items():
            # Behaviours are not taught, so their figures mean nothing here.
            print(f"  {key}: {value}", flush=True)  # noqa: T201
    texts = [i.text for i in pool]
    np.savez(given.out.with_suffix(".npz"), texts=np.array(texts), **judge(net, texts, held))


if __name__ == "__main__":
    main()
