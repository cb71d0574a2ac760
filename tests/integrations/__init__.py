"""Tests of the correct integrations, none of which may be accused."""
