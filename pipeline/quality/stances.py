"""The stance of opinions towards what is proposed, against texts that somebody else wrote."""

import json
from collections import Counter
from pathlib import Path

from sklearn.metrics import f1_score

from pipeline.errors import OpinionsError
from pipeline.language import says
from pipeline.review_items.stance import stance_of
from pipeline.store import read_text
from pipeline.tables.natures import Stance
from pipeline.text.normalize import normalize


def evaluate_stances(file: Path) -> dict[str, object]:
    """Macro-F1, coverage and confusions.

    Args:
        file: JSON lines with ``text`` and ``stance``, and ``proposal`` where it is known.

    Returns:
        ``n``; ``macro_f1`` over the five stances, and over four with どちらでもない and 不明 as
        one; ``f1`` by stance; ``coverage`` (share that is not left 不明, 0–1) and ``accuracy`` of
        those; ``confused`` (label → found: count).

    Raises:
        OpinionsError: no such file, no JSON lines, or a stance that is none.
    """
    known = [one.value for one in Stance]
    lines = read_text(file).splitlines()
    try:
        rows = [json.loads(line) for line in lines if line.strip()]
        gold = [str(row["stance"]) for row in rows]
        texts = [(normalize(row["text"]), normalize(row.get("proposal", ""))) for row in rows]
    except (ValueError, KeyError, TypeError) as error:
        raise OpinionsError(
            says(
                f"{file} は、1行1件のJSON（text、stance、proposal）ではない。",
                f"{file} is no list of texts with stances, one JSON object a line.",
            )
        ) from error
    if not rows or not set(gold) <= set(known):
        raise OpinionsError(
            says(
                f"{file} の stance は {sorted(set(gold))}。使えるのは {known}。",
                f"{file}: stances are {sorted(set(gold))}; allowed are {known}.",
            )
        )
    found = [stance_of(text, proposal).stance.value for text, proposal in texts]
    covered = [
        label == said
        for label, said in zip(gold, found, strict=True)
        if said != Stance.UNKNOWN.value
    ]
    by_stance = f1_score(gold, found, labels=known, average=None, zero_division=0.0)
    confused = Counter(
        f"{label} → {said}" for label, said in zip(gold, found, strict=True) if label != said
    )
    return {
        "n": len(rows),
        "macro_f1": float(by_stance.mean()),
        "macro_f1_of_four": float(
            f1_score([*map(_joined, gold)], [*map(_joined, found)], average="macro")
        ),
        "f1": {name: round(float(value), 3) for name, value in zip(known, by_stance, strict=True)},
        "coverage": len(covered) / len(rows),
        "accuracy": sum(covered) / len(covered) if covered else None,
        "confused": dict(sorted(confused.items(), key=lambda pair: (-pair[1], pair[0]))),
    }


def _joined(stance: str) -> str:
    return Stance.NEITHER.value if stance == Stance.UNKNOWN.value else stance
