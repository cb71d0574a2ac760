"""Claims about calls and alerts."""
