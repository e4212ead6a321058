"""How requests come in from the wire: whole, in time, and in lanes.

A thread of the office is given to a request only when the last of its bytes has come,
so that nobody who sends slowly holds one. What strangers may ask has a lane of its own.
"""
