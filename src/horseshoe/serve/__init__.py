"""The record in the browser and over HTTP: pages, a REST API, tools for assistants."""
