"""Names told by what stands around them: what is learnt, kept and added."""

import re
from pathlib import Path

import numpy as np
import pycrfsuite
import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.places import NAME_TAGGER
from pipeline.privacy import name_training
from pipeline.privacy.finds import Evidence, Find
from pipeline.privacy.masking import MaskingParams
from pipeline.privacy.name_features import NameFeatures
from pipeline.privacy.name_runs import add_the_rest
from pipeline.privacy.name_tagger import NameTagger
from pipeline.privacy.name_training import MarkedText, kept_as, kept_model, learn, marked_texts
from pipeline.privacy.name_weights import NameWeights
from pipeline.privacy.name_words import NameWords, Word
from pipeline.privacy.person_names import PersonNames
from pipeline.privacy.personal_data import Masker
from pipeline.privacy.plain import plain
from pipeline.receiving.new_project import new_project
from tests.dvc_stages import ROOT

NAMES = NameWords()
FEW = [
    *(
        MarkedText(f"先日、{name}に電話した。", "", (name,))
        for name in ("水沼", "楠", "樋渡", "早乙女")
    ),
    *(MarkedText(f"先日、{word}に決まった。", "", ()) for word in ("費用", "期限", "会場", "時間")),
]


@pytest.fixture(scope="module")
def few() -> bytes:
    return learn(iter(FEW), PersonNames(NAMES))


def _found(tagger: NameTagger, text: str, *rules: Find) -> list[tuple[str, Evidence]]:
    judged = tagger.judged(text, NAMES.cut(text), rules)
    return [(text[f.begin : f.end], f.evidence) for f in judged]


def test_every_name_stands_in_its_text_and_half_of_the_texts_hold_none() -> None:
    texts = list(marked_texts())
    assert len({(text.label, text.text) for text in texts}) >= 0.99 * len(texts)
    without = sum(not text.names for text in texts) / len(texts)
    assert 0.4 < without < 0.7
    assert not any(re.search(r"[0-9０-９@＠]", name) for text in texts for name in text.names)


def test_a_name_that_does_not_stand_in_its_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "窓口の林", "names": ["森"]}\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"a\.jsonl, line 1"):
        list(marked_texts(tmp_path))


def test_the_same_texts_give_the_same_bytes(few: bytes) -> None:
    assert learn(iter(FEW), PersonNames(NAMES)) == few


def test_a_name_is_added_where_its_neighbours_are_those_of_names(few: bytes) -> None:
    tagger = NameTagger(NAMES, few)
    assert ("柘植", Evidence.CONTEXT) in _found(tagger, "先日、柘植に電話した。")
    assert not _found(tagger, "先日、予算に決まった。")
    assert _found(tagger, "") == []


def test_probabilities_are_those_of_crfsuite(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    models: list[bytes] = []
    read = NameWeights.of_crfsuite

    def kept(model: bytes) -> NameWeights:
        models.append(model)
        return read(model)

    monkeypatch.setattr(NameWeights, "of_crfsuite", kept)
    texts = list(marked_texts())
    persons = PersonNames(NAMES)
    weights = NameWeights.of_bytes(learn(iter(texts[::30]), persons))
    theirs = pycrfsuite.Tagger()
    theirs.open_inmemory(models[0])
    features = NameFeatures(NAMES, weights.features)
    likely = []
    for marked in texts[7::90]:
        text = plain(marked.text).text
        rules = list(persons.finds(text, name_training.KnownNames()))
        pieces = features.pieces(NAMES.cut(text), rules)
        theirs.set(features.of(text, pieces, rules))
        ours = weights.probabilities(features.weighed(text, pieces, rules))
        assert ours == pytest.approx(
            [theirs.marginal("N", at) for at in range(len(ours))], abs=1e-4
        )
        likely += ours
    assert len(likely) > 1_000
    assert max(likely) > 0.9


@pytest.mark.parametrize(
    "text",
    [
        "",
        "|",
        "a|b|c|d",
        "氏名：河合 弓子\n電話：052-7\n\n堤防の草刈りを年に|二回|へ。",
        "体育館の床が傷んでいる。中谷さんが直した。" * 3,
    ],
)
def test_what_features_weigh_is_the_sum_of_their_weights(text: str) -> None:
    read = plain(text).text
    pieces = NAMES.cut(read)
    rules = list(PersonNames(NAMES).finds(read, name_training.KnownNames()))
    named = NameFeatures(NAMES).of(read, pieces, rules)
    known = sorted({feature for features in named for feature in features})
    chance = np.random.default_rng(3)
    weights = {feature: float(chance.normal()) for feature in known if chance.random() < 0.8}
    weighed = NameFeatures(NAMES, weights).weighed(read, pieces, rules)
    assert weighed == pytest.approx([sum(weights.get(f, 0.0) for f in one) for one in named])


@pytest.mark.parametrize(
    "scores", [[], [0.0], [1e9, -1e9, 1e9], [900.0] * 500, [-900.0] * 500, [0.5, -0.5] * 300]
)
def test_probabilities_of_any_scores_are_probabilities(scores: list[float]) -> None:
    likely = NameWeights({}, (1.1, -3.0, -1.8, 1.4)).probabilities(scores)
    assert len(likely) == len(scores)
    assert all(0.0 <= p <= 1.0 for p in likely)


@pytest.mark.parametrize(
    "evidence", [why for why in Evidence if why not in (Evidence.ALONE, Evidence.FAMILY_NAME)]
)
def test_what_rules_found_stays(few: bytes, evidence: Evidence) -> None:
    found = _found(NameTagger(NAMES, few), "先日、費用に決まった。", Find(3, 5, "氏名", evidence))
    assert found == [("費用", evidence)]


@pytest.mark.parametrize("evidence", [Evidence.ALONE, Evidence.FAMILY_NAME])
def test_a_family_name_that_is_hardly_one_is_in_doubt(few: bytes, evidence: Evidence) -> None:
    found = _found(NameTagger(NAMES, few), "先日、費用に決まった。", Find(3, 5, "氏名", evidence))
    assert found == [("費用", Evidence.DOUBT)]


def test_the_rest_of_a_name_that_is_cut_in_two_belongs_to_it() -> None:
    part = [Word(at, at + 1, letter, "名詞,普通名詞,一般") for at, letter in enumerate("大城等が")]
    sure = [False, True, False, False]
    add_the_rest(part, [0.4, 0.9, 0.5, 0.1], sure)
    assert sure == [True, True, False, False]


def test_pieces_make_up_the_text_and_have_as_many_features() -> None:
    features = NameFeatures(NAMES)
    texts = list(marked_texts())[::40]
    assert len(texts) > 100
    for marked in texts:
        text = plain(marked.text).text
        rules = list(PersonNames(NAMES).finds(text, name_training.KnownNames()))
        pieces = features.pieces(NAMES.cut(text), rules)
        assert "".join(piece.surface for piece in pieces) == text
        assert len(features.of(text, pieces, rules)) == len(pieces)


def test_a_file_of_other_texts_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: bytes
) -> None:
    place = tmp_path / NAME_TAGGER
    place.parent.mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(name_training, "_CHECKOUT", tmp_path / "none")
    monkeypatch.setattr(name_training, "learn", lambda *_: b"learnt")
    for content, model in (
        (kept_as(few), few),
        (b"names: other\n" + few, b"learnt"),
        (b"", b"learnt"),
    ):
        place.write_bytes(content)
        kept_model.cache_clear()
        assert kept_model() == model
    kept_model.cache_clear()


def test_names_are_learnt_once_and_kept_before_a_round_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = tmp_path / "project"
    new_project(project, root=ROOT)
    (project / "list.csv").write_text("番号,意見\n1,袋の値段を下げてほしい。\n", "utf-8")
    monkeypatch.chdir(project)
    learnt: list[list[str]] = []
    monkeypatch.setattr("pipeline.running.reproduce", learnt.append)
    monkeypatch.setattr(name_training, "is_kept", lambda: False)
    for command in (["add-round", "list.csv", "--round", "2024-05-a"], ["check", "2024-05-a"]):
        CliRunner().invoke(app, command)
    assert learnt == [["name_sounds", "name_tagger"]] * 2
    assert (project / "corpora/rounds/2024-05-a/round.yaml").is_file()


# Of a writer who had seen no code: kinds that no rule told, and look-alikes beside them.
@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("先月、荒巻が説明に来た。", "先月、〔氏名〕が説明に来た。"),
        ("司会：水沼　記録：東", "司会：〔氏名〕　記録：〔氏名〕"),
        ("現地には柘植と丸茂が同行した。", "現地には〔氏名〕と〔氏名〕が同行した。"),
        ("林道の維持と森林の保全を求める。", "林道の維持と森林の保全を求める。"),
        ("関係課長会議で原案を示した。", "関係課長会議で原案を示した。"),
        ("松本市と前橋市の例にならう。", "松本市と前橋市の例にならう。"),
        ("山主の同意を取ってから間伐してほしい。", "山主の同意を取ってから間伐してほしい。"),
        ("高齢の山主が多く、手入れが遅れる。", "高齢の山主が多く、手入れが遅れる。"),
        ("私は島に住む者です。船便が頼りです。", "私は島に住む者です。船便が頼りです。"),
        ("私は谷に住んで四十年です。", "私は谷に住んで四十年です。"),
        ("たばこ屋の三代目です。", "たばこ屋の三代目です。"),
        ("農家の六代目として一言。", "農家の六代目として一言。"),
        ("十三代目の当主が守ってきた蔵です。", "十三代目の当主が守ってきた蔵です。"),
        ("返事は taro@example.jp まで。村上", "返事は 〔メール〕 まで。〔氏名〕"),
        ("袋の値段を下げてほしい。佐々木", "袋の値段を下げてほしい。〔氏名〕"),
        ("説明が足りない。三浦より", "説明が足りない。〔氏名〕より"),
        ("値上げには反対だ。理由は別紙", "値上げには反対だ。理由は別紙"),
        ("守るべきは森だ。次に川", "守るべきは森だ。次に川"),
        ("車はみどり480 く 27-63でした。", "車はみどり〔車両番号〕でした。"),
        ("白い軽（つばさ 580 け 31-45）が来た。", "白い軽（つばさ 〔車両番号〕）が来た。"),
        ("杜の都 300 あ 10-20の車", "杜の〔車両番号〕の車"),
        ("窓口の対応に関する提案（匿名さん）", "窓口の対応に関する提案（匿名さん）"),
        ("匿名希望さんより：道が暗い。", "匿名希望さんより：道が暗い。"),
        ("（匿名ユーザー様のご指摘）", "（匿名ユーザー様のご指摘）"),
        ("GXが来る前に備えるべきだ。", "GXが来る前に備えるべきだ。"),
        ("EMSが遅れている。", "EMSが遅れている。"),
        ("JAXAが言うには十年かかる。", "JAXAが言うには十年かかる。"),
        ("Date: Mon, 16 Jun 2025 09:12", "Date: Mon, 16 Jun 2025 09:12"),
    ],
)
def test_masked_in_running_text(text: str, masked: str) -> None:
    assert Masker(MaskingParams()).mask(text).text == masked
