"""Names of themes: phrases that members use themselves, scored and told apart.

In: tokens of the members of themes.
Out: names and keywords.
Knows nothing of: files, reports, how clusters were found.
"""
