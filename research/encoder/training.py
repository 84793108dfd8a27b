"""Fine-tunes the network on examples; knows nothing of files."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Encoding, Tokenizer

from bot.nlu.encoder import plain
from research.encoder.examples import CHOICES, LABELS, Item, careless, mixed, sampled
from research.encoder.net import Net, losses

MAX_PIECES = 96
END = 10**6
MASK, LAST_SPECIAL = 103, 103
"""The piece that stands for a hidden one, and the last of the special pieces, in the vocabulary of BERT."""

Span = tuple[int, int]


@dataclass(frozen=True)
class Recipe:
    """How to fine-tune."""

    layers: tuple[int, ...] = (0, 1, 2, 3, 4, 5)
    epochs: int = 4
    rate: float = 1e-4
    head_rate: float = 2e-3
    warmup: float = 0.1
    batch: int = 32
    dropout: float = 0.1
    smooth: float = 0.05
    easy: float = 1.0
    mix: float = 0.25
    decay: float = 0.01
    seed: int = 7
    hide: float = 0.0
    frozen: int = 0


def fine_tune(folder: Path, items: Sequence[Item], recipe: Recipe, start: Path | None = None) -> Net:
    """Trains a network on items, from a saved state if one is given; returns it, ready to predict."""
    torch.manual_seed(recipe.seed)
    torch.set_num_threads(1)
    chance = random.Random(recipe.seed)  # noqa: S311 - no secrets here
    net = Net(folder, recipe.layers, recipe.dropout)
    if start is not None:
        net.load_state_dict(torch.load(start, weights_only=True)["state"])
    if recipe.frozen:
        net.bert.embeddings.requires_grad_(False)
        net.bert.encoder.layer[: recipe.frozen].requires_grad_(False)
    tokenizer = load_tokenizer(folder)
    words = [net.bert.embeddings.word_embeddings.weight]
    body = [
        p for n, p in net.named_parameters() if n.startswith("bert") and "word_embeddings" not in n and p.requires_grad
    ]
    optimizers: list[torch.optim.Optimizer] = [
        torch.optim.AdamW(
            [
                {"params": body, "lr": recipe.rate, "weight_decay": recipe.decay},
                {"params": net.heads.parameters(), "lr": recipe.head_rate, "weight_decay": recipe.decay},
            ],
            fused=True,
        )
    ]
    if not recipe.frozen:
        # Only the word pieces of a batch are touched: a third of the time of a step is saved.
        optimizers.append(torch.optim.SparseAdam(words, lr=recipe.rate))
    steps = recipe.epochs * (len(sampled(items, recipe.easy, random.Random(0))) // recipe.batch + 1)  # noqa: S311
    warm = int(recipe.warmup * steps)

    def rate(step: int) -> float:
        return step / max(warm, 1) if step < warm else max(0.02, (steps - step) / max(steps - warm, 1))

    schedules = [torch.optim.lr_scheduler.LambdaLR(optimizer, rate) for optimizer in optimizers]
    net.train()
    began = time.monotonic()
    for epoch in range(recipe.epochs):
        total = count = 0.0
        for batch in batches(mixed(sampled(items, recipe.easy, chance), recipe.mix, chance), recipe.batch, chance):
            loss = step_loss(net, tokenizer, batch, recipe, chance)
            net.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(body, 1.0)
            for part in (*optimizers, *schedules):
                part.step()
            total += float(loss.detach())
            count += 1
            if count % 50 == 0:
                print(f"  {count:.0f} {total / count:.3f} {time.monotonic() - began:.0f} s", flush=True)  # noqa: T201
        print(f"epoch {epoch} loss {total / count:.3f} at {time.monotonic() - began:.0f} s", flush=True)  # noqa: T201
    return net.eval()


def load_tokenizer(folder: Path) -> Tokenizer:
    """The tokeniser of a model, cut after `MAX_PIECES`."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_PIECES)
    return tokenizer


def batches(items: Sequence[Item], size: int, chance: random.Random) -> Iterator[list[Item]]:
    """Batches of texts of like length, in random order."""
    order = list(items)
    chance.shuffle(order)
    chunks = [sorted(order[i : i + size * 20], key=lambda x: len(x.text)) for i in range(0, len(order), size * 20)]
    groups = [chunk[i : i + size] for chunk in chunks for i in range(0, len(chunk), size)]
    chance.shuffle(groups)
    yield from groups


def step_loss(
    net: Net, tokenizer: Tokenizer, batch: Sequence[Item], recipe: Recipe, chance: random.Random
) -> torch.Tensor:
    """Loss of a batch over all tasks; parts of joined texts count half."""
    # Parts are told by offsets, so a joined text is not changed by careless typing.
    texts = [plain(item.text if item.parts else careless(item.text, chance)) for item in batch]
    encoded = tokenizer.encode_batch(texts)
    spans = [
        [(0, END, item.targets, item.weights), *((s, e, t, {"risk": 0.3}) for s, e, t in item.parts)] for item in batch
    ]
    ids, mask, pools = tensors(encoded, [[(s, e) for s, e, _, _ in row] for row in spans])
    # Some pieces are hidden, so that no single word decides; cheaper on a processor than dropout in every layer.
    ids[(torch.rand(ids.shape) < recipe.hide) & (ids > LAST_SPECIAL)] = MASK
    with torch.autocast("cpu", dtype=torch.bfloat16):
        pooled = net(ids, mask, pools)
    vectors = net.dropout(pooled.float())
    flat, rows = [], []
    for index, row in enumerate(spans):
        for place, (_, _, targets, weights) in enumerate(row):
            flat.append((targets, weights, 1.0 if place == 0 else 0.5))
            rows.append(vectors[index, place])
    stacked = torch.stack(rows)
    total = torch.zeros(())
    for task in (*CHOICES, *LABELS):
        held = [i for i, (targets, _, _) in enumerate(flat) if task in targets]
        if not held:
            continue
        target = target_of(task, [flat[i][0][task] for i in held])
        weight = torch.tensor([flat[i][1].get(task, 1.0) * flat[i][2] for i in held])
        total = total + (losses(net, task, stacked[held], target, recipe.smooth) * weight).sum()
    return total / len(batch)


def tensors(encoded: Sequence[Encoding], spans: Sequence[Sequence[Span]]) -> tuple[torch.Tensor, ...]:
    """Ids, mask and pooling rows of a batch; a span to `END` is the whole text."""
    longest = max(len(e.ids) for e in encoded)
    most = max(len(s) for s in spans)
    ids = np.zeros((len(encoded), longest), dtype=np.int64)
    mask = np.zeros((len(encoded), longest), dtype=np.int64)
    pools = np.zeros((len(encoded), most, longest), dtype=np.float32)
    for i, (e, row) in enumerate(zip(encoded, spans, strict=True)):
        n = len(e.ids)
        ids[i, :n] = e.ids
        mask[i, :n] = 1
        offsets = np.asarray(e.offsets)
        for j, (start, end) in enumerate(row):
            inside = (offsets[:, 0] >= start) & (offsets[:, 1] <= end) & (offsets[:, 1] > offsets[:, 0])
            if end >= END or not inside.any():
                inside = np.ones(n, dtype=bool)
            pools[i, j, :n] = inside / inside.sum()
    return torch.from_numpy(ids), torch.from_numpy(mask), torch.from_numpy(pools)


def target_of(task: str, labels: Sequence[tuple[str, ...]]) -> torch.Tensor:
    """What the loss of a task compares with."""
    if task in CHOICES:
        return torch.tensor([CHOICES[task].index(names[0]) for names in labels])
    names = LABELS[task]
    return torch.tensor([[float(n in held) for n in names] for held in labels])


@torch.no_grad()
def predict(net: Net, folder: Path, texts: Sequence[str]) -> dict[str, np.ndarray]:
    """Probabilities of every task for texts, and their vectors under `vectors`."""
    tokenizer = load_tokenizer(folder)
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    vectors = np.zeros((len(texts), net.bert.config.hidden_size), dtype=np.float32)
    for at in range(0, len(order), 64):
        rows = order[at : at + 64]
        encoded = tokenizer.encode_batch([plain(texts[i]) for i in rows])
        ids, mask, pools = tensors(encoded, [[(0, END)]] * len(rows))
        with torch.autocast("cpu", dtype=torch.bfloat16):
            pooled = net(ids, mask, pools)
        vectors[rows] = pooled[:, 0].float().numpy()
    held = torch.from_numpy(vectors)
    out = {"vectors": vectors}
    for task, head in net.heads.items():
        logits = head(held)
        out[task] = (logits.softmax(1) if task in CHOICES else logits.sigmoid()).numpy()
    return out
