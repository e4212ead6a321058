"""What every process of ours has: its log lines, its trace, its walls."""
