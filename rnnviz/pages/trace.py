"""The page of traces, run by Streamlit as a script."""

from rnnviz.pages.traces.screen import trace_page

if __name__ == "__main__":
    trace_page()
