"""Tests of studies: capacity, cadence, rehearsals, drills."""
