"""Jobs of people at their desks: approvals, contracts, price lists."""
