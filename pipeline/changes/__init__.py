"""What became of themes, bodies and texts from one round to the next.

In: the tables of all rounds, people's word on earlier themes.
Out: which theme is which earlier one (``ThemeLinks``), counts then and now, whose voice is new.
Knows nothing of: how themes were found, reports; it compares rounds and changes none of them.
"""
