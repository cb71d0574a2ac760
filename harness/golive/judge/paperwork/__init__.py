"""Comparison of the documents beside orders; see `golive.judge.paperwork.discrepancies`."""
