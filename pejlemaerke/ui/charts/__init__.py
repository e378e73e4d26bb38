"""Pictures of figures, laid out here and drawn as SVG by templates. No module here imports Django."""
