"""IDocs in flat files of port version 3: orders and customers in; states, confirmations and documents out."""
