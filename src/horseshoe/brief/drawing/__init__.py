"""The Council's horseshoe with what each member said, in text and as SVG."""
