"""What happens to an ERP that is put back to a backup."""
