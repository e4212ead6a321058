"""How well searching finds what is meant: letters, questions, engines, figures."""
