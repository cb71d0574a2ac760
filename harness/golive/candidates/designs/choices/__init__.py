"""The choices of a design that differ from the reference, one class each. A class replaces a part of the reference."""
