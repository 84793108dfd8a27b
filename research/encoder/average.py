"""Averages the weights of several fine-tunings of one line of descent, which reads new texts better than the last one.

python -m research.encoder.average --out /tmp/encoder.pt /tmp/a.pt:0.2 /tmp/b.pt:0.3 /tmp/c.pt:0.5
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import torch


def averaged(states: list[dict[str, Any]], shares: list[float]) -> dict[str, Any]:
    """One network whose every weight is the mean of theirs, each by its share; the rest is that of the last."""
    if abs(sum(shares) - 1) > 1e-6:
        raise ValueError("the shares do not make one")
    weights = {
        name: sum(share * held["state"][name] for held, share in zip(states, shares, strict=True))
        if tensor.is_floating_point()
        else tensor
        for name, tensor in states[-1]["state"].items()
    }
    return {**states[-1], "state": weights, "recipe": {**states[-1]["recipe"], "averaged": shares}}


def main() -> None:
    """Reads states with their shares, writes their mean."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("states", nargs="+", metavar="PATH:SHARE")
    given = parser.parse_args()
    pairs = [each.rpartition(":") for each in given.states]
    held = [torch.load(path, weights_only=True) for path, _, _ in pairs]
    torch.save(averaged(held, [float(share) for _, _, share in pairs]), given.out)


if __name__ == "__main__":
    main()
