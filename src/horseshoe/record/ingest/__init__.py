"""From sources to a sink: `sources` says what is to be read, `pipeline` has it loaded and read here or on a cluster (`ray`),
`sinks` stores it in a record, `parts` in a folder, and `merge` brings such a folder into a record."""
