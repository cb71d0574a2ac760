"""Infor M3: transactions of API programs over REST, with tokens of ION."""
