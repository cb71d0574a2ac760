"""Refunds and payments: credit memos become credit notes, or a reduced order where nothing was shipped."""
