"""What the office decides for itself, as versioned data instead of code."""
