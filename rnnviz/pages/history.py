"""The browser's history, as Streamlit tells of it."""

from streamlit.runtime.scriptrunner import get_script_run_ctx


def walked_back_or_forward() -> bool:
    """Whether this run was asked for by the browser's Back or Forward."""
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation
