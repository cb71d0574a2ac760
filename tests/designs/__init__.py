"""Designs as data: reading, carrying out, what each choice does, and how they compare."""
