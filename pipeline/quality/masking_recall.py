"""Personal data left in clear, and words masked that are none, on texts written for the purpose."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import OpinionsError
from pipeline.execution import ExecutionParams
from pipeline.ingest.round_mask import find_mask
from pipeline.language import no_file, says
from pipeline.layouts.entry import Entry, Sender
from pipeline.layouts.role_words import Role, role_of_words
from pipeline.privacy.masking import Masked, MaskedSpan, MaskingParams
from pipeline.privacy.name_words import NameWords
from pipeline.privacy.personal_data import Masker
from pipeline.privacy.plain import plain
from pipeline.tables.state import State

_SHORTEST_PIECE = 4
"""Characters of a number, mail or address that tell something; half of it in any case."""


@dataclass(frozen=True)
class PlantedText:
    """A text with what has to be masked in it and what has to stay."""

    text: str
    kind: str
    secrets: tuple[str, ...]
    kept: tuple[str, ...] = ()
    has_cue: bool = False
    """Whether a label, title or form cell says that it is personal data."""
    label: str = ""
    """Of the cell in which the text stands; ファイル名 and シート名 for names of those."""
    spans: tuple[tuple[int, int], ...] = ()
    """Begin and end of each secret in characters; with them places count, without them words."""


_LIKE = '{"text": "担当：山田", "kind": "name", "cue": true, "secret": ["山田"], "keep": []}'


def read_planted(path: Path) -> list[PlantedText]:
    """Read a file of one JSON object per line: text, kind, cue, secret and keep (lists).

    Raises:
        OpinionsError: the file is missing, or a line is no such object.
    """
    if not path.is_file():
        raise OpinionsError(no_file(path))
    texts = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            values = json.loads(line)
            texts.append(
                PlantedText(
                    text=values["text"],
                    kind=str(values.get("kind", "")),
                    secrets=_listed(values.get("secret")),
                    kept=_listed(values.get("keep")),
                    has_cue=bool(values.get("cue")),
                    label=str(values.get("label") or ""),
                    spans=tuple((int(begin), int(end)) for begin, end in values.get("spans", ())),
                )
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise OpinionsError(
                says(
                    f"{path} の{number}行目を読めない。1行に1件、次のように書く：{_LIKE}",
                    f"{path}, line {number} cannot be read. Each line is such as {_LIKE}",
                )
            ) from error
    return texts


def _listed(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(map(str, value))  # type: ignore[call-overload]


def survives(secret: str, masked: str, names: NameWords) -> bool:
    """Whether a secret, or a part of it that tells who or where, is still in a masked text.

    >>> survives("山田花子", "〔氏名〕花子", NameWords()), survives("林", "〔氏名〕様", NameWords())
    (True, False)
    """
    if secret in masked:
        return True
    read = plain(secret).text
    parts = [part for part in read.replace("・", " ").split() if len(part) > 1]
    length = names.split(read.replace(" ", ""))
    if length:
        joined = read.replace(" ", "")
        parts += [part for part in (joined[:length], joined[length:]) if len(part) > 1]
        return any(part in plain(masked).text for part in parts)
    if len(parts) > 1 and not any(character.isdigit() for character in read):
        return any(part in plain(masked).text for part in parts)
    size = max(_SHORTEST_PIECE, (len(secret) + 1) // 2)
    return any(secret[at : at + size] in masked for at in range(len(secret) - size + 1))


def masked_as(planted: PlantedText, masker: Masker) -> Masked:
    """A text masked as ``ingest`` would: in its cell, or as a name of a file or sheet."""
    if planted.label in ("ファイル名", "シート名"):
        return masker.mask_name(planted.text)
    return masker.mask(planted.text, planted.label)


def _found(planted: PlantedText, masked: Masked, names: NameWords) -> list[bool]:
    """For each secret, whether nothing of it is left."""
    if not planted.spans:
        return [not survives(secret, masked.text, names) for secret in planted.secrets]
    return _in_place(planted, masked.spans)


def _in_place(planted: PlantedText, spans: Iterable[MaskedSpan]) -> list[bool]:
    """For each secret, whether every letter and digit of it is masked."""
    hidden = {at for span in spans for at in range(span.begin, span.end)}
    return [
        all(at in hidden or not planted.text[at].isalnum() for at in range(begin, end))
        for begin, end in planted.spans
    ]


def measured(texts: Iterable[PlantedText], params: MaskingParams) -> Mapping[str, object]:
    """Recall with and without a cue, and false masks of look-alikes, in all and per kind.

    A look-alike is a text that has nothing to mask; anything masked in it is false, and so is a
    mask over a part of any text that has to stay.
    """
    masker, names = Masker(params), NameWords()
    n: Counter[tuple[str, str, str]] = Counter()
    for planted in texts:
        found = masked_as(planted, masker)
        cue = "cue" if planted.has_cue else "no_cue"
        for is_found in _found(planted, found, names):
            for kind in ("", planted.kind):
                n[kind, cue, "secrets"] += 1
                n[kind, cue, "found"] += is_found
        false = any(kept not in found.text for kept in planted.kept) or bool(
            found.spans and not planted.secrets
        )
        group = "look_alikes" if not planted.secrets else "kept_beside"
        for kind in ("", planted.kind):
            n[kind, group, "texts"] += 1
            n[kind, group, "false"] += false
    kinds = sorted({kind for kind, _, _ in n if kind})
    return {**_rates(n, ""), "kinds": {kind: _rates(n, kind) for kind in kinds}}


def _rates(n: Counter[tuple[str, str, str]], kind: str) -> dict[str, object]:
    rates: dict[str, object] = {}
    for group, whole, part, name in (
        ("cue", "secrets", "found", "recall_with_cue"),
        ("no_cue", "secrets", "found", "recall_without_cue"),
        ("look_alikes", "texts", "false", "false_masks_of_look_alikes"),
        ("kept_beside", "texts", "false", "false_masks_beside_secrets"),
    ):
        if total := n[kind, group, whole]:
            rates[name] = round(n[kind, group, part] / total, 4)
            rates[f"n_{group}"] = total
    return rates


def measured_round(path: Path, params: MaskingParams) -> Mapping[str, object]:
    """The same of a round: a file with ``cells``, each with file, label, text and spans.

    A name that stands for sure in one cell has to be masked in all; words in ``keep`` have to stay.
    """
    content = json.loads(path.read_text(encoding="utf-8"))
    entries = [
        Entry(
            file=str(cell["file"]),
            begin=0,
            end=len(cell["text"]),
            text=str(cell["text"]),
            state=State.OPINIONS,
            reason=str(cell.get("label") or ""),
            sender=Sender(person=cell["text"] if _asks(cell) else ""),
        )
        for cell in content["cells"]
    ]
    mask = find_mask(entries, {entry.file: None for entry in entries}, params, ExecutionParams())
    n_found = n_secrets = n_kept = 0
    told = "\0".join(mask.text(entry.text) for entry in entries)
    for cell, entry in zip(content["cells"], entries, strict=True):
        planted = PlantedText(
            entry.text, "", (), spans=tuple((int(b), int(e)) for b, e in cell["spans"])
        )
        found = _in_place(planted, mask.spans(entry.text))
        n_secrets += len(found)
        n_found += sum(found)
    kept = [str(word) for word in content.get("keep", ())]
    n_kept = sum(word in told for word in kept)
    return {"n_secrets": n_secrets, "n_found": n_found, "n_keep": len(kept), "n_kept": n_kept}


def _asks(cell: Mapping[str, object]) -> bool:
    return role_of_words(str(cell.get("label") or "")) is Role.PERSON


def evaluate_masking(path: Path, strictness: str = "standard") -> Mapping[str, object]:
    """Measure masking on planted texts (JSON lines), or on rounds (a folder of JSON files).

    Raises:
        OpinionsError: nothing to read there.
    """
    params = MaskingParams.read("masking", {"strictness": strictness})
    if not path.is_dir():
        return measured(read_planted(path), params)
    rounds = {place.stem: measured_round(place, params) for place in sorted(path.glob("*.json"))}
    if not rounds:
        raise OpinionsError(
            says(
                f"{path} に *.json がない。意見照会のフォルダか、.jsonl のファイルを指定する。",
                f"{path} holds no *.json. Name a folder of rounds, or a .jsonl file.",
            )
        )
    return rounds
