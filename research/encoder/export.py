"""Writes a fine-tuned network as the project ships it: bytes with a scale a row, without pieces of
other scripts, with its tokeniser and notice.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save_file

from bot.nlu.encoder import plain
from bot.nlu.packing import pack, unpack
from research.encoder.net import Net
from research.encoder.training import END, load_tokenizer, tensors

_KEPT = re.compile(r"(?:##)?[\x21-\x7e£€à-öø-ÿŵŷāăąćčęěğłńňőřśşšťūůźżž]+")
_SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
MOST_PLACES = 160


REFERENCE = Path("tests/integration/nlu/encoder_reference.json")
TEXTS = (
    "my knees are shot but i still get to the bowls on a friday",
    "skip",
    "",
    "I’d love to see my pals’ faces… more than once a year",
)


def write_reference(folder: Path, recipe: dict, state: dict, packed: dict, kept: list[int]) -> None:
    """Vectors of a few texts by PyTorch from the weights as they were packed, for the test of the forward pass."""
    net = Net(folder, recipe["layers"])
    weights = unpack(packed)
    full = dict(state)
    for name, array in weights.items():
        target = name if name.startswith("heads") else f"bert.{name}"
        if "word_embeddings" in name:
            full[target][kept] = torch.from_numpy(array)
        elif "position_embeddings" in name:
            full[target][: len(array)] = torch.from_numpy(array)
        else:
            full[target] = torch.from_numpy(array)
    net.load_state_dict(full)
    net.eval()
    tokenizer = load_tokenizer(folder)
    rows = {}
    with torch.no_grad():
        for text in TEXTS:
            ids, mask, pools = tensors([tokenizer.encode(plain(text))], [[(0, END)]])
            rows[text] = [round(float(x), 5) for x in net(ids, mask, pools)[0, 0, :8]]
    REFERENCE.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")


def main() -> None:
    """Reads the state that `make` saved, writes encoder.safetensors and tokenizer.json."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--state", type=Path, required=True)
    parser.add_argument("--to", type=Path, default=Path("bot/nlu/weights"))
    given = parser.parse_args()
    held = torch.load(given.state, weights_only=True)
    weights = {name.removeprefix("bert."): tensor.float().numpy() for name, tensor in held["state"].items()}
    weights = {name: array for name, array in weights.items() if "position_ids" not in name and "pooler" not in name}
    tokenizer = json.loads((given.folder / "tokenizer.json").read_text(encoding="utf-8"))
    pieces = sorted(tokenizer["model"]["vocab"].items(), key=lambda pair: pair[1])
    kept = [(p, i) for p, i in pieces if p in _SPECIAL or (_KEPT.fullmatch(p) and not p.startswith("[unused"))]
    places = {piece: new for new, (piece, _) in enumerate(kept)}
    tokenizer["model"]["vocab"] = places
    tokenizer["truncation"] = tokenizer["padding"] = None
    for added in tokenizer["added_tokens"]:
        added["id"] = places[added["content"]]
    for name, special in tokenizer["post_processor"]["special_tokens"].items():
        special["ids"] = [places[name]]
    words = "embeddings.word_embeddings.weight"
    weights[words] = weights[words][[old for _, old in kept]]
    where = "embeddings.position_embeddings.weight"
    weights[where] = weights[where][:MOST_PLACES]
    given.to.mkdir(parents=True, exist_ok=True)
    compact = json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":"))
    (given.to / "tokenizer.json").write_text(compact, encoding="utf-8")
    notes = {"data": held["data"], "recipe": json.dumps(held["recipe"])}
    packed = {name: np.ascontiguousarray(array) for name, array in pack(weights).items()}
    save_file(packed, given.to / "encoder.safetensors", metadata=notes)
    (given.to / "encoder.safetensors").chmod(0o644)
    write_reference(
        given.folder, recipe=held["recipe"], state=held["state"], packed=packed, kept=[old for _, old in kept]
    )
    print(len(kept), "pieces,", sum(a.nbytes for a in packed.values()) / 1e6, "MB")  # noqa: T201


if __name__ == "__main__":
    main()
