"""The model card: what the classifier learnt from, how good it is, and what it is not for."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pipeline.review_items.calibration import expected_coverage
from pipeline.review_items.codebook import Codebook
from pipeline.review_items.measures import item_measures
from pipeline.review_items.model import ClassifyParams, ItemModel

_DIGITS = 4
_LEAST_DRAWN = 30  # labels by lot; with fewer, the lower bound of the promise says nothing
_MEASURES = {
    "top1": "最上位が正しい割合",
    "top2": "上位二つに正しいものがある割合",
    "macro_f1": "マクロF1",
    "ece": "較正誤差（ECE）",
}


def card(
    model: ItemModel, learnt: pd.DataFrame, params: ClassifyParams, versions: Mapping[str, str]
) -> dict[str, Any]:
    """The facts of a trained classifier.

    Args:
        model: trained on ``learnt``.
        learnt: one row per text, columns ``items`` (tuples of codes), ``is_label`` and
            ``is_drawn``.
        params: target accuracy and how many labels it takes.
        versions: package → version.

    Returns:
        What ``card.json`` holds; ``metrics`` are cross-validated on the texts learnt from.
    """
    n_labels, n_drawn = int(learnt["is_label"].sum()), int(learnt["is_drawn"].sum())
    held_out, truth = model.held_out.astype(float), model.truth > 0
    threshold = model.threshold(params)
    metrics = item_measures(held_out, truth)
    by_lot = model.drawn > 0
    metrics |= expected_coverage(held_out[by_lot], truth[by_lot], threshold)
    return {
        "n_examples": len(learnt) - n_labels,
        "n_labels": n_labels,
        "n_labels_needed": params.least_labels,
        "n_drawn": n_drawn,
        "calibrated": bool(
            n_labels >= params.least_labels and n_drawn >= _LEAST_DRAWN and model.calibration.fitted
        ),
        "probabilities_fitted": model.calibration.fitted,
        "target_accuracy": params.target_accuracy,
        "confidence": params.confidence,
        "threshold": None if threshold is None else round(threshold, _DIGITS),
        "classes": list(model.classes),
        "sizes": {code: sum(code in items for items in learnt["items"]) for code in model.classes},
        "metrics": {name: round(value, _DIGITS) for name, value in metrics.items()},
        "settings": [
            {**vars(setting), "vote": round(vote, _DIGITS)}
            for setting, vote in zip(model.settings, model.votes, strict=True)
        ],
        "calibration": {
            "slope": round(model.calibration.slope, _DIGITS),
            "offset": round(model.calibration.offset, _DIGITS),
        },
        "n_features": model.features.n_features,
        "versions": dict(sorted(versions.items())),
    }


def card_of_none(params: ClassifyParams) -> dict[str, Any]:
    """The facts where the codebook has no review items: nothing was learnt."""
    return {
        "n_examples": 0,
        "n_labels": 0,
        "n_labels_needed": params.least_labels,
        "n_drawn": 0,
        "calibrated": False,
        "classes": [],
        "metrics": {},
    }


NO_ITEMS_TEXT = (
    "# 検討項目の分類器\n\n"
    "検討項目が与えられていないため、何も学習していない。意見はテーマだけで整理する。\n"
)
"""The card for readers in that case."""


def card_text(facts: Mapping[str, Any], codebook: Codebook) -> str:
    """The card for readers, in Markdown (Japanese)."""
    metrics = facts["metrics"]
    state = "較正済み"
    if not facts["calibrated"]:
        state = (
            f"未較正（ラベル{facts['n_labels']}件、うち無作為に抽出した意見{facts['n_drawn']}件。"
            f"{facts['n_labels_needed']}件、うち無作為{_LEAST_DRAWN}件に達するまで、"
            "すべての意見を要確認とする）"
        )
    rule = "この確からしさでは、機械は何も決めない。"
    if facts["threshold"] is not None:
        rule = (
            f"最上位の確率が{facts['threshold']}以上の意見に限って決める。"
            f"交差検証ではその割合が{metrics['coverage']:.1%}、"
            f"そのうち正しいものが{metrics['accuracy_when_decided']:.1%}"
            f"（無作為に抽出した判定による。信頼度90%の下限{metrics['accuracy_at_least']:.1%}）。"
        )
    measured = [
        "| 指標（学習した文での交差検証） | 値 |",
        "|---|---|",
        *(f"| {name} | {metrics[key]:.3f} |" for key, name in _MEASURES.items()),
        "",
    ]
    lines = [
        "# 検討項目の分類器",
        "",
        "意見がどの検討項目に当たるかを確率で示す。人が確かめるための並べ替えと下書きに使う。",
        "",
        f"- **状態**: {state}",
        f"- **学習したもの**: コードブックの例文{facts['n_examples']}件、"
        f"人が付けたラベル{facts['n_labels']}件、各項目の定義文",
        "- **方法**: 二種の文ベクトル、文字n-gramと語のTF-IDFによる"
        "多項ロジスティック回帰とガウス核のリッジ回帰の加重和。"
        "罰則の強さ、加重の割合、件数の少ない項目の重みは交差検証で選び、"
        "確率は学習に使わなかった分で較正した",
        f"- **決める規則**: 正解率{facts['target_accuracy']:.0%}を"
        f"信頼度{facts['confidence']:.0%}で満たす範囲。{rule}",
        "",
        "| 符号 | 検討項目 | 件数 |",
        "|---|---|---|",
        *(
            f"| {code} | {codebook.item(code).title} | {facts['sizes'][code]} |"
            for code in facts["classes"]
        ),
        "",
        *(measured if facts["n_examples"] or facts["n_labels"] else []),
        "## 限界",
        "",
        "- 例文は編集部の作文である。実際の意見はこれより長く、一つに複数の論点がある。"
        "交差検証の値は実際の意見での値より高く出やすい。設定も同じ分割で選んでいる",
        "- 正解率の約束は、学習した文と同じ種類の意見についてのものである",
        "- 皮肉、反語、否定の取り違えは見分けられない。賛否や重要さの判断には使わない",
        "- 個人や団体の評価には使わない",
        "",
        "版: " + "、".join(f"{name} {version}" for name, version in facts["versions"].items()),
    ]
    return "\n".join(lines) + "\n"
