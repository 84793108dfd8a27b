"""Writes a fine-tuned network as the project ships it: an ONNX graph with whole-number weights and without pieces of
other scripts, its heads, its tokeniser, and vectors to test it by.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import math
import re
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from safetensors.torch import save_file
from torch import nn
from transformers import BertModel

from bot.nlu.encoder import plain
from research.encoder.net import Net
from research.encoder.training import END, load_tokenizer, tensors

_KEPT = re.compile(r"(?:##)?[\x21-\x7e£€à-öø-ÿŵŷāăąćčęěğłńňőřśşšťūůźżž]+")
_SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
MOST_PLACES = 160
APART = -50.0
"""What is added to the attention between pieces of different texts: e⁻⁵⁰ of it is left, which is nothing. With more the
softmax meets numbers too small for a float, and takes five times as long.
"""

REFERENCE = Path("tests/integration/nlu/encoder_reference.json")
TEXTS = (
    "my knees are shot but i still get to the bowls on a friday",
    "skip",
    "",
    "I’d love to see my pals’ faces… more than once a year",
)


class Shipped(nn.Module):
    """The forward pass of several texts laid end to end, without batches, padding or dropout."""

    def __init__(self, bert: BertModel, kept: list[int]) -> None:
        """Takes the layers of a network, and only the word pieces named."""
        super().__init__()
        held = bert.embeddings
        self.words = nn.Embedding.from_pretrained(held.word_embeddings.weight.detach()[kept])
        places = held.position_embeddings.weight.detach()[:MOST_PLACES]
        self.register_buffer("places", places + held.token_type_embeddings.weight.detach()[0])
        self.norm = held.LayerNorm
        self.layers = bert.encoder.layer
        self.count = bert.config.num_attention_heads

    def forward(self, ids: torch.Tensor, places: torch.Tensor, texts: torch.Tensor) -> torch.Tensor:
        """States (pieces, width) from ids, the place of each piece in its text, and which text it is of (pieces)."""
        rows = self.norm(self.words(ids) + self.places[places])
        # A piece looks at its own text only.
        apart = torch.where(texts[:, None] == texts[None, :], 0.0, APART)
        for layer in self.layers:
            own = layer.attention.self
            query, key, value = (
                part(rows).view(ids.shape[0], self.count, -1).transpose(0, 1)
                for part in (own.query, own.key, own.value)
            )
            shares = torch.softmax(query @ key.transpose(1, 2) / math.sqrt(query.shape[-1]) + apart, dim=-1)
            mixed = (shares @ value).transpose(0, 1).reshape(ids.shape[0], -1)
            rows = layer.attention.output.LayerNorm(layer.attention.output.dense(mixed) + rows)
            wide = nn.functional.gelu(layer.intermediate.dense(rows))
            rows = layer.output.LayerNorm(layer.output.dense(wide) + rows)
        return rows


def write_reference(folder: Path, net: Net) -> None:
    """Vectors of a few texts by PyTorch in full precision, for the test of the forward pass."""
    tokenizer = load_tokenizer(folder)
    rows = {}
    with torch.no_grad():
        for text in TEXTS:
            ids, mask, pools = tensors([tokenizer.encode(plain(text))], [[(0, END)]])
            rows[text] = [round(float(x), 5) for x in net(ids, mask, pools)[0, 0]]
    REFERENCE.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")


def write_tokenizer(folder: Path, to: Path) -> list[int]:
    """The tokeniser with the pieces that are kept; returns their old places."""
    tokenizer = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
    pieces = sorted(tokenizer["model"]["vocab"].items(), key=lambda pair: pair[1])
    kept = [(p, i) for p, i in pieces if p in _SPECIAL or (_KEPT.fullmatch(p) and not p.startswith("[unused"))]
    places = {piece: new for new, (piece, _) in enumerate(kept)}
    tokenizer["model"]["vocab"] = places
    tokenizer["truncation"] = tokenizer["padding"] = None
    for added in tokenizer["added_tokens"]:
        added["id"] = places[added["content"]]
    for name, special in tokenizer["post_processor"]["special_tokens"].items():
        special["ids"] = [places[name]]
    tokenizer["added_tokens"] = [a for a in tokenizer["added_tokens"] if a["content"] in _SPECIAL]
    text = json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":"))
    (to / "tokenizer.json").write_text(text, encoding="utf-8")
    return [old for _, old in kept]


def write_graph(shipped: Shipped, to: Path) -> None:
    """The network as an ONNX graph with whole-number weights."""
    ids, places = torch.arange(10, 26), torch.arange(8).repeat(2)
    texts = torch.arange(2).repeat_interleave(8)
    # The tools of onnxruntime leave files where they are run.
    with tempfile.TemporaryDirectory() as scratch, contextlib.chdir(scratch):
        whole, ready = f"{scratch}/whole.onnx", f"{scratch}/ready.onnx"
        names = ("ids", "places", "texts", "states")
        torch.onnx.export(
            shipped, (ids, places, texts), whole, input_names=names[:3], output_names=names[3:],
            dynamic_axes={name: {0: "pieces"} for name in names}, dynamo=False, opset_version=17,
        )  # fmt: skip
        quant_pre_process(whole, ready, skip_symbolic_shape=True)
        quantize_dynamic(ready, to, weight_type=QuantType.QInt8, per_channel=True)
    print(f"{to}: {to.stat().st_size / 1e6:.1f} MB, {len(shipped.words.weight)} pieces")  # noqa: T201


def main() -> None:
    """Reads the state that `make` saved, writes encoder.onnx, heads.safetensors and tokenizer.json; without a state,
    the published model without heads.
    """
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--state", type=Path)
    parser.add_argument("--to", type=Path, required=True)
    given = parser.parse_args()
    to = (given.to / "encoder.onnx").resolve()
    if given.state is None:
        bert = BertModel.from_pretrained(given.folder, add_pooling_layer=False).eval()
        write_graph(Shipped(bert, write_tokenizer(given.folder, given.to)).eval(), to)
        return
    held = torch.load(given.state, weights_only=True)
    net = Net(given.folder, held["recipe"]["layers"])
    net.load_state_dict(held["state"])
    net.eval()
    write_graph(Shipped(net.bert, write_tokenizer(given.folder, given.to)).eval(), to)
    heads = {name.removeprefix("heads."): t.contiguous() for name, t in net.state_dict().items() if "heads" in name}
    notes = {"data": held["data"], "recipe": json.dumps(held["recipe"])}
    save_file(heads, given.to / "heads.safetensors", notes)
    write_reference(given.folder, net)


if __name__ == "__main__":
    main()
