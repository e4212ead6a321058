"""Drawing: plain values in, a finished file out, in processes of their own."""
