"""The protocol of themes: ``make bench-themes`` writes ``docs/benchmarks/themes.md``."""

import sys
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.theme_materials import Material, campaigns, materials
from benchmarks.theme_protocol import (
    chosen,
    difference,
    groupings,
    left_out_table,
    neighbour_map,
    score_table,
    scored,
    settings,
)
from benchmarks.theme_rivals import RIVALS
from benchmarks.theme_stability import (
    certificate_table,
    stability_rows,
    stability_table,
    threshold_table,
)
from benchmarks.theme_vectors import views_once
from pipeline.clustering.two_levels import ClusterParams, grow_trees
from pipeline.quality.grouping_agreement import Labels
from pipeline.quality.shared_data import shared_data
from pipeline.store import Store
from pipeline.views.opinion_views import Views

OURS = "params.yaml"
_LEARNT_FROM = (500, 250, 167)  # all, half, a third
_PLANTED_BESIDE_SAMPLES = ("paraphrases",)
_NOTES = (
    "Written by `make bench-themes` (`python -m benchmarks themes`). Texts: the shared data and",
    "the embedded round; a single is a group of its own, for every method. Both materials of",
    "`env_plan` are one source.",
    "",
    "## Chosen on the other sources, scored on this one",
    "",
    "A setting is chosen by the mean of AMI and ARI, sources weighing alike, without the source it",
    "is scored on; *best* is the best setting of the grid for this grouping, and cannot be known.",
    "",
    "**What is left out, and what is not.** Only `method`, `point`, `subject` and `neighbours` are",
    "chosen without the source. The rest was chosen once with all these sources in view: two",
    "encoders, crowds from 3.0, 30 trees of 70 %, neighbours from 100 opinions on, 15 subjects of",
    "1 % at least, the floor of likeness to a subject. So the figures below flatter the form of",
    "the engine, and cannot say by how much; only texts that nobody looked at do. What the form",
    "brings, one choice at a time and each left out as well: themes_form.md.",
)


def main(report: Path = Path("docs/benchmarks/themes.md")) -> None:
    """Run everything; the page is written and printed at the end."""
    store = Store()
    base = store.parameters("cluster", ClusterParams)
    choices = {OURS: base, **settings(base)}
    every = materials(shared_data())
    views: dict[str, Views] = {}
    found: dict[str, dict[str, dict[str, Labels]]] = {}
    for material in every:
        views[material.name] = views_once(material.texts.tolist(), store)
        found[material.name] = groupings(views[material.name], choices)
        print(f"{material.name}: grouped", file=sys.stderr)
    scores = pd.concat([score_table(material, found[material.name]) for material in every])
    scores = scores.reset_index(drop=True)
    of_grid = scores[scores["setting"] != OURS]
    planted = {name: views_once(t, store) for name, t in campaigns(shared_data()).items()}
    near = {name: planted[name] for name in _PLANTED_BESIDE_SAMPLES}
    rows: list[dict[str, object]] = []
    thinned: dict[int, list[dict[str, object]]] = {most: [] for most in _LEARNT_FROM}
    for material in every:
        choice = choices[chosen(of_grid, material.source)]
        own = {name: v for name, v in planted.items() if not is_own(name, material)}
        rows += stability_rows(material, views[material.name], own, choice)
        for most, found_there in thinned.items():
            if len(material.texts) > most or most == max(thinned):
                fewer = choice.model_copy(update={"most_rows": most})
                found_there.extend(stability_rows(material, views[material.name], near, fewer))
        print(f"{material.name}: disturbed", file=sys.stderr)
    text = [
        "# Themes: what holds on texts that nothing was chosen on",
        "",
        *_NOTES,
        "",
        markdown(left_out_table(of_grid)),
        "",
        f"Chosen on all: {chosen(of_grid)}. What params.yaml has:",
        "",
        markdown(_ours(every, views, found, base)),
        "",
        "*hdbscan − it*, *no neighbours − it*: 5 % to 95 % of the paired difference of (AMI + ARI)",
        "/ 2 over 100 subsamples of 80 % of the gold groups, without replacement.",
        "",
        "## Stability",
        "",
        "Adjusted Rand index of the others with themselves, each source under the setting chosen",
        "without it. A campaign is a quarter and a third as many as the others (at most 500);",
        "the comments of one reply are as many as there are. A tenth of the embedded round is",
        "three opinions.",
        "",
        markdown(stability_table(rows)),
        "",
        "## Does 安定 foretell?",
        "",
        "A theme came back where some group of the disturbed round has a Jaccard index of .5 with",
        "it (among those who are in both). The certificate saw neither the tenth nor the campaign.",
        "",
        markdown(certificate_table(rows)),
        "",
        "The same without a tenth, and beside the comments of one reply and paraphrases, where",
        "groups are learnt from so many opinions of at most 500 and the rest is placed, as in a",
        "very large round:",
        *(
            f"\n{most} of 500:\n\n{markdown(certificate_table(found_there))}"
            for most, found_there in thinned.items()
        ),
        "",
        "### The threshold, chosen without a source",
        "",
        "The least of .30, .35 to .95 from which nine in ten called stable came back on all other",
        "sources together; *none* left out is chosen and scored on all.",
        "",
        markdown(
            threshold_table(
                {"all": rows} | {f"{most} of 500": there for most, there in thinned.items()}
            )
        ),
        "",
        "## Rivals, told the gold number of groups where they ask",
        "",
        markdown(_rivals(every, views, found)),
    ]
    page = "\n".join(text) + "\n"
    store.write_text(str(report), page)
    print(page)


def is_own(campaign: str, material: Material) -> bool:
    """Whether the texts of a campaign are of the material itself."""
    return campaign == "titles" and material.source == "policy_proposals"


def _ours(
    every: list[Material],
    views: dict[str, Views],
    found: dict[str, dict[str, dict[str, Labels]]],
    base: ClusterParams,
) -> pd.DataFrame:
    subject = min(settings(base).values(), key=lambda p: abs(p.subject - base.subject)).subject
    hdbscan = f"hdbscan, subject {subject}, neighbours {base.neighbours:g}"
    plain = f"average, point {base.point}, subject {subject}, neighbours 0"
    lines = []
    for material in every:
        likeness = _likeness(views[material.name], base)
        labels = found[material.name]
        for gold in material.golds:
            own = labels[OURS][gold.level]
            there = own[(gold.groups != "").to_numpy()]
            result = scored(gold, own)
            lines.append(
                {
                    "gold": gold.name,
                    "groups": len(np.unique(there[there >= 0])),
                    "singles": int((there < 0).sum()),
                    "AMI": result["ami"],
                    "ARI": result["ari"],
                    "B³ F1": result["b_cubed_f1"],
                    "neighbour MAP": neighbour_map(gold, likeness),
                    "hdbscan − it": difference(gold, labels[hdbscan][gold.level], own),
                    "no neighbours − it": difference(gold, labels[plain][gold.level], own),
                }
            )
    return pd.DataFrame(lines)


def _likeness(
    views: Views, params: ClusterParams
) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Of all pairs in the order of the rows."""
    grown = grow_trees(views, params)
    assert grown.space is not None
    back = np.argsort(grown.contents.order)
    vectors = grown.space.vectors[grown.contents.distinct[back]]
    return np.asarray(grown.space.likeness(vectors, vectors), dtype=np.float32)


def _rivals(
    every: list[Material],
    views: dict[str, Views],
    found: dict[str, dict[str, dict[str, Labels]]],
) -> pd.DataFrame:
    lines = []
    for material in every:
        for gold in material.golds:
            n_groups = gold.groups[gold.groups != ""].nunique()
            own = views[material.name]
            labels = {"this pipeline, own number": found[material.name][OURS][gold.level]}
            for name, rival in RIVALS.items():
                labels[name] = rival(own.dense["vector"], list(own.texts or ()), n_groups)
            lines += [
                {"gold": gold.name, "method": name} | scored(gold, one)
                for name, one in labels.items()
            ]
    return pd.DataFrame(lines).rename(columns={"ami": "AMI", "ari": "ARI", "b_cubed_f1": "B³ F1"})


def markdown(frame: pd.DataFrame) -> str:
    """A table as Markdown, shares with three decimals."""
    cells = [[_cell(value) for value in row] for row in frame.itertuples(index=False)]
    table = [list(map(str, frame.columns)), ["---"] * frame.shape[1], *cells]
    return "\n".join("| " + " | ".join(row) + " |" for row in table)


def _cell(value: object) -> str:
    if isinstance(value, float):
        return "–" if np.isnan(value) else f"{value:.3f}"
    return str(value)


if __name__ == "__main__":
    main()
