"""Commands that are no stage, one module per group; ``pipeline.cli`` puts them together.

Heavy imports stand inside the commands, so that ``--help`` and clear errors come at once.
"""
