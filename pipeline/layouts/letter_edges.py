"""Paragraphs at the begin and the end of a letter that say nothing about the matter.

No list of phrases ends. What holds of all of them: they stand at the edge of a letter, ask for
nothing, worry about nothing, and either close in an act of letters (…をお祈りいたします,
…送付します) or hold no words but those that courtesies are made of.
"""

import re
from collections.abc import Sequence

from pipeline.layouts.body_lines import told_by
from pipeline.layouts.courtesies import LONGEST
from pipeline.layouts.formulas import BUT, is_formula
from pipeline.layouts.role_words import squeezed
from pipeline.text.sentences import is_ended, sentences_and_lines
from pipeline.text.speech_acts import claims, worries

_LONGEST_PARAGRAPH = 200
"""Characters."""
_DO = (
    "(?:を|に)?(?:申し?上げ|いたし|致し|させて?(?:いただき|頂き)|差し上げ|し|り|き)?(?:て(?:い|おり))?"
    "(?:ます|ました|る次第です|た次第です)"
)
_ACT = re.compile(
    r"(?:お?(?:喜び|慶び|よろこび)|感謝|(?:御|お)?礼|お?祝い|お?祈り|祈念|お?詫び"
    r"|(?<=のことと)(?:お察し|存じ|拝察)|拝見|拝読|筆を(?:執|と|取)|(?:お手紙|メール|書面|はがき|ペン)(?:を|にて|で)?"
    r"(?:書|送|お送り|差し上げ|と|取|出|失礼)?|(?:回答|意見(?:書)?|別紙)?(?:を|として)?(?:送付|提出|回答|報告|返信|送信)"
    rf"|(?:書|述べ|並べ|綴)){_DO}$"
    r"|(?:お許し|ご容赦|御容赦|ご自愛|御自愛|お過ごし|お大事に(?:なさって)?|お読み捨て)(?:を|のほど)?(?:ください|下さい|願い?ます)(?:ませ)?$"
)
"""What a sentence of letters closes in."""
_COURTEOUS = re.compile(
    "いつも|日頃|日ごろ|平素|時下|朝夕|朝晩|季節|時節|寒さ|暑さ|冷え込|猛暑|残暑|皆様|皆さん|みなさま"
    "|ありがと|有難|有り難|感謝|御?礼|すいません|すみません|ごめん|申し?訳|恐縮|失礼|恐れ入|乱筆|乱文|長文|長々|長くな"
    "|世話|清栄|健勝|盛栄|繁栄|高配|自愛|無沙汰|こんにち|こんばん|はじめまして|初めまして"
    "|突然|(?:次|以下|下記|別紙|別添)の?(?:とおり|通り|[0-9一二三四五]?点)"
)
"""Of which one is there."""
_BESIDE = re.compile(
    f"{_COURTEOUS.pattern}|[本当貴弊御](?:会|市|町|村|県|区|課|校|社|園|組合|団体|審議会|協議会|委員会)"
    "|照会|依頼|標記|表記|首題|表題|件|意見|回答|提案|要望|提出|送付|送信|返信|返事|報告|連絡|案内|通知|文書|手紙|便り"
    "|検討|協議|結果|機会|時間|場|用意|資料|案|多用|多忙|忙|中|折|際|所|今回|今|度|前|後|先日|昨日|本日|毎日|毎回|最後|最初|途中|以上"
    "|読|書|見|聞|使|利用|寄|行|来|遅|早|長|短|大変|本当|誠|心|深|厚|申|上|致|頂|戴|願|賜|存|思|喜|慶|変|過|元気|健康|体|身|祈"
    "|設|開|出|送|拝|察|格別|指導|支援|協力|尽力|理解|職員|方|者|人|年寄|勝手|子|家族|月|日|年|春|夏|秋|冬|寒|暑|暖|涼|続"
    "|メール|ホームページ|ネット|コメント|パブコメ|パブリックコメント|アンケート|〔氏名〕|[0-9]+点?"
)
"""Words that courtesies are made of; hiragana alone counts as none."""
_WORD = re.compile("[一-龠々ァ-ヴ]")
_QUESTION = re.compile("[?？]|(?<!変わりございません)(?<!変わりありません)か$")
"""A question that is none of how somebody is."""


def at_edges(paragraphs: Sequence[str]) -> set[int]:
    """The paragraphs, from 0, at both edges of a letter that say nothing about the matter.

    Lines that are no sentences (who it is for, a date, a name) are passed over. Where nothing else
    would be left, none is.

    >>> said = ["室長様", "いつも使ってます。", "棚を増やして。", "長くなってすいません。"]
    >>> sorted(at_edges(said))
    [1, 3]
    >>> at_edges(["いつも暗い道です。", "街灯を増やして。"])
    set()
    """
    spoken = [n for n, text in enumerate(paragraphs) if is_ended(text) or is_formula(text)]
    found: set[int] = set()
    for order in (spoken, spoken[::-1]):
        for number in order:
            if not _says_nothing(paragraphs[number]):
                break
            found.add(number)
    return found if len(found) < len(spoken) else set()


def _says_nothing(paragraph: str) -> bool:
    if len(paragraph) > _LONGEST_PARAGRAPH:
        return False
    return all(
        is_formula(sentence) or _is_courteous(sentence) or told_by(sentence)
        for sentence in sentences_and_lines(paragraph)
    )


def _is_courteous(sentence: str) -> bool:
    parts = [part for part in BUT.split(squeezed(sentence).rstrip("。．.!！")) if part]
    return bool(parts) and all(map(_is_courtesy_alone, parts))


def _is_courtesy_alone(words: str) -> bool:
    if not words or len(words) > LONGEST or _QUESTION.search(words):
        return False
    act = _ACT.search(words)
    said = words[: act.start()] if act else words
    if claims(said) or worries(said):
        return False
    if act:
        return True
    return bool(_COURTEOUS.search(words)) and not _WORD.search(_BESIDE.sub("", words))
