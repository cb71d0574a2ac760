"""What of personal data is left where it must not be: in the ERP after an erasure, and in the candidate's log."""
