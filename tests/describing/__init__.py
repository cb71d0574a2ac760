"""Tests of the cadence of stock updates."""
