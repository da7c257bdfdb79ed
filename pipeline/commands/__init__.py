"""Commands that are no stage, one module per group; ``pipeline.cli`` puts them together.

In: what an analyst types.
Out: lines on the screen, files of people.
Knows nothing of: how anything is computed. Heavy imports stand inside the commands, so that
``--help`` and clear errors come at once.
"""
