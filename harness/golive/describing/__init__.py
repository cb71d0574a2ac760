"""What an ERP does and what a candidate assumes, as finished runs show it: one file for each section."""
