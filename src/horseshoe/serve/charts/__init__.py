"""The drawings on the pages: SVG made here, with the data beside them."""
