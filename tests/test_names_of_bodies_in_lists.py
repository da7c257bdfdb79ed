"""Who answered, where a list names bodies under headers that also ask for people or offices."""

from pathlib import Path

import pytest

from tests.blind_cases import received

TEXTS = ("橋の補修を急いでほしい。", "歩道を広げてほしい。", "街灯を増やしてほしい。")


def named(folder: Path, header: str, names: tuple[str, ...], more: str = "") -> list[str | None]:
    """The respondents of a list with one column for who answered, row by row."""
    given = folder / "in"
    given.mkdir()
    rows = [f"番号,{header}{',' + more if more else ''},意見"]
    for number, (name, text) in enumerate(zip(names, TEXTS, strict=True), 1):
        rows.append(f"{number},{name}{',' if more else ''},{text}")
    (given / "list.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    found = received(given)
    assert sorted(found.opinions["text"]) == sorted(TEXTS)
    by_text = dict(zip(found.opinions["text"], found.opinions["respondent"], strict=True))
    return [by_text[text] for text in TEXTS]


@pytest.mark.parametrize(
    ("header", "names", "person"),
    [
        ("氏名又は団体名", ("東野商店会", "山本太一", "川辺を守る会"), "山本太一"),
        ("お名前・団体名", ("青葉工務店", "佐藤花", "虹の丘保育園"), "佐藤花"),
        ("氏名又は名称", ("上鳥市", "三田村", "緑が丘地区"), "三田村"),
        ("氏名又は団体名", ("北浜川町", "中村 一", "富山県"), "中村 一"),
        ("氏名（法人の場合は法人名）", ("鈴木一", "株式会社港", "林業研究会"), "鈴木一"),
    ],
)
def test_bodies_are_named_where_people_may_stand_too(
    tmp_path: Path, header: str, names: tuple[str, ...], person: str
) -> None:
    told = named(tmp_path, header, names)
    assert [name for name in told if name in names] == [n for n in names if n != person]


@pytest.mark.parametrize(
    ("header", "names"),
    [
        ("課名", ("税務課", "消防本部", "企画室")),
        ("部署", ("環境係", "教育総務課", "上下水道局")),
        ("担当課", ("福祉事務所", "建設部", "東支所")),
    ],
)
def test_offices_of_one_authority_answer_where_no_body_is_named(
    tmp_path: Path, header: str, names: tuple[str, ...]
) -> None:
    assert named(tmp_path, header, names) == list(names)


def test_an_office_is_nobodys_where_bodies_are_named(tmp_path: Path) -> None:
    """A municipality's office beside its name is no second respondent."""
    given = tmp_path / "in"
    given.mkdir()
    rows = [
        "団体名,課名,意見",
        "甲市,税務課,橋の補修を急いでほしい。",
        ",福祉課,歩道を広げてほしい。",
    ]
    (given / "list.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert set(received(given).opinions["respondent"].dropna()) <= {"甲市"}


@pytest.mark.parametrize(
    "header",
    ["所属団体名（団体の方のみ）", "法人名（法人の場合）", "団体の名称（団体の方のみ記入）"],
)
def test_a_note_behind_a_header_hides_no_body(tmp_path: Path, header: str) -> None:
    names = ("森の市民会議", "NPO法人しずく", "東町自治会")
    assert named(tmp_path, header, names, "お名前") == list(names)


@pytest.mark.parametrize(
    ("header", "names"),
    [
        ("機関名", ("東部公民館", "緑町図書館", "財政課")),
        ("団体", ("点訳サークルこだま", "読み聞かせボランティアたんぽぽ", "虹の丘保育園")),
        ("団体名", ("介護者サロン", "水辺の会", "フラワーメイト")),
        ("自治会名", ("大久保", "湯の谷", "緑町婦人会")),
        ("町内会名", ("上野", "本郷", "寺前")),
    ],
)
def test_what_no_person_is_called_by_is_the_name_of_a_body(
    tmp_path: Path, header: str, names: tuple[str, ...]
) -> None:
    assert named(tmp_path, header, names) == list(names)


@pytest.mark.parametrize("name", ["上野", "大久保", "こだま"])
def test_a_name_that_may_be_somebodys_is_hidden_and_asked_about(tmp_path: Path, name: str) -> None:
    (tmp_path / "list.csv").write_text(
        f"番号,団体名,意見\n1,緑町婦人会,{TEXTS[0]}\n2,{name},{TEXTS[1]}\n", encoding="utf-8"
    )
    found = received(tmp_path)
    assert name not in set(found.respondents["respondent"])
    asked = found.ledger[found.ledger["state"] == "needs_person"]
    assert any("団体か人名か" in reason and name not in reason for reason in asked["reason"])


def test_a_whole_name_of_a_person_is_hidden_without_a_question(tmp_path: Path) -> None:
    names = ("緑町婦人会", "山本太一", "東部公民館")
    assert named(tmp_path, "団体名", names) == ["緑町婦人会", "回答者001", "東部公民館"]
