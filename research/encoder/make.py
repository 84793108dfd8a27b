"""Makes the encoder that the project ships: fine-tunes on data/nlu and keeps the network's state.

python -m research.encoder.make --folder <all-MiniLM-L6-v2> --out /tmp/encoder.pt
python -m research.encoder.export --folder <all-MiniLM-L6-v2> --state /tmp/encoder.pt
"""

from __future__ import annotations

import argparse
import hashlib
from dataclasses import asdict
from pathlib import Path

import torch

from bot.nlu.examples import read_examples
from bot.nlu.held_out import is_held_out
from research.encoder.crossval import scores
from research.encoder.examples import items_from
from research.encoder.training import Recipe, fine_tune, predict


def main() -> None:
    """Fine-tunes, prints figures on the held-out share, and saves."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--layers", default="0,1,2,3")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--start", type=Path, help="a state to go on from")
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--mix", type=float, default=0.25)
    parser.add_argument("--easy", type=float, default=1.0, help="share of acts and turns seen in an epoch")
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--hide", type=float, default=0.0, help="share of word pieces that are hidden")
    parser.add_argument("--frozen", type=int, default=0, help="lowest layers that stay as they are, with the words")
    parser.add_argument("--head-rate", type=float, default=2e-3)
    given = parser.parse_args()
    examples = read_examples(Path("data/nlu"))
    seen = [e for e in examples if not is_held_out(e.text)]
    unseen = [e for e in examples if is_held_out(e.text)]
    data = hashlib.blake2b("\n".join(f"{e}" for e in seen).encode(), digest_size=8).hexdigest()
    layers = tuple(int(part) for part in given.layers.split(","))
    recipe = Recipe(
        layers=layers,
        epochs=given.epochs,
        rate=given.rate,
        seed=given.seed,
        batch=given.batch,
        mix=given.mix,
        easy=given.easy,
        dropout=given.dropout,
        hide=given.hide,
        frozen=given.frozen,
        head_rate=given.head_rate,
    )
    net = fine_tune(given.folder, items_from(seen), recipe, given.start)
    torch.save({"state": net.state_dict(), "recipe": asdict(recipe), "data": data}, given.out)
    for key, value in scores(unseen, predict(net, given.folder, [e.text for e in unseen])).items():
        print(f"  {key}: {value}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
