"""Commands of recorded votes: votes, power, what-would-it-take."""
