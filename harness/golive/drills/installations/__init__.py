"""ERP installations drawn from all rules, quirks and limits, and the smallest of their settings that do harm."""
