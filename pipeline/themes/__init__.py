"""Themes: clusters with an identity that lasts, a name, members, and people's word on them.

In: clusters, tokens, people's rules and register.
Out: tables of themes, members, memberships and applied rules.
Knows nothing of: how clusters were found, reports.
"""
