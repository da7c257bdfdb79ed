"""Measuring the pipeline on labelled texts; the only code that reads test labels."""
