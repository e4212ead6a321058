"""What stands around a letter's words: kop, emblems, paper, the sentence at the foot."""
