"""Personal data in texts of any length and in names of files."""

import re
import threading
from collections.abc import Callable, Iterable, Iterator

from pipeline.privacy.accounts import accounts
from pipeline.privacy.addresses import addresses
from pipeline.privacy.bank_accounts import bank_accounts
from pipeline.privacy.births import births
from pipeline.privacy.file_names import doubtful_finds, file_name_finds, names_office
from pipeline.privacy.finds import Find, outside_urls
from pipeline.privacy.identifiers import identifiers
from pipeline.privacy.known_names import KnownNames
from pipeline.privacy.mails import mails
from pipeline.privacy.masking import Masked, MaskedSpan, MaskingParams, apart, between
from pipeline.privacy.name_training import kept_model
from pipeline.privacy.name_words import NameWords
from pipeline.privacy.own_pages import own_pages
from pipeline.privacy.person_names import PersonNames
from pipeline.privacy.phones import phones
from pipeline.privacy.plain import label_lead, plain
from pipeline.privacy.public_contacts import with_public_contacts
from pipeline.text.long_texts import pieces


class _OfThread(threading.local):
    """What every masker of a thread shares: reading the dictionary's names takes seconds."""

    names: PersonNames | None = None


_OF_THREAD = _OfThread()


def _person_names() -> PersonNames:
    if _OF_THREAD.names is None:
        _OF_THREAD.names = PersonNames(NameWords(), kept_model())
    return _OF_THREAD.names


class Masker:
    """Masks texts."""

    def __init__(self, params: MaskingParams, known: KnownNames | None = None) -> None:
        """Make a masker.

        Args:
            params: how strict.
            known: names that are masked wherever they stand.
        """
        self._params = params
        self._known = known or KnownNames()

    @property
    def _persons(self) -> PersonNames:
        return _person_names()

    def mask(self, text: str, label: str = "") -> Masked:
        """Mask a text of any length.

        Args:
            text: as received.
            label: what the cell asks for in which it stands; empty where that is not known.

        >>> Masker(MaskingParams()).mask("窓口の山田様に伺った。電話 ０３－１２３４－５６７８").text
        '窓口の〔氏名〕様に伺った。電話 〔電話番号〕'
        >>> Masker(MaskingParams()).mask("林", "担当者").text
        '〔氏名〕'
        """
        return self._masked(text, self._finds, label)

    def mask_name(self, name: str) -> Masked:
        """Mask the name of a file or sheet, a header or a label.

        A fragment of it that is a family name is a name, and so is a full name anywhere in it.

        >>> Masker(MaskingParams()).mask_name("20240510山田太郎.xlsx").text
        '20240510〔氏名〕.xlsx'
        """
        return self._masked(name, self._finds_in_name)

    def mask_file_name(self, name: str) -> Masked:
        """Mask the name of a file or folder, which goes into git: also what is not sure.

        >>> Masker(MaskingParams()).mask_file_name("回答_中村（A市）.xlsx").text
        '回答_〔氏名〕（A市）.xlsx'
        """
        return self._masked(name, self._finds_in_file_name)

    def names_in_cell(self, text: str) -> list[str]:
        """Names in a cell that asks for one, in their plain form.

        >>> Masker(MaskingParams()).names_in_cell("総務課 髙橋　健二（内線12）")
        ['高橋 健二']
        """
        if self._params.strictness == "off":
            return []
        read = plain(text[:_LONGEST_NAME]).text
        return [read[find.begin : find.end] for find in self._persons.in_cell(read)]

    def knows_one(self, text: str, label: str = "") -> bool:
        """Whether a known name stands in a text; where none does, knowing them changes nothing."""
        read = label_lead(label) + plain(text).text
        return self._known.may_stand_in(read) and any(
            True
            for begin, end in pieces(read)
            for _ in self._known.finds(read[begin:end], self._persons.names.cut(read[begin:end]))
        )

    def known_names(self, names: Iterable[str]) -> KnownNames:
        """Names found in a round, taken apart."""
        return KnownNames.of(names, self._persons.names)

    def _masked(
        self, text: str, finder: Callable[[str], Iterable[Find]], label: str = ""
    ) -> Masked:
        if self._params.strictness == "off":
            return Masked(text, (), {})
        read, lead = plain(text), label_lead(label)
        enough = self._params.masked
        found = [
            MaskedSpan(
                *read.span(max(find.begin - len(lead), 0), find.end - len(lead)),
                find.kind,
                find.evidence,
            )
            for find in finder(lead + read.text)
            if find.end > len(lead)
        ]
        spans = apart(text, (span for span in found if span.evidence in enough))
        left = [span for span in found if span.evidence not in enough]
        doubts = apart(text, (span for span in left if not any(map(span.overlaps, spans))))
        return Masked.of(between(text, spans, 0, len(text)), spans, doubts)

    def _finds(self, text: str) -> Iterator[Find]:
        """Everything found in a text in its plain form."""
        yield from accounts(text)
        yield from own_pages(text, self._persons.roman)
        yield from with_public_contacts(text, mails(text), self._persons.roman)
        found = [*phones(text), *births(text), *addresses(text, self._is_town)]
        found += [*identifiers(text), *bank_accounts(text)]
        for begin, end in pieces(text):
            for find in self._persons.finds(text[begin:end], self._known):
                found.append(find._replace(begin=find.begin + begin, end=find.end + begin))
        yield from with_public_contacts(text, outside_urls(text, found), self._persons.roman)
        for named in _FILE_NAME.finditer(text) if _ENDS_LIKE_A_FILE.search(text) else ():
            yield from self._names_of_file(named[0], named.start())

    def _finds_in_name(self, text: str) -> Iterator[Find]:
        end = _EXTENSION.search(text)
        stem = end.start() if end else len(text)
        yield from (find for find in self._finds(text) if find.begin < stem)
        yield from self._names_of_file(text, 0)

    def _names_of_file(self, name: str, offset: int) -> Iterator[Find]:
        names = self._persons.names
        if len(name) < _LONGEST_NAME:
            for find in file_name_finds(name, names.cut(name), names, self._persons.roman):
                yield find._replace(begin=find.begin + offset, end=find.end + offset)

    def _finds_in_file_name(self, text: str) -> Iterator[Find]:
        found = [*self._finds_in_name(text)]
        if len(text) < _LONGEST_NAME:
            found += doubtful_finds(text, self._persons.names)
        yield from (find for find in found if not names_office(text, find))

    def _is_town(self, town: str) -> bool:
        """Whether the last word of what stands before a house number can be a place's name."""
        names = self._persons.names
        words = names.cut(town)
        last = words[-1].surface if words else ""
        return (
            bool(_TOWN_ENDS.search(town))
            or names.is_place(last)
            or names.is_family(last)
            or not names.known_as(last)
        )


_TOWN_ENDS = re.compile("[町丁台通条谷沢川原野丘山島田木宮橋浜崎井口里森]$")
_FILE_NAME = re.compile(
    r"[^\s/\\:*?\"<>|。、]{1,80}\.(?i:xlsx?|xlsm|docx?|pptx?|pdf|csv|txt|zip|eml|msg|jtdc?|ods|odt)"
    r"(?![A-Za-z0-9])"
)
_ENDS_LIKE_A_FILE = re.compile(r"\.(?i:xls|doc|ppt|pdf|csv|txt|zip|eml|msg|jtd|od)")
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,5}\Z")
_LONGEST_NAME = 1_000  # characters; no system allows file names of more than 255 bytes
