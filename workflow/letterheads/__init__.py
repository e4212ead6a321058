"""What stands around the words of a letter: kop, emblems, paper, foot."""
