"""Power: light source and meter with a reference, power at the subscriber's, and the red light pen."""
