"""What fits on one page: asked, answered, main points, what divides, what waits for a person.

Page, slides and Word arrange these words; every number comes from the parts of the summary.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.replies.telling import Tells, has_words_beside_masks, passages
from pipeline.report.inputs import ReportInputs
from pipeline.report.summary.by_clause import unreadable_drafts
from pipeline.report.summary.by_theme import SubTheme, Theme
from pipeline.report.summary.method import Certainty
from pipeline.report.summary.opinion_lines import OpinionLine
from pipeline.report.summary.peoples_word import RuleLine
from pipeline.report.summary.received import Reconciliation
from pipeline.report.summary.respondent_count import n_files_of_nobody
from pipeline.report.summary.who_answered import RespondentsPart
from pipeline.report.wording import japanese_date, named, shortened, visible
from pipeline.tables.natures import Stance

MOST_POINTS = 10
MOST_DIVIDED = 4
MOST_KINDS = 6
_SIDES = (Stance.FOR, Stance.CONDITIONAL, Stance.AGAINST)
_SHORTEST = 15  # characters; less is the place of a page or a word of greeting
_QUOTE_CHARACTERS = 84  # two lines of the page
_GOES_ON = (*"のをにはがとも」、）", "また", "なお", "さらに", "しかし")
"""What a sentence begins with that lives on the one before it."""


@dataclass(frozen=True)
class Point:
    """One of the main points, with the words of one opinion."""

    name: str
    theme_id: str
    n_opinions: int
    n_contents: int
    n_respondents: int
    """Respondents whom the files name, among its opinions."""
    quote: str
    opinion: OpinionLine

    @property
    def counts(self) -> str:
        """Its numbers as readers see them; a number that says nothing new is left out."""
        parts = [f"{self.n_opinions:,}件"]
        if self.n_contents != self.n_opinions:
            parts.append(f"内容{self.n_contents:,}種類")
        if self.n_respondents:
            parts.append(f"回答者{self.n_respondents:,}")
        return "、".join(parts)


@dataclass(frozen=True)
class OnePage:
    """The page: sentences and points, ready to be arranged."""

    asked: str
    """What was asked, as a person wrote it in round.yaml; else the title alone."""
    date: str
    answered: tuple[tuple[str, str], ...]
    """What and how many: the figures at the top."""
    kinds: str
    """Kinds of respondents with their numbers; empty where none is known."""
    points: tuple[Point, ...]
    n_in_points: int
    n_other_points: int
    n_singles: int
    divided: tuple[str, ...]
    """How opinions stand, and the points of which some are for and some against."""
    waiting: tuple[str, ...]

    @property
    def rest(self) -> str:
        """What the points leave out, so that nobody takes them for all."""
        parts = []
        if self.n_other_points:
            parts.append(f"ほかの{self.n_other_points:,}論点")
        if self.n_singles:
            parts.append(f"どの論点にも属さない少数意見{self.n_singles:,}件")
        if not self.points:
            return "まとまりをなす論点はない。意見はすべて少数意見として全文を報告に載せた。"
        told = f"上の{len(self.points)}論点で意見{self.n_in_points:,}件。"
        return told + (f"{'と'.join(parts)}は報告にある。" if parts else "")


def one_page(
    inputs: ReportInputs,
    lines: Sequence[OpinionLine],
    themes: Sequence[Theme],
    received: Reconciliation,
    respondents: RespondentsPart,
    certainty: Certainty,
    rules: Sequence[RuleLine],
) -> OnePage:
    """The page of a round, from parts of its summary that are counted already."""
    subs = sorted(
        (sub for theme in themes for sub in theme.sub_themes),
        key=lambda sub: (-sub.n_opinions, -sub.n_contents, sub.theme_id),
    )
    main = subs[:MOST_POINTS]
    return OnePage(
        asked=visible(" ".join(inputs.head.asked.split()) or inputs.head.title),
        date=japanese_date(inputs.head.date),
        answered=_answered(received),
        kinds=_kinds(respondents),
        points=tuple(_point(sub) for sub in main),
        n_in_points=sum(sub.n_opinions for sub in main),
        n_other_points=len(subs) - len(main),
        n_singles=received.n_singles,
        divided=_divided(lines, subs),
        waiting=(
            *(f"案{named(name)}は読めない。" for name in unreadable_drafts(inputs)),
            *_waiting(
                received,
                respondents,
                certainty,
                rules,
                subs,
                bool(inputs.codebook.classes),
                n_files_of_nobody(inputs),
            ),
        ),
    )


def _answered(received: Reconciliation) -> tuple[tuple[str, str], ...]:
    found = [("受け取ったファイル", f"{received.n_files:,}")]
    if received.n_respondents:
        found.append(("回答者", f"{received.n_respondents:,}"))
    if received.n_without_opinion:
        told = "うち意見なし" if received.n_respondents else "意見なしの回答"
        found.append((told, f"{received.n_without_opinion:,}"))
    found.append(("意見", f"{received.n_opinions:,}件"))
    if received.n_contents != received.n_opinions:
        found.append(("同じ内容を一つに数えると", f"{received.n_contents:,}種類"))
    if received.n_respondents and received.n_of_nobody:
        found.append(("うち差出人の分からない意見", f"{received.n_of_nobody:,}件"))
    return tuple(found)


def _kinds(respondents: RespondentsPart) -> str:
    known = [line for line in respondents.kinds if line.n_respondents]
    known.sort(key=lambda line: -line.n_respondents)
    shown = "、".join(f"{line.kind} {line.n_respondents:,}" for line in known[:MOST_KINDS])
    return shown + ("ほか" if len(known) > MOST_KINDS else "") if len(known) > 1 else ""


def _point(sub: SubTheme) -> Point:
    members = (*sub.representatives, *sub.others)
    heading = [
        max(said.split("…"), key=len) for said in (sub.claim or sub.name, sub.claim_beside) if said
    ]
    quoted, words = _sentence(sub.representatives, heading)
    return Point(
        name=sub.label,
        theme_id=sub.theme_id,
        n_opinions=sub.n_opinions,
        n_contents=sub.n_contents,
        n_respondents=len({line.respondent for line in members if line.respondent}),
        quote=shortened(" ".join(words.split()), _QUOTE_CHARACTERS),
        opinion=quoted,
    )


def _sentence(lines: Sequence[OpinionLine], heading: Sequence[str]) -> tuple[OpinionLine, str]:
    """Words to quote: what tells something, is whole and says more than the heading."""
    found = [
        (line, line.text[one.begin : one.end], one.tells)
        for line in lines
        for one in passages(line.text)
    ]

    def unfit(passage: tuple[OpinionLine, str, Tells]) -> tuple[bool, bool, bool, bool, int, bool]:
        _, words, tells = passage
        return (
            not has_words_beside_masks(words),
            not _SHORTEST <= len(words) <= _QUOTE_CHARACTERS,
            tells is Tells.NOTHING,
            any(said in words for said in heading),
            -tells,
            words.startswith(_GOES_ON),
        )

    line, words, _ = min(found, key=unfit, default=(lines[0], lines[0].text, Tells.NOTHING))
    return line, words


def _divided(lines: Sequence[OpinionLine], subs: Sequence[SubTheme]) -> tuple[str, ...]:
    """How opinions stand: all stances where most are known, else what is known in a sentence."""
    counts = Counter(line.stance for line in lines)
    takes_side = [one for one in _SIDES if counts[one.value]]
    n_sides = sum(counts[one.value] for one in takes_side)
    if not n_sides:
        return ()
    if 2 * counts[Stance.UNKNOWN.value] < len(lines):
        told = _counted(tuple(Stance), counts)
        found = [f"案に対する賛否（言葉の手がかりによる）：{told}。"]
    else:
        found = [
            f"賛否を言葉で示した意見は{len(lines):,}件のうち{n_sides:,}件"
            f"（{_counted(takes_side, counts)}）。ほかの意見からは案への賛否を読み取れない。"
        ]
    mixed = [sub for sub in subs if sub.is_mixed]
    found += [
        f"{named(sub.name)}は分かれる：{_counted(tuple(Stance), Counter(dict(sub.stances)))}。"
        for sub in mixed[:MOST_DIVIDED]
    ]
    if len(mixed) > MOST_DIVIDED:
        found.append(f"ほか{len(mixed) - MOST_DIVIDED}論点でも分かれる。")
    return tuple(found)


def _counted(stances: Sequence[Stance], counts: Counter[str]) -> str:
    return "、".join(f"{one.value}{counts[one.value]:,}件" for one in stances if counts[one.value])


def _waiting(
    received: Reconciliation,
    respondents: RespondentsPart,
    certainty: Certainty,
    rules: Sequence[RuleLine],
    subs: Sequence[SubTheme],
    has_items: bool,
    n_files_of_nobody: int,
) -> tuple[str, ...]:
    n_unread = len(received.unreadable) - received.n_waiting
    n_unsure = sum(sub.stability is not None and not sub.stability.is_stable for sub in subs)
    n_void = sum(rule.is_void for rule in rules)
    n_parts = sum(count for _, count in received.unread_parts)
    told = (
        (n_unread, "読み取れないファイル・行が{}件ある。意見が残っている可能性がある。"),
        (received.n_waiting, "読み方を人が決めるものが{}件ある。意見が残っている可能性がある。"),
        (n_parts, "意見として読んでいない部分（別紙、ヘッダーなど）が{}か所ある。"),
        (certainty.n_to_check if has_items else 0, "検討項目の確認を待つ意見が{}件ある。"),
        (n_files_of_nobody, "差出人の分からない意見のあるファイルが{}件ある。"),
        (
            len(received.settled_nothing),
            "settled（round.yaml）に、当たるもののない記載が{}件ある。",
        ),
        (len(respondents.problems), "団体コードか団体名の確認を待つ回答者が{}ある。"),
        (n_unsure, "まとまりが弱く、意見を一件ずつ確かめるべき論点が{}ある。"),
        (n_void, "当たらなくなったテーマの修正が{}件ある。"),
    )
    return tuple(words.format(f"{n:,}") for n, words in told if n)
