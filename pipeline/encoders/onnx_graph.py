"""Exports a sentence-transformers model as one ONNX graph, in float32 or int8.

The graph holds the whole encoder, pooling and normalisation included. Its output has shape
(n_texts, 1, n_dimensions), over which mean pooling changes nothing; so
``SentenceTransformer(folder, backend="onnx")`` and plain onnxruntime give the same bytes, whatever
pooling or dense layers the source has.

The table of words is four fifths of a small multilingual model. It is left out while tracing and
quantising, and put in at the end: that saves almost half of the time and of the memory.
"""

import logging
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from onnx import ModelProto, NodeProto
    from sentence_transformers import SentenceTransformer

STEPS = 3
"""Of ``export``, after each of which it says so."""
_STAND_IN_ROWS = 3  # of the table of words while it is left out
_TABLE_BLOCK = 4_096  # rows quantised at once


def export(
    model: "SentenceTransformer",
    backend: str,
    facts: dict[str, str],
    path: Path,
    done: Callable[[], object] = lambda: None,
) -> None:
    """Write the model as ONNX.

    Args:
        model: an encoder whose first module is a transformer, loaded in torch with eager
            attention; its table of words is lost.
        backend: "int8" or "fp32".
        facts: go into the file's metadata.
        path: of the file; the same model gives the same bytes.
        done: called after each of ``STEPS``.
    """
    import onnx
    from torch import nn

    transformer: Any = model.transformers_model
    table = transformer.get_input_embeddings()
    words: NDArray[np.float32] = table.weight.detach().float().numpy()
    table.padding_idx = None
    table.weight = nn.Parameter(table.weight[:_STAND_IN_ROWS].detach().clone())
    with tempfile.TemporaryDirectory(dir=path.parent) as work:
        traced, quantised = Path(work, "traced.onnx"), Path(work, "quantised.onnx")
        _trace(model, traced)
        done()
        if backend == "int8":
            _quantise(traced, quantised)
            graph = onnx.load(quantised)
        else:
            graph = onnx.load(traced)
    done()
    _put_words_in(graph, words, as_int8=backend == "int8")
    onnx.helper.set_model_props(graph, facts)
    onnx.checker.check_model(graph)
    onnx.save(graph, path)
    done()


def _trace(model: "SentenceTransformer", path: Path) -> None:
    """Trace all modules as one: ids and mask (n_texts, n_tokens) → (n_texts, 1, n_dimensions)."""
    import torch

    class Whole(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            features = {"input_ids": input_ids, "attention_mask": attention_mask}
            vectors: torch.Tensor = self.model(features)["sentence_embedding"]
            return vectors.unsqueeze(1)

    ids = torch.zeros((2, 5), dtype=torch.int64)
    mask = torch.tensor([[1, 1, 1, 1, 1], [1, 1, 1, 0, 0]])
    axes = {0: "n_texts", 1: "n_tokens"}
    with torch.no_grad(), warnings.catch_warnings():
        # That the mask has the shape of the ids is a constant of the graph, and rightly so.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Whole().eval(),
            (ids, mask),
            str(path),
            input_names=["input_ids", "attention_mask"],
            output_names=["last_hidden_state"],
            dynamic_axes={
                "input_ids": axes,
                "attention_mask": axes,
                "last_hidden_state": {0: "n_texts"},
            },
            opset_version=17,
            dynamo=False,  # the newer exporter needs a further package
        )


def _quantise(source: Path, target: Path) -> None:
    """Quantise matrices to int8, with a scale per output; activations follow at run time.

    Of 8 bits 7 are used. Cosine with fp32 on 95 comments: .9967 (8 bits .9971; one scale per
    matrix .987); but with 8 bits the sum of two products may overflow in processors without
    VNNI (onnxruntime's documentation on quantisation), which would then give other vectors.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    root = logging.getLogger()
    level = root.level
    root.setLevel(logging.ERROR)  # it advises a further pass, which brought nothing here
    try:
        quantize_dynamic(
            source,
            target,
            op_types_to_quantize=["MatMul", "Gemm"],
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
        )
    finally:
        root.setLevel(level)


def _put_words_in(graph: "ModelProto", words: NDArray[np.float32], as_int8: bool) -> None:
    """Put the table of words where its stand-in is looked up.

    Args:
        graph: with a ``Gather`` from the stand-in by ``input_ids``; changed in place.
        words: shape (n_vocabulary, width).
        as_int8: store rows as int8, each with its scale.
    """
    from onnx import TensorProto, helper, numpy_helper

    (lookup,) = (
        node for node in graph.graph.node if node.op_type == "Gather" and "input_ids" in node.input
    )
    name = lookup.input[0]
    tensors = graph.graph.initializer
    (place,) = (number for number, tensor in enumerate(tensors) if tensor.name == name)
    del tensors[place]
    if not as_int8:
        tensors.append(numpy_helper.from_array(words, name))
        return

    whole, scales = _as_int8(words)
    tensors.append(numpy_helper.from_array(whole, f"{name}_int8"))
    tensors.append(numpy_helper.from_array(scales, f"{name}_scale"))
    ids, rows = lookup.input[1], lookup.output[0]

    def node(kind: str, inputs: list[str], output: str, **settings: Any) -> "NodeProto":
        return helper.make_node(kind, inputs, [output], name=output, **settings)

    new = [
        node("Gather", [f"{name}_int8", ids], f"{rows}_int8"),
        node("Cast", [f"{rows}_int8"], f"{rows}_whole", to=TensorProto.FLOAT),
        node("Gather", [f"{name}_scale", ids], f"{rows}_scale"),
        node("Mul", [f"{rows}_whole", f"{rows}_scale"], rows),
    ]
    nodes = list(graph.graph.node)
    place = nodes.index(lookup)
    del graph.graph.node[:]
    graph.graph.node.extend([*nodes[:place], *new, *nodes[place + 1 :]])


def _as_int8(words: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Round each row to -127…127; return it, and the scales, shape (n_vocabulary, 1)."""
    whole = np.empty(words.shape, np.int8)
    scales = np.empty((len(words), 1), np.float32)
    for start in range(0, len(words), _TABLE_BLOCK):
        block = words[start : start + _TABLE_BLOCK]
        largest = np.abs(block).max(axis=1, keepdims=True)
        scale = np.where(largest > 0, largest / np.float32(127), np.float32(1))
        scales[start : start + _TABLE_BLOCK] = scale
        whole[start : start + _TABLE_BLOCK] = np.rint(block / scale)
    return whole, scales
