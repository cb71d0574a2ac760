"""Reports of sweeps: several scenarios under several columns."""
