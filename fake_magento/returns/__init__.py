"""Returns (RMA): goods that customers send back, as documents beside credit memos."""
