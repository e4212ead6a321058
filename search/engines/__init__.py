"""What every engine promises, and what both share: cursors, marked words."""
