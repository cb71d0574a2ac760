"""Rehearsals of a cut-over: an old and a new integration in phases, and what went wrong in which."""
