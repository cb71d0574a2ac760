"""What a run or a sandbox shows while it goes on: metrics for Prometheus, and the live page."""
