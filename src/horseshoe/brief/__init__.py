"""Readings and dossiers as pages of lines, each with the words or facts it rests on, and their renderers."""
