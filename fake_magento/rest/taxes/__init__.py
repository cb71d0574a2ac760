"""Endpoints of tax classes, rates and rules."""
