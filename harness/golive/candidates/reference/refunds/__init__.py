"""Refunds and payments: credit memos of the shop become credit notes of the ERP, or a reduced order where nothing was shipped."""
