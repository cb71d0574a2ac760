"""What is made from the declarations: JSON Schema, reference pages, the effective scenario as data."""
