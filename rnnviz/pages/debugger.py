"""The debugger page, run by Streamlit as a script."""

from rnnviz.pages.stage import debugger

if __name__ == "__main__":
    debugger()
