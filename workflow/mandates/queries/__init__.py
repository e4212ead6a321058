"""What the register of mandates tells."""
