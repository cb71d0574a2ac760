"""Endpoints of cart price rules, coupons and taxes."""
