"""The page of memory tasks, run by Streamlit as a script."""

from rnnviz.pages.training.memory_tasks.screen import memory_tasks

if __name__ == "__main__":
    memory_tasks()
