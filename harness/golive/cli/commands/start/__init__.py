"""Commands for a first day: what this machine allows, what a candidate does, and files to begin with."""
