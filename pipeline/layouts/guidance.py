"""What a form says to those who fill it in: hints, instructions, examples."""

import re

from pipeline.text.speech_acts import claims

_GUIDANCE = re.compile(
    r"(?:[（(〔][^（(）)]*|※[^。\n]*)(?:字以内|字程度|記入|記載|選択|必須|任意|添付|お書き|自由記述)[^（(）)\n]*[)）〕]?。?"
    r"|[（(【]?(?:記[入載]例|例)[)）】:：].*",
    re.DOTALL,
)
_EXAMPLE = re.compile(
    r"\s*(?:（(?:記[入載])?例[:：][^（）]+）|\((?:記[入載])?例[:：][^()]+\)"
    r"|【(?:記[入載])?例[:：][^【】]+】)\s*(?=\S)"
)
_EXAMPLE_LINE = re.compile(
    r"\s*[（(【〔]?(?:記[入載])?例[)）】〕:：]\s*[^\s][^\n]*[。）)]\s*\n\s*(?=\S)"
)
"""A sentence as an example, with more below it in the cell."""
_STANDS_FOR = re.compile("[○〇◯△▲□×✕]{2}")
_HINT_BEHIND = re.compile(r"[（(〔][^（）()〔〕]*[)）〕]\s*$")
_INSTRUCTION = re.compile(
    r"(?:記入|記載|お書き|回答|提出|返送|送付|選択|添付|入力)(?:を?お願い|して)?.{0,6}(?:ください|下さい|します|願います)。?\s*$"
)
_ABOUT_THE_FORM = re.compile(
    r"(?:[（(]?[※＊*注・][）)]?)?.{0,40}(?:欄|行|用紙|枠内|様式|別紙|セル|シート|ファイル|記入|記載|回答).{0,40}(?:ください|下さい|お願いします|願います|可)[。）)]*"
)
_FILL_IN = re.compile(
    r"[（(※＊*・\s]*(?:(?:ご|御)?(?:意見|要望|回答|理由|提案)(?:は|を|欄)?[:：、\s]*)?"
    r"(?:(?:以下|下|下記|次|右|左|別紙|この|各)の?)?(?:回答|記入|記載|意見|自由記[述入載])?(?:欄|枠内?|空欄|様式|用紙)[にへ]"
    r"(?:[^。]{0,12}|[^。]{0,40}(?:意見|要望|回答|理由)[^。]{0,12})"
    r"(?:ご|御)?(?:記入|記載|お書き|入力)(?:して|を?お願い)?(?:ください|下さい|願います|します)[。）)]*"
)
_OF_A_NOTE = re.compile(r"[※＊*]|[（(]?注[）)：:0-9０-９]|提出先|[（(]")
_HOW = re.compile(
    r"[（(【※■●・]*(?:(?:記入|記載|回答|提出|作成)(?:要領|方法|上の(?:注意|留意).{0,4}|にあたって.{0,10}|の?手引き?)|注意(?:事項|点)?|留意(?:事項|点)|提出先|返送先)[】）)]?[:：\s]"
)
_OF_SENDING = re.compile(r"^[\W_]*(?:提出|返送|回答)(?:先|方法)")
_OF_A_PAGE = re.compile(
    r"この(?:ページ|画面|メール|通知|控え)[はをにへ](?!.*(?:計画|方針|条例|案)).{0,30}"
    r"(?:印刷|保存|保管|返信|自動|(?:HTML|テキスト|プレーン).{0,6}形式).{0,24}"
    r"(?:ください|下さい|ます|ません|です)。?"
)
"""What a page of the net or a mail of a machine says of itself."""
_DEADLINE = re.compile(
    r"(?:提出|回答|返送|送付)(?:先|日|期限|期日)?[はにを：:].{0,30}(?:まで|必着|厳守).{0,4}(?:お願い|ご提出|御提出|ください|必着|厳守).{0,8}"
)


def is_guidance(text: str) -> bool:
    """Whether a text only tells how to fill in the form (（200字以内）, ※…, 記載例)."""
    words = text[end_of_example(text) :].strip()
    return len(words) < 200 and bool(_GUIDANCE.fullmatch(words))


def end_of_example(text: str) -> int:
    r"""Where an example at the begin of a cell ends, in brackets or a line of its own; 0 for none.

    >>> end_of_example("（例：短く）延長を"), end_of_example("（例）短くする。\n延長を")
    (6, 9)
    """
    if found := _EXAMPLE.match(text):
        return found.end()
    end = 0
    while found := _EXAMPLE_LINE.match(text, end):
        end = found.end()
    return 0 if _STANDS_FOR.search(text, end) else end


def end_of_hints(text: str) -> int:
    r"""Where the answer begins in a cell, behind an example and lines that tell to fill it in.

    >>> end_of_hints("下の欄に記入してください。\n延長を"), end_of_hints("延長を")
    (14, 0)
    """
    if is_guidance(text):
        return 0
    end = end_of_example(text)
    for line in text[end:].splitlines(keepends=True):
        if line.strip() and not tells_to_fill_in(line):
            return end
        end += len(line)
    return 0


def is_note(text: str) -> bool:
    """Whether a text is marked as a hint on filling in: in brackets, or with ※ or 注 before it."""
    words = text.strip()
    return is_guidance(words) or bool(_OF_A_NOTE.match(words) and _ABOUT_THE_FORM.fullmatch(words))


def tells_deadline(text: str) -> bool:
    """Whether a text only says until when an answer is wanted (提出は9月6日までにお願いします)."""
    return bool(_DEADLINE.fullmatch(text.strip()))


def tells_how(text: str) -> bool:
    """Whether a text is headed as a hint on filling in (記入要領：…), or a page's own words.

    >>> tells_how("このページを印刷してください。"), tells_how("この計画を印刷してください。")
    (True, False)
    """
    words = text.strip()
    found = _HOW.match(words)
    asks = _OF_SENDING.search(words) and claims(words)
    return bool(_OF_A_PAGE.fullmatch(words) or (found and not asks))


def tells_to_fill_in(text: str) -> bool:
    """Whether a sentence only says where to write the answer (御意見　下の欄に記入してください。).

    >>> tells_to_fill_in("下の欄に記入してください。"), tells_to_fill_in("欄を広くしてください。")
    (True, False)
    """
    hint = _HINT_BEHIND.search(text)
    asked = text[: hint.start()] if hint and is_guidance(hint[0]) else text
    return is_guidance(text) or bool(_FILL_IN.fullmatch(asked.strip()))


def is_instruction(text: str) -> bool:
    """Whether a text tells how to fill in the form, also in plain words (…を記入してください)."""
    words = text.strip()
    return is_note(text) or bool(
        (len(words) < 200 and _INSTRUCTION.search(words)) or tells_deadline(words)
    )
