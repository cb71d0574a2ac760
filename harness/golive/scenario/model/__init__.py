"""The sections of the scenario file, as frozen dataclasses."""
