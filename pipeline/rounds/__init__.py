"""A round's own description: round.yaml, its list in params.yaml, names of files as shown in git.

In: round.yaml and params.yaml.
Out: typed description of a round.
Knows nothing of: what the files say.
"""
