"""`golive doctor`: what this machine allows, and what a candidate does in a calm minute."""
