"""Sage Intacct: functions in XML through one gateway address."""
