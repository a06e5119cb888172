"""Commands of the Council since 1946: council, member, tally, vetoes, cites, update."""
