"""What changed between rounds, as pages, tables and a figure; no round's own report reads it."""
