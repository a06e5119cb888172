"""The record and the rules as tools for a language model (Model Context Protocol)."""
