"""Tests; run from the project root with python -m pytest."""
