from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import OpinionsError
from pipeline.quality.shared_data import shared_data
from pipeline.respondents.body_names import (
    kind_of_name,
    name_key,
    split_prefecture,
    without_office,
)
from pipeline.respondents.local_government_codes import (
    CORE_CITIES,
    DESIGNATED_CITIES,
    PREFECTURES,
    check_digit,
    code_readings,
    kind_of_code,
)
from pipeline.respondents.official_bodies import (
    BODY_KINDS,
    POPULATION_BANDS,
    official_bodies,
    population_band,
)
from pipeline.respondents.recognition import coverage, identify, not_answered

SUPPLIED = pd.DataFrame(
    [
        ("010006", "北海道", "北海道", "都道府県", 5228885),
        ("011002", "北海道", "札幌市", "指定都市", 1975065),
        ("011011", "北海道", "札幌市中央区", "指定都市の区", 248680),
        ("012335", "北海道", "伊達市", "市", 32823),
        ("072133", "福島県", "伊達市", "市", 58253),
        ("082082", "茨城県", "龍ケ崎市", "市", 76445),
        ("132063", "東京都", "府中市", "市", 262931),
        ("342084", "広島県", "府中市", "市", 37664),
        ("242021", "三重県", "四日市市", "市", 305424),
        ("131016", "東京都", "千代田区", "特別区", 66698),
        ("133078", "東京都", "檜原村", "村", 2003),
        ("014036", "北海道", "泊村", "村", 1569),
        ("016969", "北海道", "泊村", "村", None),
        ("112011", "埼玉県", "川越市", "市", 354683),
    ],
    columns=["code6", "prefecture", "name", "type", "population_2020"],
)
OFFICIAL = official_bodies(SUPPLIED)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("131016", "131016"),
        ("１３１０１６", "131016"),
        (" 131016 ", "131016"),
        ("13101", "131016"),  # five digits
        ("131016.0", "131016"),  # a number in a spreadsheet
        ("11002", "011002"),  # the zero lost; 11002 cannot be a body
        ("1100", "011002"),  # both lost
        ("131010", None),  # wrong check digit
        ("480000", None),  # no such prefecture
        ("999", None),
        ("A市", None),
    ],
)
def test_codes_as_they_are_written(written: str, code: str | None) -> None:
    assert code_readings(written)[:1] == ([code] if code else [])


@given(st.integers(0, 46), st.integers(100, 999), st.integers(0, 4), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(prefecture: int, body: int, place: int, step: int) -> None:
    five = f"{prefecture + 1:02}{body}"
    wrong = list(five)
    wrong[place] = str((int(wrong[place]) + step) % 10)
    changed = "".join(wrong)
    # Modulus 11 folded to ten digits: remainders 0 and 10 … share a digit for few pairs only.
    if check_digit(changed) != check_digit(five):
        assert code_readings(changed + check_digit(five)) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("龍ケ崎市", "竜ヶ崎市"),
        ("檜原村", "桧原村"),
        ("塩竈市", "塩釜市"),
        ("袖ケ浦市", "袖が浦市"),
        ("山ノ内町", "山の内町"),
        ("大　崎市", "大崎市"),
        ("髙崎市", "高崎市"),
        ("斎藤町", "齋藤町"),
        ("葛󠄀城市", "葛城市"),  # variation selector
        ("Ａ市", "A市"),
    ],
)
def test_names_in_several_ways_of_writing(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("北海道", "都道府県"),
        ("京都府", "都道府県"),
        ("埼玉県庁", "都道府県"),
        ("京都市", "指定都市"),
        ("横浜市役所", "指定都市"),
        ("大阪市北区", "指定都市"),
        ("八王子市", "中核市"),
        ("東京都八王子市総務部", "中核市"),
        ("四日市市", "市"),
        ("A市", "市"),
        ("千代田区", "特別区"),
        ("B町", "町"),
        ("C町役場", "町"),
        ("D村長", "村"),
        ("E広域連合", "一部事務組合"),
        ("F衛生事務組合", "一部事務組合"),
        ("G地区水道企業団", "一部事務組合"),
        ("全国町村会", "団体"),
        ("全国知事会", "団体"),
        ("一般社団法人H協会", "団体"),
        ("株式会社I", "団体"),
        ("I市職員労働組合", "団体"),
        ("K海の家組合", "団体"),
        ("V医療生活協同組合", "団体"),
        ("W清掃業協同組合", "団体"),
        ("X県市町村職員共済組合", "団体"),
        ("L土地区画整理組合", "団体"),
        ("M商店街振興組合", "団体"),
        ("N町O村中学校組合", "一部事務組合"),
        ("P病院企業団", "一部事務組合"),
        ("Q斎場組合", "一部事務組合"),
        ("R消防組合", "一部事務組合"),
        ("S市消防団", "団体"),
        ("T町青年団", "団体"),
        ("U市U通り商店街", "団体"),
        ("個人", "個人"),
        ("匿名希望", "個人"),
        ("会社員", "個人"),
        ("", None),
        ("J", None),
    ],
)
def test_kinds_that_names_show(name: str, kind: str | None) -> None:
    assert kind_of_name(name) == kind


def test_a_prefecture_before_a_name() -> None:
    assert split_prefecture("東京都府中市") == ("東京都", "府中市")
    assert split_prefecture("京都市") == (None, "京都市")
    assert split_prefecture("大阪府") == (None, "大阪府")
    assert without_office("四日市市役所") == "四日市市"


@pytest.mark.parametrize(
    ("given_", "code", "kind", "problem"),
    [
        (("131016", "", ""), "131016", "特別区", ""),
        (("", "", "札幌市"), "011002", "指定都市", ""),
        (("", "", "札幌市デジタル戦略推進局情報課"), "011002", "指定都市", ""),
        (("", "", "竜ヶ崎市"), "082082", "市", ""),
        (("", "", "東京都府中市"), "132063", "市", ""),
        (("", "広島県", "府中市"), "342084", "市", ""),
        (("", "", "府中市"), None, "市", "府中市 は複数の都道府県にある"),
        (("", "", "泊村"), "014036", "村", ""),  # of two in one prefecture the inhabited one
        (("11002", "", "札幌市"), "011002", "指定都市", ""),
        (("112011", "", "川越市"), "112011", "中核市", ""),
        (("131010", "", "千代田区"), "131016", "特別区", "団体コード 131010 は存在しない"),
        (("131016", "", "札幌市"), "131016", "特別区", "一致しない"),
        (("473821", "", ""), "473821", None, "団体コード 473821 は一覧にない"),
        (("", "", "K協会"), None, "団体", ""),
        (("", "", ""), None, None, ""),
    ],
)
def test_who_answered(
    given_: tuple[str, str, str], code: str | None, kind: str | None, problem: str
) -> None:
    answers = pd.DataFrame([given_], columns=["code", "prefecture", "name"])
    found = identify(answers, OFFICIAL).iloc[0]
    assert (found["code"] if pd.notna(found["code"]) else None) == code
    assert (found["body_kind"] if pd.notna(found["body_kind"]) else None) == kind
    assert problem in found["problem"] and bool(problem) == bool(found["problem"])


def test_without_a_list_code_and_name_still_say_the_kind() -> None:
    answers = pd.DataFrame({"code": ["131016", None], "name": ["千代田区", "B町"]})
    found = identify(answers)
    assert found["body_kind"].tolist() == ["特別区", "町"]
    assert found["prefecture"].tolist()[0] == "東京都"
    assert found["population"].isna().all()


def test_who_has_not_answered() -> None:
    answers = pd.DataFrame({"name": ["札幌市", "札幌市", "千代田区", "K協会"]})
    identified = identify(answers, OFFICIAL)
    missing = not_answered(identified, OFFICIAL)
    table = coverage(identified, OFFICIAL)
    assert len(missing) == len(OFFICIAL) - 2  # two answers of one body are one body
    assert table["n_bodies"].sum() == len(OFFICIAL)
    assert table["n_answered"].sum() == 2
    assert table["n_not_answered"].sum() == len(missing)
    assert table["population_answered"].sum() == 1975065 + 66698
    assert (table["population_answered"] <= table["population"]).all()
    kinds = table.loc[table["prefecture"] == "北海道", "body_kind"].tolist()
    assert kinds == ["都道府県", "指定都市", "市", "村"]


@pytest.mark.parametrize("n", [0, 1])
def test_few_answers(n: int) -> None:
    answers = pd.DataFrame({"name": ["札幌市"] * n})
    assert coverage(identify(answers, OFFICIAL), OFFICIAL)["n_answered"].sum() == n


def test_a_list_that_cannot_be_used_says_why() -> None:
    with pytest.raises(OpinionsError, match="prefecture"):
        official_bodies(SUPPLIED.drop(columns="prefecture"))
    with pytest.raises(OpinionsError, match="row 2: '131010'"):
        official_bodies(SUPPLIED.assign(code6=["131010", *SUPPLIED["code6"][1:]]))
    with pytest.raises(OpinionsError, match="twice"):
        official_bodies(pd.concat([SUPPLIED, SUPPLIED.head(1)]))


@given(st.floats(0, 2e7))
def test_every_population_has_a_band(population: float) -> None:
    assert population_band(population) in POPULATION_BANDS


def municipalities() -> pd.DataFrame:
    path: Path = shared_data() / "municipalities" / "municipalities.csv"
    if not path.exists():
        pytest.skip(f"municipalities is not at {shared_data()} (OPINION_DATA)")
    return pd.read_csv(path, dtype={"code6": str})


def test_the_official_list() -> None:
    supplied = municipalities()
    official = official_bodies(supplied)
    counts = official["body_kind"].value_counts().to_dict()
    assert counts == {
        "都道府県": 47,
        "指定都市": 20,
        "中核市": 62,
        "市": 710,
        "特別区": 23,
        "町": 743,
        "村": 189,
    }
    assert set(official["body_kind"]) <= set(BODY_KINDS)
    assert set(supplied.loc[supplied["city_class"] == "中核市", "name"]) == CORE_CITIES
    assert set(supplied.loc[supplied["type"] == "指定都市", "name"]) == DESIGNATED_CITIES
    assert official["prefecture"].drop_duplicates().tolist() == list(PREFECTURES)
    as_numbers = supplied.assign(code6=supplied["code6"].astype(int))  # zeros lost
    pd.testing.assert_frame_equal(official_bodies(as_numbers), official)


def test_every_body_of_the_official_list_is_known_by_prefecture_and_name_or_by_code() -> None:
    official = official_bodies(municipalities())
    answers = pd.DataFrame(
        {
            "name": (official["prefecture"] + official["name"]).where(
                official["body_kind"] != "都道府県", official["name"]
            )
        }
    )
    found = identify(answers, official)
    inhabited = official["population"].notna()  # one 泊村 is not
    assert (found["code"] == official["code"])[inhabited].all()
    by_code = identify(official[["code"]].assign(code=official["code"].str[:5]), official)
    assert (by_code["code"] == official["code"]).all()
    assert (official["code"].map(kind_of_code).dropna() != "一部事務組合").all()
