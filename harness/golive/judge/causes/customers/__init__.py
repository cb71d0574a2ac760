"""Causes of customers that were created twice; see `golive.judge.causes.customers.customer_findings`."""
