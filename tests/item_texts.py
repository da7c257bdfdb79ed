"""Small labelled texts, with vectors that are a function of the text, for the classifier."""

from itertools import product

import numpy as np

from pipeline.review_items.features import Matrix, Texts

SUBJECTS = {
    "money": ("移行費用", "補助金", "運用経費", "利用料"),
    "people": ("専門人材", "職員研修", "担当職員", "人材派遣"),
    "time": ("移行期限", "実施時期", "作業日程", "工程表"),
}
ENDS = (
    "を見直してほしい。",
    "が足りないので困る。",
    "について国の考えを示すべき。",
    "は町村に重い。",
)


def vectors(texts: list[str], n_dimensions: int, seed: int) -> Matrix:
    """Unit vectors (n_texts, n_dimensions): the sum of a random vector per character."""
    rows = [
        np.sum(
            [
                np.random.default_rng([seed, ord(letter)]).standard_normal(n_dimensions)
                for letter in text
            ]
            or [np.ones(n_dimensions)],
            axis=0,
        )
        for text in texts
    ]
    matrix = np.array(rows).reshape(len(texts), n_dimensions)
    unit = matrix / np.linalg.norm(matrix, axis=1, keepdims=True)
    return np.asarray(unit, dtype=np.float32)


def texts_of(texts: list[str], universal: bool = True) -> Texts:
    return Texts(
        texts,
        [[word for words in SUBJECTS.values() for word in words if word in text] for text in texts],
        vectors(texts, 24, 1),
        vectors(texts, 16, 2) if universal else None,
    )


def labelled() -> tuple[list[str], list[tuple[str, ...]]]:
    """48 texts of three classes."""
    rows = [
        (word + end, (name,))
        for name, words in SUBJECTS.items()
        for word, end in product(words, ENDS)
    ]
    return [text for text, _ in rows], [items for _, items in rows]
