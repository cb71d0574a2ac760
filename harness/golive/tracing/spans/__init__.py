"""The spans of a run, made from its folder."""
