"""Stage ``changes``: what became of themes, bodies and texts from round to round."""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from pipeline.changes.earlier_words import unheard
from pipeline.changes.lasting import Lasting, lasting_themes
from pipeline.changes.round_facts import LEVELS, RoundFacts, round_facts
from pipeline.changes.then_and_now import trajectory
from pipeline.codebook.theme_links_file import read_theme_links
from pipeline.places import CHANGES, METRICS, PLOTS, REVIEW_ITEMS, ROUNDS
from pipeline.privacy.masking import MaskingParams
from pipeline.privacy.personal_data import Masker
from pipeline.report.disclosure import is_named
from pipeline.report.inputs import ReportParams
from pipeline.report.numbers import Numbers
from pipeline.report.one_page import page_docx, slides
from pipeline.report.one_page.printed import from_table
from pipeline.report.over_rounds import changes_csv, changes_page, news, round_counts
from pipeline.report.over_rounds.quotes import Quote, Quotes
from pipeline.report.over_rounds.transition import Transition, transition
from pipeline.report.wording import item_label, japanese_date, visible
from pipeline.review_items.codebook import read_codebook
from pipeline.rounds.round_head import read_round_head
from pipeline.stages import run_stage
from pipeline.store import Store
from pipeline.tables.assignments import Assignments
from pipeline.tables.base import as_matrix
from pipeline.tables.embeddings import Embeddings
from pipeline.tables.ledger import Ledger
from pipeline.tables.natures import Natures
from pipeline.tables.one_pages import OnePages
from pipeline.tables.opinions import Opinions
from pipeline.tables.respondents import Respondents
from pipeline.tables.theme_links import ThemeLinks
from pipeline.tables.themes import Families, Members, Themes
from pipeline.whole_files import keep_private
from pipeline.yaml_files import read_yaml


def main() -> str:
    """Compare all rounds, in the order of their dates, and write the pages of changes."""
    store = Store()
    settings = store.parameters("report", ReportParams)
    every = (_facts(store, name) for name in store.all_rounds())
    rounds = sorted(every, key=lambda facts: facts.date)
    words = read_theme_links(store.root)
    lasting = lasting_themes(rounds, words)
    store.write(ThemeLinks, lasting.links)
    masker = Masker(store.parameters("masking", MaskingParams))
    mask: Callable[[str], str] = str if settings.private else lambda text: masker.mask(text).text
    codebook = read_codebook(read_yaml(Path(REVIEW_ITEMS)), REVIEW_ITEMS)
    items = {item.code: item_label(item.code, item.title) for item in codebook.items}
    who = {pair: told for facts in rounds for pair, told in _who(store, facts, settings).items()}
    told = [
        transition(rounds[:number], rounds[number], lasting, items, who, mask)
        for number in range(1, len(rounds))
    ]
    known = {facts.round: _known(facts) for facts in rounds}
    void = [*lasting.void, *unheard(words, known)]
    _write(store, settings, rounds, lasting, told, items, void, mask, Quotes(rounds, who))
    return f"{len(rounds)} rounds in, {len(lasting.links)} rows on themes out: {CHANGES}"


def _facts(store: Store, name: str) -> RoundFacts:
    head = read_round_head(store.sealed(name) or store.root / ROUNDS / name)
    opinions = store.read(Opinions, name)
    vectors = store.read(Embeddings, name).set_index("opinion_id")["vector"]
    return round_facts(
        (name, head.title, head.date),
        opinions,
        as_matrix(vectors.loc[opinions["opinion_id"]]).astype(np.float64),
        store.read(Families, name),
        store.read(Themes, name),
        store.read(Members, name),
        store.read(Assignments, name),
        store.read(Natures, name),
        store.read(Respondents, name),
    )


def _who(store: Store, facts: RoundFacts, settings: ReportParams) -> dict[tuple[str, str], str]:
    """How the report of a round calls each respondent."""
    table = store.read(Respondents, facts.round)
    numbers = Numbers.of(store.read(Ledger, facts.round)).respondents
    columns = (table["respondent"], table["body_kind"], table["body_code"])
    return {
        (facts.round, name): name if is_named(kind, code, settings) else numbers.get(name, "")
        for name, kind, code in zip(*columns, strict=True)
    }


def _known(facts: RoundFacts) -> set[str]:
    """What people can mean a theme of a round by."""
    return {
        mark
        for level in LEVELS
        for theme in facts.themes_of(level)
        for mark in (theme.theme_id, *theme.text_keys)
    }


def _write(
    store: Store,
    settings: ReportParams,
    rounds: list[RoundFacts],
    lasting: Lasting,
    told: list[Transition],
    items: dict[str, str],
    void: list[str],
    mask: Callable[[str], str],
    quotes: Quotes,
) -> None:
    titles = {facts.round: visible(facts.title) for facts in rounds}
    names = {one: mask(visible(name)) for one, name in lasting.names.items()}
    frames = {kind: trajectory(rounds, lasting, kind) for kind in (*LEVELS, "item")}
    n_shown = {facts.round: len(facts.opinions) for facts in rounds}
    folder, suffix = CHANGES, "-private" if settings.private else ""

    def linked(quote: Quote) -> bool:
        return n_shown[quote.round] <= settings.opinions_per_page

    one_pages = {one.after: _one_page(store, one) for one in told}
    with_news = {name for name, files in one_pages.items() if files}
    pages = changes_page.render(
        told,
        titles,
        {facts.round: japanese_date(facts.date).partition("（")[0] for facts in rounds},
        names,
        frames["coarse"],
        {name: f"../{name}{suffix}/index.html" for name in titles},
        linked,
        void,
        with_news,
    )
    scripts = news.render(told, with_news)
    files = {name: page.encode() for name, page in (pages | scripts).items()}
    for one, facts in zip(told, rounds[1:], strict=True):
        own = [quotes.of(facts.round, identity) for identity in facts.opinions["opinion_id"]]
        files |= changes_csv.render(one, own, titles) | one_pages[one.after]
    data = changes_csv.trajectory_csv(frames, names | items, titles)
    if told:
        files["trajectory.csv"] = data
    if settings.private:
        store.write_text(f"{folder}/index.html", changes_page.placeholder())
        folder += suffix
    for name, content in files.items():
        store.write_bytes(f"{folder}/{name}", content)
    if settings.private:
        keep_private(store.root / folder)
    plot = frames["coarse"].assign(name=frames["coarse"]["subject"].map(names))
    store.write_text(
        f"{PLOTS}/report/changes.csv",
        str(plot.drop(columns="subject").to_csv(index=False, lineterminator="\n")),
    )
    store.write_text(f"{PLOTS}/report/rounds.csv", round_counts.over_rounds_csv(rounds, told))
    store.write_json(f"{METRICS}/changes.json", round_counts.metrics(rounds, told))


def _one_page(store: Store, told: Transition) -> dict[str, bytes]:
    """The one page of a round as Word and slides, with what is new; none of a private report."""
    if store.was_sealed_without(OnePages, told.after):
        return {}
    words = store.read(OnePages, told.after)
    if words.empty:
        return {}
    page = from_table(words, news.lines(told))
    return {
        f"{told.after}.docx": page_docx.render(page),
        f"{told.after}.pptx": slides.render(page),
    }


if __name__ == "__main__":
    run_stage("changes", main)
