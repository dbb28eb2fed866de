"""Gradio panels: they translate between events of the page and the functions of `ui.session`, nothing else."""
