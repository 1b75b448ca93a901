"""The page of a lesson, run by Streamlit as a script."""

from rnnviz.pages.course.screen import lesson_page

if __name__ == "__main__":
    lesson_page()
