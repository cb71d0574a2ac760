"""Tests of rehearsals of a cut-over."""
