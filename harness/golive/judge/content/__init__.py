"""The content of orders, compared by meaning and not by representation."""

from __future__ import annotations

from golive.judge.content.company import SAME, Company, Content
from golive.judge.content.difference import HEADER, LINES, MONEY, Difference

__all__ = ["HEADER", "LINES", "MONEY", "SAME", "Company", "Content", "Difference"]
