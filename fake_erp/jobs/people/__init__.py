"""Jobs of clerks: approvals, contracts, price lists."""
