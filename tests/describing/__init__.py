"""Tests of the document written from runs."""
