"""Promotions: cart price rules and the coupons that some of them need."""
