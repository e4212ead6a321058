"""Acts on the register of mandates."""
