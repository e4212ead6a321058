"""What is done inside the sandbox. Nothing here may import Django."""
