"""The members' votes by the record, and from them the outcome: features, model, joint distribution, parameters."""
