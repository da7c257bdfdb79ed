"""Names in kana before a title, which Sudachi often takes for other words."""

import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.privacy.finds import Evidence, Find
from pipeline.privacy.name_words import NameWords, Word
from pipeline.privacy.parts_of_speech import PERSON, PLACE

_OPENING = ("(", "【", "「", "『", "[", "〈", "《", "\n", ":")
_BEFORE_A_TEACHER = (*_OPENING, "の", "、", "。", " ")
_LONGEST_IN_KANA = 8  # letters of a name or nickname
_OF_GIVEN_NAMES = frozenset(("さん", "くん", "君", "ちゃん"))
_HIRAGANA, _IN_KATAKANA = re.compile("[ぁ-んー]+"), re.compile("[ァ-ヴー]+")
_KIN = frozenset(("おば", "おじ", "おか", "おと", "おね", "おに", "おま", "おい", "みな", "みん"))
"""How おばあさん, おまわりさん, みんなのおかあさん begin."""


_OF_A_RELATIVE = re.compile(
    "(?:妻|夫|息子|娘|長男|長女|次男|次女|三男|三女|末っ子|弟|妹|兄|姉|甥|姪|孫|祖父|祖母|母|父|うち|我が家|わが家)の"
    "(?P<name>[ァ-ヴー]{2,4}|[ぁ-ん]{2,4}?)(?=[がはもをに](?![ぁ-ん]{0,2}ない))"
)
_INTRODUCED = re.compile(
    r"(?:^|[\n。、])(?P<name>[ぁ-ん]{3,6}?)(?:と(?:もう|申)します|です(?=[。、\n]))"
)
_READ_ALOUD = re.compile(
    '[「『"](?P<name>[ァ-ヴー]{2,6} ?[ァ-ヴー]{2,6}|[ぁ-んー]{2,6} ?[ぁ-んー]{2,6})[」』"] ?'
    "(?:と(?:い[うっ]|いつも|何度も|大声で)?、?(?:読|呼|名を?呼|名前|名で|名乗|書|印字|印刷|表示|記|登録|打)"
    "|の?(?:ふりがな|フリガナ|よみがな|カナ|様|宛|名義))"
)


_QUOTED = re.compile(
    '[「『"](?P<name>[ァ-ヴー]{2,6}|[ぁ-んー]{2,6})[」』"] ?'
    "(?:様|さま|さん|氏|殿|先生|くん|君|ちゃん|という(?:名札|[人方者]|職員|係))"
)
_AROUND_HERE = re.compile(
    "(?:近所|隣|となり|向かい|裏|同居|うち|集落|町内|団地|[祖曽]?[祖父母]?[父母]"
    "|[ばじ][あい]ちゃん|妻|夫|姉|妹|兄|弟)の"
    "(?P<list>[ァ-ヴー]{2,4}(?:[もとや、][ァ-ヴー]{2,4}){0,2})(?=[もはがに])"
)
_MAY_BE_AROUND = re.compile("の[ァ-ヴー]{2,4}[もとや、はがに]")
_GETS_ON = re.compile(
    "[もはがに][^。\n]{0,24}?(?:言って|言い|言う|一人で|独りで|暮らし|免許|介護|施設に|入院|通院|病院"
    "|買い物に|年金|配食|頼り|[歳才]|喜ん|泣い|怒っ|困って|心配|耳が|目が|足が|膝が|腰が)"
)
_ONE = re.compile("[ァ-ヴー]+")


def around_here(text: str, names: NameWords) -> Iterator[Find]:
    """Old people by given names that are words too (近所のトメもキヨも), where they get on.

    Args:
        text: in its plain form.
        names: what can be a name.
    """
    for found in _AROUND_HERE.finditer(text) if _MAY_BE_AROUND.search(text) else ():
        parts = list(_ONE.finditer(found["list"]))
        are_given = all(
            names.is_common_given_sound(part[0])
            or (names.sounds_like_given(part[0]) and names.is_foreign(part[0]))
            for part in parts
        )
        if are_given and _GETS_ON.match(text, found.end()):
            for part in parts:
                first, last = part.span()
                begin = found.start("list")
                yield Find(begin + first, begin + last, "氏名", Evidence.FAMILY_NAME)


def read_aloud(text: str, names: NameWords) -> Iterator[Find]:
    """Full names in kana of which it is said how they are read or written: 「ホンダユミ」と.

    Args:
        text: in its plain form.
        names: what can be a name.
    """
    for found in _READ_ALOUD.finditer(text):
        name = found["name"].replace(" ", "")
        if not names.known_as(name) and names.split_by_sound(name):
            yield Find(*found.span("name"), "氏名", Evidence.FULL_NAME)
    for found in _QUOTED.finditer(text):
        name = found["name"]
        if not names.is_noun(name) and (names.is_common_sound(name) or names.is_given(name)):
            yield Find(*found.span("name"), "氏名", Evidence.TITLE)


def of_relatives(text: str, names: NameWords) -> Iterator[Find]:
    """Given names in kana behind a word for a relative, which Sudachi takes for words (祖母のトメ).

    Args:
        text: in its plain form.
        names: what can be a name.
    """
    for found in _OF_A_RELATIVE.finditer(text):
        name = found["name"]
        is_word = names.is_noun(name) or (_HIRAGANA.fullmatch(name) and names.known_as(name))
        if names.sounds_like_given(name) and not is_word:
            yield Find(*found.span("name"), "氏名", Evidence.FAMILY_NAME)


def introduced(text: str, names: NameWords) -> Iterator[Find]:
    """Family names in hiragana by which somebody introduces himself (ほりうちと申します).

    Args:
        text: in its plain form.
        names: what can be a name.
    """
    for found in _INTRODUCED.finditer(text):
        name = found["name"]
        if names.sounds_like_family(name) and all(
            part.startswith((PERSON, PLACE)) for part in names.known_as(name)
        ):
            yield Find(*found.span("name"), "氏名", Evidence.SIGNATURE)


_GIVEN_BEHIND = re.compile(" {1,2}([ァ-ヴー]{2,5}(?![ァ-ヴー])|[ぁ-んー]{2,5}(?![ぁ-んー]))")
_FAMILY_BEFORE = re.compile(r"(?:^|\n)([ぁ-んー]{2,5}|[ァ-ヴー]{2,5}) {1,2}\Z")
_ALL_KANA = re.compile("[ぁ-んー]{2,}|[ァ-ヴー]{2,}")


def with_given(text: str, finds: Iterable[Find], names: NameWords) -> Iterator[Find]:
    """Finds, where a name in kana is whole: みうら takes りこ behind it, あおい もりした before.

    Args:
        text: in its plain form.
        finds: names of persons.
        names: what can be a name.
    """
    for find in finds:
        begin, end = find.begin, find.end
        if _ALL_KANA.fullmatch(text, begin, end):
            family = _FAMILY_BEFORE.search(text, max(begin - 8, 0), begin)
            given = _GIVEN_BEHIND.match(text, end)
            if family and names.is_common_sound(family[1]) and not names.is_noun(family[1]):
                begin = family.start(1)
            if given and names.is_common_given_sound(given[1]) and not names.is_noun(given[1]):
                end = given.end()
        yield find._replace(begin=begin, end=end)


class KanaNames:
    """Reads kana before a title."""

    def __init__(self, names: NameWords) -> None:
        self._names = names

    def by_sound(self, words: Sequence[Word], last: int, title: str) -> tuple[int, int] | None:
        """A family name in kana that Sudachi takes for something else (ほんださん)."""
        first = last + 1
        script = _HIRAGANA if _HIRAGANA.fullmatch(words[last].surface) else _IN_KATAKANA
        while first and script.fullmatch(words[first - 1].surface):
            first -= 1
        run = "".join(word.surface for word in words[first : last + 1])
        if title == "先生" and words[last].part_of_speech.startswith("助"):
            return None  # まちの先生
        if len(run) < 2 or self._names.known_as(run):
            return None
        for length in range(min(len(run), 6), 1, -1):
            before = run[-length - 1 : -length]
            sounds = self._names.sounds_like_family(run[-length:]) or (
                title in _OF_GIVEN_NAMES and self._names.sounds_like_given(run[-length:])
            )
            if title == "さん" and self._names.known_as(run[-length:]):
                continue  # みなさん
            begin = words[last].end - length
            cut = length > 2 or any(word.begin == begin for word in words[first : last + 1])
            if (not before or (before in "のはがにとでもへやを" and cut)) and sounds:
                return begin, words[last].end
        return None

    def longer(self, words: Sequence[Word], first: int, best: tuple[int, int]) -> tuple[int, int]:
        """The same with letters that Sudachi took for something else (さ in さわださん)."""
        letters, before = words[first].surface, words[first - 1] if first else None
        is_kana = (
            before and re.fullmatch("[ぁ-ん]", before.surface) and re.match("[ぁ-ん]", letters)
        )
        if before and is_kana and self._names.sounds_like_family(before.surface + letters):
            return before.begin, best[1]
        return best

    def alone(
        self, words: Sequence[Word], last: int, title: str, best: tuple[int, int] | None
    ) -> tuple[int, int] | None:
        """All kana between a bracket or the beginning and さん, however Sudachi cut them."""
        if title == "先生":
            return best or self._teacher(words, last)
        first = last + 1
        while first and re.fullmatch("[ぁ-んー]+", words[first - 1].surface):
            first -= 1
        run = words[first : last + 1]
        letters = "".join(word.surface for word in run)
        begins = first == 0 or words[first - 1].surface[-1:] in _OPENING
        is_whole = len(run) > 1 and len(letters) <= _LONGEST_IN_KANA and letters[:2] not in _KIN
        if begins and is_whole and not self._names.known_as(letters):
            return run[0].begin, run[-1].end
        return best

    def _teacher(self, words: Sequence[Word], last: int) -> tuple[int, int] | None:
        """A name in kana, and no word that says which teachers (よしの先生, not たくさんの先生)."""
        letters = ""
        for first in range(last, max(last - 3, -1), -1):
            if not _HIRAGANA.fullmatch(words[first].surface):
                return None
            letters = words[first].surface + letters
            begins = first == 0 or words[first - 1].surface[-1] in _BEFORE_A_TEACHER
            is_name = any(part.startswith(PERSON) for part in self._names.known_as(letters))
            if first < last:  # よしの, not まちの
                is_name = is_name and self._names.is_common_given_sound(letters)
            if begins and is_name:
                return words[first].begin, words[last].end
        return None
