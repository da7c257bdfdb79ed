"""Benchmarks, rivals and learning curves: run by ``make bench-…``, no part of the package."""
