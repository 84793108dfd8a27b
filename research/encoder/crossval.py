"""Honest figures for a recipe: trained on some writers, tested on others.

python -m research.encoder.crossval --layers 0,2,4 --epochs 4
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.metrics import f1_score

from bot.nlu.examples import Example, read_examples
from bot.nlu.labels import BEHAVIOURS, KINDS, NO_RISK, RISKS, THEMES
from research.encoder.examples import CHOICES, items_from
from research.encoder.training import Recipe, fine_tune, predict

FIRST_HANDS = frozenset({1, 3, 4, 7})


def scores(examples: Sequence[Example], predicted: dict[str, np.ndarray]) -> dict[str, object]:
    """Figures of each task at the best single cut, which is enough to compare recipes."""
    out = {}
    rows = [i for i, e in enumerate(examples) if e.kinds]
    truth = np.array([[k in examples[i].kinds for k in KINDS] for i in rows])
    p = predicted["kinds"][rows]
    best = {}
    for cut in np.arange(0.2, 0.6, 0.05):
        got = p >= cut
        got[np.arange(len(p)), p.argmax(1)] = True
        only = p.argmax(1) == KINDS.index("context")
        got[~only, KINDS.index("context")] = False
        got[only] = False
        got[only, KINDS.index("context")] = True
        best[round(cut, 2)] = f1_score(truth, got, average="micro")
    out["kinds"] = max(best.items(), key=lambda kv: kv[1])
    for name, labels in THEMES.items():
        rows = [i for i, e in enumerate(examples) if e.framework == name]
        truth = np.array([[k in examples[i].themes for k in labels] for i in rows])
        p = predicted[f"themes_{name}"][rows]
        best = {}
        for cut in np.arange(0.2, 0.6, 0.05):
            got = p >= cut
            best[round(cut, 2)] = f1_score(truth, got, average="micro")
        out[name] = max(best.items(), key=lambda kv: kv[1])
    rows = [i for i, e in enumerate(examples) if not e.behaviours and not e.kinds and not e.risk]
    truth = np.array([CHOICES["act"].index(e.intent) for e in (examples[i] for i in rows)])
    got = predicted["act"][rows].argmax(1)
    out["acts_acc"] = (truth == got).mean()
    out["acts_macro"] = f1_score(truth, got, average="macro")
    out["tell_taken"] = (got[truth == 0] != 0).mean()
    every = [i for i, e in enumerate(examples) if e.kinds]
    out["stmt_taken"] = (predicted["act"][every].argmax(1) != 0).mean()
    rows = [i for i, e in enumerate(examples) if e.risk]
    score = 1 - predicted["risk"][rows][:, 0]
    truth = np.array([examples[i].risk != NO_RISK for i in rows])
    for recall in (0.9, 0.95, 0.97):
        cut = np.quantile(score[truth], 1 - recall)
        out[f"risk_fp@{recall}"] = ((score[~truth] >= cut).mean(), cut)
    out["risk_cat"] = np.mean(
        [RISKS[predicted["risk"][i][1:].argmax()] == examples[i].risk for i in np.array(rows)[truth]]
    )
    rows = [i for i, e in enumerate(examples) if e.behaviours]
    truth = np.array([[k in examples[i].behaviours for k in BEHAVIOURS] for i in rows])
    p = predicted["behaviours"][rows]
    best = {}
    for cut in np.arange(0.2, 0.6, 0.05):
        got = p >= cut
        got[np.arange(len(p)), p.argmax(1)] = True
        best[round(cut, 2)] = f1_score(truth, got, average="macro")
    out["behaviours"] = max(best.items(), key=lambda kv: kv[1])
    pairs = [
        (r, "open_question" in examples[i].behaviours)
        for r, i in enumerate(rows)
        if ("open_question" in examples[i].behaviours) != ("closed_question" in examples[i].behaviours)
    ]
    out["open_closed"] = np.mean([(p[r, 0] > p[r, 1]) == o for r, o in pairs])
    return out


def main() -> None:
    """Trains on some hands and prints figures for the others."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--layers", default="0,1,2,3,4,5")
    parser.add_argument("--folds", default="0")
    parser.add_argument("--folder", required=True)
    parser.add_argument("--save")
    for name, kind, default in (
        ("epochs", int, 4),
        ("rate", float, 1e-4),
        ("mix", float, 0.25),
        ("smooth", float, 0.05),
        ("dropout", float, 0.1),
        ("batch", int, 32),
        ("head_rate", float, 2e-3),
    ):
        parser.add_argument(f"--{name}", type=kind, default=default)
    a = parser.parse_args()
    recipe = Recipe(
        layers=tuple(int(x) for x in a.layers.split(",")),
        epochs=a.epochs,
        rate=a.rate,
        mix=a.mix,
        smooth=a.smooth,
        dropout=a.dropout,
        batch=a.batch,
        head_rate=a.head_rate,
    )
    examples = read_examples(Path("data/nlu"))
    for fold in a.folds.split(","):
        seen = [e for e in examples if (e.hand in FIRST_HANDS) == (fold == "0")]
        unseen = [e for e in examples if (e.hand in FIRST_HANDS) != (fold == "0")]
        began = time.time()
        net = fine_tune(Path(a.folder), items_from(seen), recipe)
        predicted = predict(net, Path(a.folder), [e.text for e in unseen])
        if a.save:
            np.savez(f"{a.save}_{fold}.npz", **predicted)
        print(f"fold {fold} {time.time() - began:.0f} s", vars(a))  # noqa: T201
        for key, value in scores(unseen, predicted).items():
            print(f"  {key}: {value}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
