"""Vectors: two sentence encoders, from packages, one text per call."""
