"""What an installation is set up with: companies, countries, currencies, periods."""
