"""What a record holds on a situation: dossiers, the overview, the newest readings."""
