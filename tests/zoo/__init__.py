"""Tests of the defects and of the self-test."""
