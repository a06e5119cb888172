"""How what is told stands to the facts: `certainty` gives the degree of each predicate by the words over it (`signatures`) and
whether it is a rule (`generic`); `reality` says it in the words that stances, drafts and events ask for."""
