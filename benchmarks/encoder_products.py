"""How much of the encoder's time is the arithmetic it cannot do without.

The bare products: for each text the int8 matrix products of all layers (three of attention, its
output, two of the feed-forward part), of the same shapes and with weights of the same size, by the
same library on one core; no quantising, no attention, no norms, no tokens.
"""

import json
import tempfile
import time
from pathlib import Path

import numpy as np
from onnx import TensorProto, helper, numpy_helper, save
from onnxruntime import InferenceSession, SessionOptions
from tokenizers import Tokenizer

from benchmarks.encoder_speed import sentences
from pipeline.encoders.encoder import load
from pipeline.places import ENCODER

_TURNS = 5


def measure(n_texts: int = 100) -> dict[str, float]:
    """Processor milliseconds a text of the encoder and of the bare products, in turns."""
    config = json.loads(Path(ENCODER, "config.json").read_text(encoding="utf-8"))
    tokenizer = Tokenizer.from_file(f"{ENCODER}/tokenizer.json")
    texts = sentences(n_texts)
    n_tokens = [len(tokenizer.encode(f"query: {text}").ids) for text in texts]
    encoder = load(ENCODER, 1)
    width, wide = int(config["hidden_size"]), int(config["intermediate_size"])
    products = _products(width, wide, int(config["num_hidden_layers"]))
    chance = np.random.default_rng(0)
    inputs = [
        {
            "narrow": chance.integers(0, 255, (n, width), np.uint8),
            "wide": chance.integers(0, 255, (n, wide), np.uint8),
        }
        for n in n_tokens
    ]
    best = {"encoder": np.inf, "products": np.inf}
    for _ in range(_TURNS):
        start = time.process_time()
        encoder.encode(texts)
        middle = time.process_time()
        for one in inputs:
            products.run(None, one)
        best["encoder"] = min(best["encoder"], middle - start)
        best["products"] = min(best["products"], time.process_time() - middle)
    return {
        "tokens a text": round(float(np.mean(n_tokens)), 1),
        "milliseconds a text": round(best["encoder"] / n_texts * 1000, 2),
        "of the bare products": round(best["products"] / n_texts * 1000, 2),
        "share": round(best["products"] / best["encoder"], 2),
    }


def _products(width: int, wide: int, n_layers: int) -> InferenceSession:
    """A session that multiplies and does nothing else."""
    chance = np.random.default_rng(1)
    shapes = [*[("narrow", width, width)] * 4, ("narrow", width, wide), ("wide", wide, width)]
    nodes, weights, outputs = [], [], []
    for number, (source, rows, columns) in enumerate(shapes * n_layers):
        weight, product = f"w{number}", f"p{number}"
        values = chance.integers(-127, 127, (rows, columns), np.int8)
        weights.append(numpy_helper.from_array(values, weight))
        nodes.append(helper.make_node("MatMulInteger", [source, weight], [product]))
        outputs.append(helper.make_tensor_value_info(product, TensorProto.INT32, ["n", columns]))
    given = [
        helper.make_tensor_value_info(name, TensorProto.UINT8, ["n", size])
        for name, size in (("narrow", width), ("wide", wide))
    ]
    graph = helper.make_graph(nodes, "products", given, outputs, weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "products.onnx")
        save(model, str(path))
        return InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
