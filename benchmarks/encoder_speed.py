"""How many texts per second each form of the encoder takes, measured in one run.

Wall-clock speed on a machine that does other things too means little by itself, so the forms take
turns and each keeps its best turn; the ratios are what to compare.
"""

import json
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from pipeline.encoders.encoder import EncoderParams, load
from pipeline.encoders.encoder_folder import build
from pipeline.encoders.universal_encoder import UniversalEncoder

_TURNS = 3
_PARTS = (
    ("国", "都道府県", "指定都市", "町村", "システム事業者", "当市の情報部門", "共同利用の団体"),
    (
        "標準準拠システムへの移行の費用",
        "ガバメントクラウドの利用料",
        "住民基本台帳の事務の手順",
        "共通化すべき業務の範囲",
        "調達の仕様書",
        "職員への研修の機会",
    ),
    (
        "を早く示した上で意見を聴くべきであり、",
        "についての負担を見直してほしい。",
        "を一律に決めるのは難しい。",
    ),
    (
        "人口の少ない団体では専門の職員がおらず、今の期限では間に合わないためである",
        "示されるのが遅いと次の年度の予算の要求に間に合わず、移行が遅れるためである",
    ),
)


def sentences(n_texts: int) -> list[str]:
    """Make distinct opinions of 60 to 90 characters, about as long as real ones (76).

    >>> len(set(sentences(500))), sentences(2)[0][:12]
    (500, '国は、標準準拠システムへ')
    """
    texts = []
    for number in range(n_texts):
        rest, chosen = number, []
        for part in reversed(_PARTS):
            rest, place = divmod(rest, len(part))
            chosen.append(part[place])
        reason, wish, thing, subject = chosen
        texts.append(f"{subject}は、{thing}{wish}{reason}(意見{number + 1})。")
    return texts


def measure(folder: str, n_texts: int) -> dict[str, float]:
    """Measure texts per second of int8, fp32, torch and the second view.

    Args:
        folder: an encoder's folder; the forms that it does not hold are built beside it for a
            while.
        n_texts: how many distinct texts each turn encodes.

    Returns:
        Texts per second by form, and int8 relative to torch. torch is the better of
        sentence-transformers' own batches of 32 and of one text per call and core.
    """
    params = EncoderParams(**json.loads(Path(folder, "encoder.json").read_text(encoding="utf-8")))
    texts = sentences(n_texts)
    with tempfile.TemporaryDirectory() as work:
        forms: dict[str, Callable[[Sequence[str]], Any]] = {}
        for backend in ("int8", "fp32", "torch"):
            place = folder
            if backend != params.backend:
                place = str(Path(work, backend))
                build(Path(place), params.model_copy(update={"backend": backend}))
            forms[backend] = load(place).encode
            if backend == "torch":
                forms["torch_batches"] = _batches(place)
        forms["universal"] = UniversalEncoder().encode

        seconds: dict[str, list[float]] = {form: [] for form in forms}
        for turn in range(_TURNS + 1):
            for form, encode in forms.items():
                start = time.perf_counter()
                encode(texts if turn else texts[:5])
                if turn:  # the first one warms up
                    seconds[form].append(time.perf_counter() - start)
    speed = {form: round(n_texts / min(turns), 1) for form, turns in seconds.items()}
    speed["torch"] = max(speed["torch"], speed.pop("torch_batches"))
    return speed | {"int8_to_torch": round(speed["int8"] / speed["torch"], 2)}


def _batches(folder: str) -> Callable[[Sequence[str]], Any]:
    """Encode in batches, on all cores, as sentence-transformers does when left alone."""
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(folder, device="cpu", local_files_only=True)

    def encode(texts: Sequence[str]) -> Any:
        return model.encode(list(texts), batch_size=32, show_progress_bar=False)

    return encode


if __name__ == "__main__":
    print(json.dumps(measure("models/encoder", 200) | {"cores": os.cpu_count()}, indent=2))
