"""What is known after many texts, and who says so? A store of readings, linked across documents, with search and dossiers."""
