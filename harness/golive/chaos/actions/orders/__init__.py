"""What people do to orders in the ERP."""
