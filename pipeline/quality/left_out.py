"""Hard negatives: opinions of the same field that belong to no item of the codebook.

Each class is left out of the codebook in turn; half of the others teach the classifier, the other
half and the members of the class that was left out are then to be told apart.
"""

import numpy as np
from sklearn.metrics import roc_auc_score

from pipeline.quality.promise import ONE_SETTING, materials
from pipeline.quality.theme_agreement import tables_of
from pipeline.review_items.classifier import TrainParams, train
from pipeline.review_items.features import Texts
from pipeline.review_items.training_set import texts_of_tables
from pipeline.store import Store

MATERIALS = ("policy_proposals", "env_plan_comments", "yamaguchi_highschool")
_MOST_LEARNT = 300


def evaluate_left_out() -> dict[str, object]:
    """Mean AUROC of the most probable item's probability over the classes left out, by material.

    Raises:
        OpinionsError: the shared data or the models are not there.
    """
    store = Store()
    params = store.parameters("train", TrainParams).model_copy(update=ONE_SETTING)
    found: dict[str, object] = {}
    for name, frame in materials().items():
        if name in MATERIALS:
            tables = tables_of(frame["text"], store)
            texts = texts_of_tables(tables.opinions, tables.tokens, tables.embeddings)
            gold = frame["gold"][tables.opinions.index].to_numpy(dtype=str)
            by_class = {one: left_out_auroc(texts, gold, one, params) for one in sorted(set(gold))}
            found[name] = {
                "n_opinions": len(gold),
                "auroc": round(float(np.mean(list(by_class.values()))), 3),
                "by_class": {one: round(value, 3) for one, value in by_class.items()},
            }
    return found


def left_out_auroc(
    texts: Texts, gold: "np.ndarray[tuple[int], np.dtype[np.str_]]", out: str, params: TrainParams
) -> float:
    """AUROC of opinions of known classes against those of the class that was left out.

    Args:
        texts: of a material.
        gold: class of each text, (n_texts,).
        out: the class that no item stands for.
        params: how the classifier learns.
    """
    inside = np.random.default_rng(0).permutation(np.flatnonzero(gold != out))
    n_learnt = min(_MOST_LEARNT, len(inside) // 2)
    learnt, known = inside[:n_learnt], inside[n_learnt:]
    model = train(
        texts.take(learnt.tolist()),
        [(gold[row],) for row in learnt],
        sorted(set(gold[learnt])),
        params,
    )
    foreign = np.flatnonzero(gold == out)
    top = model.probabilities(texts.take([*known.tolist(), *foreign.tolist()])).max(axis=1)
    return float(roc_auc_score(np.r_[np.ones(len(known)), np.zeros(len(foreign))], top))
