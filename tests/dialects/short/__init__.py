"""What every short dialect must do, written once against a speaker of each."""
