"""Opinions that say the same (copies, near copies), and campaigns of many respondents.

In: opinions with their normalised texts, vectors and tokens.
Out: families (``family_id``) and scores of campaigns.
Knows nothing of: themes and review items.
"""
