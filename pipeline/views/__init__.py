"""Opinions as one representation for all that compare them: vectors, words and characters.

In: texts, tokens and vectors.
Out: matrices with one row per opinion.
Knows nothing of: clusters, review items, replies.
"""
