"""The pages of the office core: a folder per room, under the room's name."""
