"""The page of memory and gradients, run by Streamlit as a script."""

from rnnviz.pages.memory.screen import memory_and_gradients

if __name__ == "__main__":
    memory_and_gradients()
