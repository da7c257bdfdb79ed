"""What a piece of text in an Office package is, by the part, element or attribute it stands in."""

import re

CELLS = "セルに表示されない文字・見え消し"
BY_PROGRAMS = ""
"""Names of programs and of sheets, listed again: not told."""
PROPERTIES = "プロパティ"
STRUCK = "取消線の引かれた文字"
PLACEHOLDER = "記入の案内（プレースホルダー）"

PARTS = (
    (r"word/header", "ヘッダー"),
    (r"word/footer", "フッター"),
    (r"word/footnotes", "脚注"),
    (r"word/endnotes", "文末脚注"),
    (r"(word|xl)/(comments|threadedComments)", "コメント"),
    (r"word/glossary/", "定型文の部品"),
    (r"/charts?/|chartsheets/", "グラフ"),
    (r"/diagrams/", "SmartArt（図）"),
    (r"xl/drawings/", "図形"),
    (r"docProps/|\.rels$", PROPERTIES),
    (r"customXml/", "XMLデータ"),
    (r"word/settings", "文書の設定"),
    (r"(word/numbering|styles)", "番号や書式の文字"),
    (r"xl/worksheets/", "シートの設定"),
    (r"xl/sharedStrings", CELLS),
    (r"xl/externalLinks/", "外部ファイルの控え"),
    (r"xl/pivot", "ピボットテーブルの控え"),
    (r"xl/(queryTables|connections|tables)", "表や接続の設定"),
    (r"word/document", "本文"),
    (r"xl/workbook", "ブックの設定"),
)
"""Patterns of names of parts; the first that fits counts."""

TAGS = {
    "del": "削除された文字（変更履歴）",
    "delText": "削除された文字（変更履歴）",
    "moveFrom": "移動された文字（変更履歴）",
    "instrText": "フィールドの命令",
    "ffData": "入力欄の設定",
    "sdtPr": "コンテンツコントロールの設定",
    "Fallback": "代替表示",
    "Choice": "代替表示",
    "rt": "ふりがな",
    "rPh": "ふりがな",
    "headerFooter": "ヘッダー・フッター",
    "dataValidations": "入力規則",
    "dataValidation": "入力規則",
    "conditionalFormatting": "条件付き書式",
    "definedName": "名前の定義",
    "hyperlink": "リンクの説明",
    "Relationship": "リンク先",
    "author": "コメントの作成者",
    "creator": "文書の作成者",
    "lastModifiedBy": "文書の作成者",
    "Manager": "文書の作成者",
    "f": "数式の中の文字",
    "scenarios": "シナリオ",
    "tblCaption": "表の代替テキスト",
    "tblDescription": "表の代替テキスト",
    "textpath": "ワードアートの文字",
    "Application": BY_PROGRAMS,
    "Template": BY_PROGRAMS,
    "TitlesOfParts": BY_PROGRAMS,
    "HeadingPairs": BY_PROGRAMS,
    "numFmt": "番号や書式の文字",
    "lvlText": "番号や書式の文字",
}
"""By name of an element; holds for all that stands in it."""

ATTRIBUTES = {
    "descr": "図の代替テキスト",
    "alt": "図の代替テキスト",
    "title": "図の代替テキスト",
    "instr": "フィールドの命令",
    "tooltip": "リンクの説明",
}

NAMES_OF_PEOPLE = frozenset({"コメントの作成者", "文書の作成者"})
"""Told without the text: it is somebody's name."""

NO_ANSWER = NAMES_OF_PEOPLE | {
    CELLS,
    STRUCK,
    PLACEHOLDER,
    "削除された文字（変更履歴）",
    "移動された文字（変更履歴）",
    "フィールドの命令",
    "入力欄の設定",
    "コンテンツコントロールの設定",
    "ふりがな",
    "入力規則",
    "条件付き書式",
    "名前の定義",
    "リンク先",
    "リンクの説明",
    "数式の中の文字",
    "定型文の部品",
    PROPERTIES,
    "番号や書式の文字",
    "文書の設定",
    "ブックの設定",
    "シートの設定",
    "ピボットテーブルの控え",
    "外部ファイルの控え",
    "表や接続の設定",
}
"""Kinds in which nobody answers: listed in the ledger, but no person has to look."""

NOT_LOOKED_AT = re.compile(
    r"^\[Content_Types\]|/theme/|^theme/|fontTable|webSettings|calcChain|printerSettings|\.odttf$|/persons/|^mimetype$"
    r"|/$|diagrams/(?:layout|quickStyle|colors)|people\.xml|xl/metadata|_xmlsignatures/"
    r"|docProps/thumbnail"
)
"""Parts with names of fonts, colours and programs only."""

NAMES_OF_THINGS = frozenset(
    [
        "typeface",
        "panose",
        "ascii",
        "eastAsia",
        "hAnsi",
        "cs",
        "font-family",
        "name",
        "author",
        "initials",
        "style",
        "displayName",
        "userId",
        "codeName",
        "uniqueName",
        "styleId",
        "basedOn",
        "type",
    ]
)
"""Attributes with names that a program or an author gave to fonts, styles and shapes."""

BY_A_PROGRAM = re.compile(r"(?:generated|created|produced|exported|saved) (?:by|with|from|using)")
"""Of a property: words that a program wrote about itself."""

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".wdp")


def kind_of_part(name: str) -> str:
    """What the text of a part is.

    >>> kind_of_part("word/header2.xml"), kind_of_part("other.xml")
    ('ヘッダー', 'その他の部品')
    """
    found = next((kind for pattern, kind in PARTS if re.search(pattern, name)), None)
    return found or "その他の部品"
