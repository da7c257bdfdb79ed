"""Vectors of texts: two sentence encoders from installed packages, one text per call.

In: texts; the folder ``models/encoder``.
Out: float32 vectors of unit length, (n_texts, n_dimensions).
Knows nothing of: what the texts are about, or what compares the vectors.
"""
