"""Who stands where, told by verbs (`clauses`) and nouns (`nouns`) of voting, in the words that `senses` give them."""
