"""What an integration may rely on in every dialect."""
